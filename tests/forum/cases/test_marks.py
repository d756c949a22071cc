"""What a case says of the words that the program saw."""

import pytest

from forum.cases.marks import AS_READ, DROP, MEANINGS, SAYS, Mark, marks_of, nearest, settle
from forum.own_data.quotes import Change
from forum.review.decide import REASONS
from forum.review.models import Decision, Screening
from forum.screening import Level
from tests.judging import finding

BODY = "Sam, my gums bleed and bleed."
NOTHING = {"title": [], "body": []}


def meaning(level_after: int, reason: str = "", finding_level: int = 2) -> str:
    screening = Screening(level=2, findings=[finding("gums", BODY, finding_level)])
    decision = Decision(level_after=level_after, reason=reason)
    [mark] = marks_of(decision, screening, {"title": "", "body": BODY}, NOTHING)
    return mark.meaning


@pytest.mark.parametrize(
    "level_after, reason, expected",
    [
        (Level.URGENT, "", AS_READ),
        (Level.CRISIS, "", AS_READ),
        (Level.INFO, "", DROP),
        (Level.NONE, "denied", "denied"),
        (Level.NONE, "past", "past"),
        (Level.NONE, "someone else", "someone else"),
        (Level.NONE, "figure of speech", "figure of speech"),
        (Level.NONE, "other", DROP),
    ],
)
def test_the_decision_says_it_of_the_words_at_the_posts_level(level_after, reason, expected):
    assert meaning(level_after, reason) == expected
    assert meaning(level_after, reason, finding_level=1) == AS_READ


def test_every_reason_of_a_removal_has_a_meaning():
    assert set(REASONS) - set(SAYS) == {"other"}
    assert set(SAYS) | {DROP} == set(MEANINGS)


@pytest.mark.parametrize(
    "said, axes",
    [
        ("denied", ("absent", "current", "author", True)),
        ("past", ("present", "past", "author", True)),
        ("someone else", ("present", "current", "other", True)),
        ("figure of speech", ("present", "current", "author", False)),
        (AS_READ, ("present", "current", "author", True)),
    ],
)
def test_a_reason_becomes_the_axis_that_it_is_about(said, axes):
    mark = Mark(finding("gums", BODY), "gums", 8, said)
    [row] = settle([(mark, "gums", said)], {"body": BODY})
    assert (row["assertion"], row["temporality"], row["experiencer"], row["literal"]) == axes
    assert BODY[row["start"] : row["end"]] == row["quote"] == "gums"


def test_live_keeps_the_one_whom_the_author_speaks_for():
    mark = Mark(finding("gums", BODY, experiencer="cared_for", assertion="absent"), "gums", 8, "live")
    [row] = settle([(mark, "gums", "live")], {"body": BODY})
    assert (row["assertion"], row["experiencer"]) == ("present", "cared_for")


def test_marks_move_with_the_placeholders_and_lose_words_that_one_took():
    screening = Screening(level=2, findings=[finding("gums", BODY, 2), finding("Sam, my", BODY, 2)])
    screening.findings[0].id, screening.findings[1].id = 1, 2
    changes = {"title": [], "body": [Change(0, 3, "person A")]}
    texts = {"title": "", "body": "person A, my gums bleed and bleed."}
    lost, kept = marks_of(Decision(level_after=2, reason=""), screening, texts, changes)
    assert (kept.quote, kept.start, kept.meaning) == ("gums", 13, AS_READ)
    assert (lost.quote, lost.meaning) == ("", DROP)


def test_a_quote_that_stands_twice_is_the_one_nearest_to_where_it_was():
    assert [nearest(BODY, "bleed", place) for place in (0, 12, 20)] == [13, 13, 23]
    assert nearest(BODY, "blood", 0) is None and nearest(BODY, " ", 0) is None
