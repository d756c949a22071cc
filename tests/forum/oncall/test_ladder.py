"""The ladder: every step at its time, once, to the right people, whatever the workers do."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from forum.db import db
from forum.desk.models import DeskNote, Pause
from forum.jobs.worker import Rounds
from forum.mails.models import Mail
from forum.modlog.models import ModLogEntry
from forum.oncall import ladder
from forum.oncall import late as late_items
from forum.oncall.ladder import LadderRounds, climb
from forum.oncall.models import LadderStep, Shift
from forum.oncall.steps import LIFE_THREATENING
from forum.review.clock import target
from forum.review.models import ReviewItem
from forum.screening import Level
from tests.counting import queries
from tests.factories import make_member
from tests.forum.oncall.conftest import NOON
from tests.parallel import at_once

MINUTE = timedelta(minutes=1)
WAITING = [level for level in Level if level not in LIFE_THREATENING]


def climb_for(item, targets):
    """Let the clock come to this part of the item's target."""
    return climb(item.clock_at + target(item.level) * targets)


def steps(item=None):
    return list(db.session.scalars(select(LadderStep.step).order_by(LadderStep.id)))


def notes():
    return [(n.member.name, n.kind) for n in db.session.scalars(select(DeskNote).order_by(DeskNote.id))]


def mailed():
    return list(db.session.scalars(select(Mail.recipient).order_by(Mail.recipient)))


def test_a_crisis_tells_those_on_call_when_it_opens(ann, ben, open_at):
    assert climb_for(open_at(Level.CRISIS), 0) == 1
    assert notes() == [("Ann", "new")] and mailed() == []


@pytest.mark.parametrize("level", WAITING)
def test_what_can_wait_tells_nobody_before_its_target(ann, open_at, level):
    item = open_at(level)
    assert climb_for(item, 0.99) == 0
    assert climb_for(item, 1) == 1
    assert notes() == [("Ann", "late")]


@pytest.mark.parametrize("level", Level)
def test_every_step_comes_at_its_time_and_once(ann, ben, open_at, level):
    item, taken = open_at(level), []
    for quarter in range(13):
        climb_for(item, quarter / 4)
        climb_for(item, quarter / 4)
        taken.append((quarter / 4, steps()))
    first = [0] if level in LIFE_THREATENING else []
    for part, so_far in taken:
        assert so_far == [*first, *[n for n, after in ((1, 1), (2, 1.5), (3, 2)) if part >= after]]
    assert mailed() == sorted([ann.email, ann.email, ben.email])


def test_with_nobody_on_call_the_first_step_goes_to_all(ben, open_at):
    other = make_member("Cleo", role="admin")
    make_member("Dan")
    climb_for(open_at(Level.URGENT), 1)
    assert notes() == [("Ben", "late"), (other.name, "late")]


def test_who_pauses_hears_nothing_unless_everybody_does(ann, ben, open_at):
    db.session.add(Pause(member_id=ann.id, starts_at=NOON))
    item = open_at(Level.URGENT)
    climb_for(item, 1)
    assert notes() == [("Ben", "late")]
    db.session.add(Pause(member_id=ben.id, starts_at=NOON))
    climb_for(item, 2)
    assert mailed() == sorted([ann.email, ben.email])


def test_after_an_outage_only_the_highest_due_step_is_taken(ann, open_at):
    item = open_at(Level.EMERGENCY)
    climb_for(item, 40)
    assert steps() == [3] and notes() == []
    climb_for(item, 41)
    assert steps() == [3]


@pytest.mark.parametrize("level", WAITING)
def test_a_claim_that_is_held_stops_what_can_wait(ann, ben, open_at, level):
    item = open_at(level)
    item.claimed_by, item.claimed_until = ben, item.clock_at + target(level) * 1.2
    assert climb_for(item, 1.1) == 0
    assert climb_for(item, 1.3) == 1
    assert steps() == [1]


@pytest.mark.parametrize("level", LIFE_THREATENING)
def test_a_claim_puts_off_an_emergency_by_one_target_only(ann, ben, open_at, level):
    item = open_at(level)
    item.claimed_by, item.claimed_until = ben, item.clock_at + target(level) * 10
    taken = {part: (climb_for(item, part), steps())[1] for part in (0, 1, 1.5, 1.9, 2, 2.5, 3)}
    assert taken == {
        0: [0], 1: [0], 1.5: [0], 1.9: [0], 2: [0, 1], 2.5: [0, 1, 2], 3: [0, 1, 2, 3]
    }  # fmt: skip


def test_a_decided_item_climbs_no_more(ann, open_at):
    item = open_at(Level.CRISIS)
    item.state = "decided"
    assert climb_for(item, 5) == 0


def test_a_reopened_item_begins_at_the_foot(ann, open_at):
    item = open_at(Level.CRISIS)
    climb_for(item, 3)
    item.clock_at = NOON + timedelta(days=1)
    climb_for(item, 0)
    assert steps() == [3, 0]


def test_a_rise_to_an_emergency_is_told_at_once(ann, open_at):
    item = open_at(Level.URGENT)
    climb_for(item, 1)
    item.level, item.clock_at = Level.EMERGENCY, NOON + timedelta(hours=5)
    climb_for(item, 0)
    assert notes() == [("Ann", "late"), ("Ann", "new")]


def test_two_workers_at_once_take_a_step_once(app, ann, ben, open_at):
    moment = open_at(Level.CRISIS).clock_at + target(Level.CRISIS) * 2
    open_at(Level.EMERGENCY)
    told = at_once(app, *[lambda: climb(moment)] * 4)
    assert sum(told) == 2
    assert steps() == [3, 3] and len(mailed()) == 2


def test_a_worker_that_dies_has_told_nobody_and_the_next_one_does(ann, open_at, monkeypatch):
    item = open_at(Level.CRISIS)
    with monkeypatch.context() as broken:
        broken.setattr(ladder, "tell", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            climb_for(item, 0)
        db.session.rollback()
    assert steps() == [] and notes() == []
    assert climb_for(item, 0) == 1 and notes() == [("Ann", "new")]


def test_each_step_stands_in_the_log_without_words_of_the_post(ann, open_at):
    item = open_at(Level.URGENT)
    climb_for(item, 1)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert entry.action == "climbed the ladder" and entry.who == "The program"
    assert entry.after == {"item": item.id, "step": 1, "told": 1} and entry.post_id is None


def test_the_worker_climbs(ann, open_at, monkeypatch):
    item = open_at(Level.CRISIS)
    monkeypatch.setattr(ladder, "utcnow", lambda: item.clock_at)
    Rounds().next()
    assert steps() == [0]


def test_a_ladder_that_breaks_keeps_no_post_from_being_read(app, monkeypatch):
    monkeypatch.setattr(ladder, "due_steps", lambda now: 1 / 0)
    LadderRounds().next()
    assert Rounds().next() == 0


def test_a_round_without_late_items_takes_few_queries_however_many_wait(ann, open_at):
    def statements():
        with queries() as found:
            assert climb(NOON + MINUTE) == 0
        return len(found)

    open_at(Level.URGENT)
    few = statements()
    for _ in range(20):
        open_at(Level.URGENT)
    assert statements() == few <= 4


def test_a_flood_is_taken_in_parts_the_gravest_first(ann, open_at, monkeypatch):
    monkeypatch.setattr(late_items, "MOST", 2)
    for level in (Level.INFO, Level.CRISIS, Level.URGENT):
        open_at(level)
    late = NOON + timedelta(days=9)
    assert [climb(late), climb(late), climb(late)] == [2, 1, 0]
    levels = list(db.session.scalars(select(LadderStep.level).order_by(LadderStep.id)))
    assert levels == [Level.CRISIS, Level.URGENT, Level.INFO]


def test_the_mail_of_a_round_is_one_for_each_moderator(ann, open_at):
    for _ in range(3):
        open_at(Level.EMERGENCY)
    climb(NOON + target(Level.EMERGENCY) * 1.5)
    mail = db.session.scalars(select(Mail)).one()
    assert mail.subject == "Careboard: 3 items wait on the desk"
    assert mail.text.count("emergency: http://127.0.0.1:8000/review/") == 3


def test_a_shift_decides_at_the_moment_of_the_step(ann, ben, open_at):
    db.session.execute(update(Shift).values(ends_at=NOON + 20 * MINUTE))
    db.session.add(Shift(member=ben, starts_at=NOON + 20 * MINUTE, ends_at=NOON + 60 * MINUTE))
    item = open_at(Level.EMERGENCY)
    climb_for(item, 1)
    climb_for(item, 1.5)
    assert notes() == [("Ann", "late")] and mailed() == [ben.email]
    assert db.session.scalar(select(func.count(ReviewItem.id))) == 1
