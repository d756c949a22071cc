"""The filter as fields with counts."""

from forum.review.counts import Counts
from forum.review.filter_fields import fields_of
from forum.review.filters import Filters

COUNTS = Counts(level={"urgent": 3}, kind={"report": 2}, board={"7": 1}, hold={"mine": 1})


def choices(filters, name):
    [field] = [f for f in fields_of(filters, COUNTS, {7: "Side effects"}) if f.name == name]
    return {choice.value: choice for choice in field.choices}


def test_each_choice_has_its_count():
    assert choices(Filters(), "level")["urgent"].count == 3
    assert choices(Filters(), "level")["crisis"].count == 0
    assert choices(Filters(), "board")["7"].count == 1


def test_what_is_chosen_is_marked():
    assert choices(Filters(board=7), "board")["7"].is_chosen
    assert not choices(Filters(board=7), "board")[""].is_chosen
    assert choices(Filters(), "hold")[""].is_chosen
    assert choices(Filters(state="decided"), "state")["decided"].is_chosen


def test_decided_items_are_not_counted():
    assert choices(Filters(state="decided"), "level")["urgent"].count is None
