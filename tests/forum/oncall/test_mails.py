"""Mails about late items: nothing private in them, and quiet hours that never silence an emergency."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.db import db
from forum.desk.settings import own_settings
from forum.mails.models import Mail
from forum.oncall.ladder import climb
from forum.oncall.models import HeldMail
from forum.oncall.steps import LADDER, LIFE_THREATENING
from forum.review.clock import target
from forum.screening import Level
from tests.forum.oncall.conftest import NOON

QUIET = (22 * 60, 7 * 60)
MIDNIGHT = NOON.replace(hour=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def quiet(ann):
    """Ann's quiet hours are from 22:00 to 07:00 in Berlin, which is 21:00 to 06:00 UTC in March."""
    settings = own_settings(ann)
    settings.zone, (settings.quiet_from, settings.quiet_to) = "Europe/Berlin", QUIET
    return settings


def mails():
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_a_mail_names_level_and_link_and_nothing_else(ann, open_at, reader):
    item = open_at(Level.CRISIS)
    item.post.thread.title = "I want to die"
    climb(NOON + target(Level.CRISIS) * 1.5)
    [mail] = mails()
    assert mail.subject == "Careboard: an item waits on the desk"
    for text in (mail.text, mail.html):
        assert f"http://127.0.0.1:8000/review/{item.id}" in text and "crisis" in text
        assert not any(word in text for word in ("die", "A reply", "Ann", item.post.author.name))


MAILS = [step for step in LADDER if step.has_mail]


@pytest.mark.parametrize("step", MAILS, ids=lambda step: f"step {step.number}")
@pytest.mark.parametrize("level", Level)
def test_over_a_whole_day_only_what_can_wait_waits_for_the_end_of_quiet_hours(
    ann, quiet, open_at, level, step
):
    item = open_at(level)
    for half in range(48):
        moment = MIDNIGHT + half * HOUR / 2
        item.clock_at = moment - target(level) * step.after
        before = len(mails())
        assert climb(moment) >= 1
        is_quiet = half < 12 or half >= 42
        waits = is_quiet and level not in LIFE_THREATENING
        # At 06:00 UTC one more comes: the last that was held during the night and still fits its item.
        assert (len(mails()) == before) is waits, f"{moment:%H:%M}"


def test_no_step_is_lost_in_quiet_hours_and_desk_notes_come_at_once(ann, quiet, open_at):
    item = open_at(Level.URGENT, MIDNIGHT - target(Level.URGENT) * 1.5)
    climb(MIDNIGHT)
    assert mails() == [] and db.session.scalars(select(HeldMail)).one().due_at == MIDNIGHT + 6 * HOUR
    climb(MIDNIGHT + 5 * HOUR)
    assert mails() == []
    climb(MIDNIGHT + 6 * HOUR)
    assert f"/review/{item.id}" in mails()[0].text
    climb(MIDNIGHT + 7 * HOUR)
    assert len(mails()) == 1


def test_what_was_decided_during_the_night_is_not_mailed_in_the_morning(ann, quiet, open_at):
    item = open_at(Level.URGENT, MIDNIGHT - target(Level.URGENT) * 1.5)
    climb(MIDNIGHT)
    item.state = "decided"
    climb(MIDNIGHT + 6 * HOUR)
    assert mails() == [] and db.session.scalars(select(HeldMail)).all() == []


@pytest.mark.parametrize("loss", [{"suspended_until": NOON + 9999 * HOUR * 24}, {"roles": []}])
def test_who_may_not_moderate_any_more_gets_no_mail_of_the_night(ann, quiet, open_at, loss):
    open_at(Level.URGENT, MIDNIGHT - target(Level.URGENT) * 1.5)
    climb(MIDNIGHT)
    for name, value in loss.items():
        setattr(ann, name, value)
    climb(MIDNIGHT + 6 * HOUR)
    assert mails() == [] and db.session.scalars(select(HeldMail)).all() == []


def test_the_others_are_mailed_while_one_is_quiet(ann, ben, quiet, open_at):
    open_at(Level.URGENT, MIDNIGHT - target(Level.URGENT) * 2)
    climb(MIDNIGHT)
    assert [mail.recipient for mail in mails()] == [ben.email]
