"""Filters of the queue: from an address, back into one, and in words."""

import pytest

from forum.review.filters import Filters

BOARDS = {7: "Side effects"}


@pytest.mark.parametrize(
    "given, filters",
    [
        ({}, Filters()),
        ({"state": "decided"}, Filters(state="decided")),
        ({"level": "grave", "late": "1"}, Filters(level="grave", late=True)),
        ({"board": "7", "hold": "free", "kind": "report"}, Filters(board=7, hold="free", kind="report")),
        ({"state": "gone", "level": "doom", "kind": "x", "hold": "-", "late": "yes"}, Filters()),
        ({"board": "99999999999"}, Filters()),
        ({"board": "²"}, Filters()),
        ({"board": "0"}, Filters()),
        ({"level": ["crisis"], "board": None}, Filters()),
    ],
)
def test_what_is_no_choice_counts_as_not_chosen(given, filters):
    assert Filters.read(given) == filters


@pytest.mark.parametrize("filters", [Filters(), Filters("open", "urgent", "failed", 7, "mine", True)])
def test_a_filter_comes_back_from_its_address(filters):
    assert Filters.read(filters.as_arguments()) == filters


def test_the_address_always_names_the_state():
    assert Filters().as_arguments() == {"state": "open"}


def test_a_filter_says_what_it_shows():
    chosen = Filters("decided", "grave", "report", 7, "free", True)
    assert chosen.in_words(BOARDS) == [
        "Decided", "Crisis and emergency", "Reported by a member", "Side effects", "Nobody has it", "Late",
    ]  # fmt: skip
    assert Filters().in_words(BOARDS) == []
    assert Filters(board=8).in_words(BOARDS) == ["A board that is gone"]
