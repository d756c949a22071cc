"""The clock of an item in words and as a bar."""

from datetime import timedelta

import pytest

from forum.db import utcnow
from forum.review.models import ReviewItem
from forum.review.time_left import time_left

NOW = utcnow()


@pytest.mark.parametrize(
    "level, waited, words, part, is_late",
    [
        (4, timedelta(), "15 minutes left", 0, False),
        (4, timedelta(minutes=7, seconds=30), "7 minutes left", 50, False),
        (4, timedelta(minutes=14, seconds=30), "due now", 96, False),
        (4, timedelta(minutes=15, seconds=30), "due now", 100, True),
        (3, timedelta(minutes=20), "late by 5 minutes", 100, True),
        (2, timedelta(minutes=1), "3 hours left", 0, False),
        (2, timedelta(hours=6), "late by 2 hours", 100, True),
        (2, timedelta(hours=2, minutes=59), "1 hour left", 74, False),
        (0, timedelta(days=41), "late by 40 days", 100, True),
    ],
)
def test_an_item_says_how_much_time_is_left(app, level, waited, words, part, is_late):
    left = time_left(ReviewItem(level=level, clock_at=NOW - waited), NOW)
    assert (left.words, left.part, left.is_late) == (words, part, is_late)


def test_a_clock_that_runs_ahead_leaves_the_bar_empty(app):
    assert time_left(ReviewItem(level=4, clock_at=NOW + timedelta(minutes=1)), NOW).part == 0
