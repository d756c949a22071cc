"""Every figure equals a count by hand over the same rows, on both databases."""

import math
import random
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from forum.db import db, utcnow
from forum.figures.queries import (
    in_and_out,
    load,
    right_calls,
    still_waiting,
    waits_by_level,
    waits_of_all,
)
from forum.modlog.record import record_read
from forum.review.clock import target
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.models import Decision, ReviewItem
from forum.review.undo import undo
from tests.factories import make_member, make_post

DAYS = timedelta(days=30)


@pytest.fixture
def now(app):
    return utcnow().replace(microsecond=0)


def add_decisions(number, now):
    """Decisions of 60 days with waits of any length, as rows; returns those of the last 30 days."""
    dice, post = random.Random(5), make_post()
    item, moderator = open_item(post, "report", 1), make_member("Ann", role="moderator")
    db.session.flush()
    usual = {"item_id": item.id, "revision_id": post.revision_id, "moderator_id": moderator.id}
    rows = [usual | a_decision(dice, now) for _ in range(number)]
    db.session.execute(insert(Decision), rows)
    return [row for row in rows if row["created_at"] >= now - DAYS]


def a_decision(dice, now):
    at = now - timedelta(seconds=dice.randrange(60 * 86400))
    opened = at - timedelta(seconds=int(dice.expovariate(1 / 4000)))
    level = dice.randrange(5)
    return {
        "verdict": dice.choice(["keep", "change", "remove"]),
        "level_before": level, "level_after": 0, "item_level": dice.randrange(5),
        "created_at": at, "opened_at": opened, "clock_at": dice.choice([opened, at]),
        "undone_at": dice.choice([None, None, at]),
    }  # fmt: skip


def waited(row):
    return int((row["created_at"] - row["opened_at"]).total_seconds())


def at_rank(values, percent):
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


@pytest.mark.parametrize("number", [1, 2, 9, 10, 400])
def test_waits_equal_a_count_by_hand(now, number):
    by_level = defaultdict(list)
    for row in add_decisions(number, now):
        by_level[row["item_level"]].append(row)
    found = waits_by_level(now - DAYS)
    assert found.keys() == by_level.keys()
    for level, rows in by_level.items():
        all_waits, figures = [waited(row) for row in rows], found[level]
        assert figures.count == len(rows) and figures.worst == max(all_waits)
        assert (figures.median, figures.ninth) == (at_rank(all_waits, 50), at_rank(all_waits, 90))
        assert figures.in_time == sum(row["created_at"] - row["clock_at"] <= target(level) for row in rows)


def test_waits_of_all_are_taken_from_a_level_on(now):
    rows = [row for row in add_decisions(200, now) if row["item_level"] >= 2]
    figures = waits_of_all(now - DAYS, 2)
    assert (figures.count, figures.ninth) == (len(rows), at_rank([waited(row) for row in rows], 90))
    assert waits_of_all(now + DAYS, 2) is None


def test_in_and_out_right_calls_and_load_equal_a_count_by_hand(now):
    rows, since = add_decisions(300, now), now - DAYS
    came, went = in_and_out(since)
    assert went == Counter(f"{row['created_at']:%Y-%m-%d}" for row in rows)
    day = f"{now - timedelta(days=9):%Y-%m-%d}"
    everything = db.session.scalars(select(Decision.opened_at)).all()
    assert came[day] == sum(f"{at:%Y-%m-%d}" == day for at in everything)
    standing = [row for row in rows if row["undone_at"] is None]
    for level, (total, right) in right_calls(since).items():
        of_level = [row for row in standing if row["level_before"] == level]
        assert (total, right) == (len(of_level), sum(row["verdict"] == "keep" for row in of_level))
    assert list(load(since)) == [("Ann", len(rows), 0, sum(row["item_level"] >= 3 for row in rows))]


def test_an_item_that_is_decided_undone_and_decided_again_waited_twice(now):
    ann, zoe = make_member("Ann", role="moderator"), make_member("Zoe", role="moderator")
    item = open_item(make_post(), "report", 1)
    item.opened_at = item.clock_at = now - timedelta(hours=3)
    db.session.flush()
    record_read(zoe, item)
    decide(item, ann, Verdict("keep"), item.version)
    assert undo(item, ann)
    decide(item, ann, Verdict("keep"), item.version)
    first, second = db.session.scalars(select(Decision).order_by(Decision.id))
    assert first.opened_at == now - timedelta(hours=3) and second.opened_at >= now
    assert list(load(now - DAYS)) == [("Ann", 2, 0, 0), ("Zoe", 0, 1, 0)]


def test_those_that_wait_are_told_apart_from_those_that_waited(now):
    for hours in (1, 5, 30):
        item = open_item(make_post(), "screening", hours, 2)
        item.opened_at = item.clock_at = now - timedelta(hours=hours)
    db.session.flush()
    still = still_waiting(now)[2]
    assert (still.count, still.late, still.since) == (3, 2, now - timedelta(hours=30))
    assert waits_by_level(now - DAYS) == {} and db.session.scalars(select(ReviewItem.state)).all()
