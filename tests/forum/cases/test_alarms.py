"""Floors: when a rule raises an item, once, and what settling it does."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.cases.alarms import Floor, is_under, open_alarms, settle, sweep
from forum.cases.models import RuleAlarm
from forum.cases.scores import WINDOW, Score
from forum.db import db, utcnow
from forum.desk.notes import unseen
from forum.jobs.worker import SWEEPS
from forum.modlog.models import ModLogEntry
from forum.review.models import Decision
from tests.factories import make_member
from tests.judging import KEEP, RULE, VERSION, decided, finding, removed


@pytest.mark.parametrize(
    "right, of, alarms",
    [
        (0, 3, False),
        (0, 19, False),
        (5, 20, True),
        (6, 20, False),
        (9, 20, False),
        (35, 100, True),
        (45, 100, False),
    ],
)
def test_only_what_surely_is_under_its_floor_raises_an_item(right, of, alarms):
    assert is_under(Score("a", "", right, 0, 0, of - right), Floor(0.5, 20)) is alarms


@pytest.fixture
def few(app, monkeypatch):
    monkeypatch.setitem(app.config, "FLOOR_CASES", 5)


def wrong(thread, moderator, count: int = 6, **values) -> list[Decision]:
    return [decided(thread, moderator, removed(), **values) for _ in range(count)]


def look() -> list[RuleAlarm]:
    sweep()
    db.session.commit()
    return open_alarms()


def test_the_hourly_look_raises_one_item_tells_admins_and_logs_it(few, thread, moderator):
    admin = make_member(role="admin")
    wrong(thread, moderator)
    [alarm] = look()
    assert (alarm.what, alarm.version, alarm.right, alarm.of) == (RULE, VERSION, 0, 6)
    assert look() == [alarm]
    [note] = unseen(admin)
    assert note.kind == "rule" and "0 of 6" in note.text and unseen(moderator) == []
    entry = db.session.scalars(select(ModLogEntry).filter_by(action="raised a rule to look at")).one()
    assert entry.after["rule"] == RULE and entry.moderator_id is None
    assert sweep in SWEEPS


def test_right_calls_old_ones_and_other_versions_raise_nothing(few, thread, moderator):
    for decision in wrong(thread, moderator):
        decision.created_at = utcnow() - WINDOW - timedelta(days=1)
    wrong(thread, moderator, version="1+rules.old.cues.old")
    for _ in range(6):
        decided(thread, moderator, KEEP)
    assert look() == []


def test_the_model_has_a_floor_of_its_own(few, app, monkeypatch, thread, moderator):
    monkeypatch.setitem(app.config, "FLOOR_RULE", 0)
    body = "My gums bleed."
    for _ in range(6):
        decided(thread, moderator, removed(), body=body, findings=[finding("gums", body, source="model:ccc")])
    [alarm] = look()
    assert (alarm.what, alarm.version, alarm.floor) == ("learned model", "ccc", 0.7)


def test_after_settling_only_newer_decisions_count(few, thread, moderator):
    wrong(thread, moderator)
    [alarm] = look()
    assert settle(alarm, moderator, "A confuser was added.") and not settle(alarm, moderator, "Me too.")
    assert look() == []
    for decision in wrong(thread, moderator):
        decision.created_at = utcnow() + timedelta(seconds=5)
    [again] = look()
    assert again.of == 6 and again.id != alarm.id


@pytest.fixture
def alarm(thread, moderator):
    row = RuleAlarm(what=RULE, version=VERSION, right=2, of=20, floor=0.5)
    db.session.add(row)
    db.session.commit()
    return row


@pytest.mark.parametrize("page", ["/review", "/review/scores"])
def test_it_stands_above_the_queue_and_on_the_scores(login, moderator, alarm, page):
    text = login(moderator).get(page).text
    assert "Rule to look at" in text and f'href="/review/alarms/{alarm.id}"' in text and "2 of 20" in text


def test_it_is_settled_with_a_note_that_stands_in_the_log(login, moderator, alarm):
    desk, page = login(moderator), f"/review/alarms/{alarm.id}"
    assert desk.post(page, data={"note": " "}).status_code == 422
    assert desk.post(page, data={"note": "Unlike others."}).status_code == 303
    entry = db.session.scalars(select(ModLogEntry).filter_by(action="settled a rule")).one()
    assert (entry.note, entry.moderator_id, entry.after["of"]) == ("Unlike others.", moderator.id, 20)
    assert "Unlike others." in desk.get(page).text
    assert "Rule to look at" not in desk.get("/review").text


def test_the_second_who_settles_sees_what_the_first_did(login, moderator, alarm):
    settle(alarm, make_member(role="moderator"), "I was first.")
    answer = login(moderator).post(f"/review/alarms/{alarm.id}", data={"note": "Mine."})
    assert answer.status_code == 409 and "I was first." in answer.text and "Mine." in answer.text
    assert db.session.scalar(select(func.count(ModLogEntry.id)).filter_by(action="settled a rule")) == 1
