"""Counting moves: a second look is a place of its own, samples are few, and nothing is lost on the way."""

import pytest

from forum.trials.tally import FEW, Seen, Tally, is_look, level_of, place_of


@pytest.mark.parametrize(
    "level, look, place",
    [(0, False, 0), (0, True, 1), (1, True, 3), (2, False, 4), (2, True, 4), (4, False, 8)],
)
def test_a_second_look_is_above_its_level_and_below_the_next(level: int, look: bool, place: int) -> None:
    assert place_of(level, look) == place
    assert (level_of(place), is_look(place)) == (level, look and level < 2)


def test_a_tally_survives_its_way_through_the_table() -> None:
    tally = Tally(unread=2)
    tally.add(5, 6, Seen(0), Seen(4, (("body", 1, 4, 2, "fever"),)))
    tally.add(7, 8, Seen(4), Seen(4))
    again = Tally.from_json(tally.as_json())
    assert again == tally
    assert (again.read, again.same) == (4, 1)


def test_only_a_few_samples_are_kept_and_all_are_counted() -> None:
    tally = Tally()
    for number in range(FEW + 5):
        tally.add(number, number, Seen(0), Seen(6))
    assert tally.up() == [((0, 6), FEW + 5)] and tally.down() == []
    assert [sample.post_id for sample in tally.samples[0, 6]] == list(range(FEW))


def test_what_was_gravest_stands_first_among_what_goes_down() -> None:
    tally = Tally(moves={(4, 0): 1, (8, 4): 1, (6, 6): 3, (1, 0): 2})
    assert [move for move, _ in tally.down()] == [(8, 4), (4, 0), (1, 0)]
