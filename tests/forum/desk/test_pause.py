"""A pause: everything goes back, those on call know, nobody counts on them, and coming back is one press."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.asks.ask import answer_ask, ask_about
from forum.asks.models import OPINION
from forum.db import db, utcnow
from forum.desk import forms
from forum.desk.forms import PauseForm
from forum.desk.models import DeskNote, Pause
from forum.desk.pause import come_back, pause, running_pause
from forum.modlog.models import ModLogEntry
from forum.oncall.cover import on_call
from forum.oncall.models import Shift
from forum.review.claim import holder, take
from forum.review.intake import open_item
from forum.screening import Level
from tests.factories import make_member, make_post
from tests.parallel import at_once

HOUR = timedelta(hours=1)


def moderator(name, is_on_call=True):
    member = make_member(name, role="moderator")
    if is_on_call:
        db.session.add(Shift(member=member, starts_at=utcnow() - HOUR, ends_at=utcnow() + 9 * HOUR))
        db.session.commit()
    return member


@pytest.fixture
def ann(reader):
    return moderator("Ann")


def told():
    return [(n.member.name, n.kind) for n in db.session.scalars(select(DeskNote).order_by(DeskNote.id))]


def test_claims_go_back_and_those_on_call_know(ann):
    moderator("Ben")
    moderator("Cleo", is_on_call=False)
    item = open_item(make_post(), "report", 1, Level.URGENT)
    take(item, ann)
    assert pause(ann) and not pause(ann)
    db.session.refresh(item)
    assert holder(item) is None and [m.name for m in on_call()] == ["Ben"]
    assert told() == [("Ben", "paused")]
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert entry.action == "paused" and entry.after["items given back"] == 1


def test_what_was_asked_of_them_goes_to_somebody_who_did_not_ask_it(ann):
    ben, cleo = moderator("Ben"), moderator("Cleo")
    asks = [ask_about(open_item(make_post(), "report", 1, 2), who, OPINION, ann, "") for who in (ben, cleo)]
    answered = ask_about(open_item(make_post(), "report", 1, 2), ben, OPINION, ann, "")
    answer_ask(answered, ann, "Yes.")
    pause(ann)
    assert [ask.to.name for ask in asks] == ["Cleo", "Ben"] and answered.to is ann
    assert ("Cleo", "second opinion") in told() and ("Ben", "second opinion") in told()


def test_with_nobody_else_an_ask_goes_to_any_admin(ann):
    ben = moderator("Ben")
    make_member("Ada", role="admin")
    ask = ask_about(open_item(make_post(), "report", 1, 2), ben, OPINION, ann, "")
    pause(ann)
    assert ask.to is None and ask.answered_at is None and ("Ada", "second opinion") in told()


def test_when_nobody_is_left_on_call_all_others_know(ann):
    moderator("Ben", is_on_call=False)
    pause(ann)
    assert told() == [("Ben", "paused")]


def test_coming_back_puts_them_on_call_again(ann):
    assert not come_back(ann)
    pause(ann)
    assert come_back(ann) and running_pause(ann) is None
    assert on_call() == [ann]


def test_a_pause_with_an_end_ends_by_itself(ann):
    pause(ann, utcnow() + HOUR)
    assert running_pause(ann)
    db.session.scalars(select(Pause)).one().ends_at = utcnow()
    assert running_pause(ann) is None and on_call() == [ann]


def test_two_presses_at_once_pause_once(app, ann):
    def press():
        is_paused = pause(db.session.get(type(ann), member_id))
        db.session.commit()
        return is_paused

    member_id = ann.id
    assert sorted(at_once(app, press, press)) == [False, True]


@pytest.mark.parametrize(
    "length, until",
    [
        ("open", None),
        ("hour", datetime(2026, 3, 28, 23, 30, tzinfo=UTC)),
        ("tomorrow", datetime(2026, 3, 29, 6, tzinfo=UTC)),
        ("week", datetime(2026, 4, 4, 22, 30, tzinfo=UTC)),
    ],
)
def test_the_chosen_end_is_by_their_own_clocks(app, monkeypatch, length, until):
    monkeypatch.setattr(forms, "utcnow", lambda: datetime(2026, 3, 28, 22, 30, tzinfo=UTC))
    with app.test_request_context():
        assert PauseForm(formdata=None, length=length).until("Europe/Berlin") == until
