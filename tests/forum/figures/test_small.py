"""No number on the public page points to a person, nor does the difference of two."""

from itertools import product

import pytest

from forum.figures import small


@pytest.mark.parametrize(
    "number, told", [(0, small.FEW), (9, small.FEW), (10, "about 10"), (1234, "about 1,230")]
)
def test_small_counts_are_not_told_and_others_are_rounded(number, told):
    assert small.count(number) == told


@pytest.mark.parametrize("numbers", list(product((0, 3, 9, 10, 40, 900), repeat=3)))
def test_no_single_count_is_hidden_beside_a_sum_that_is_told(numbers):
    told = small.counts(dict(zip("abc", numbers, strict=True)))
    hidden = [name for name, words in told.items() if not words.startswith("about")]
    assert len(hidden) != 1
    assert all(n >= small.LEAST for n, words in zip(numbers, told.values(), strict=True) if "about" in words)


def test_the_smallest_of_the_others_is_the_one_that_hides():
    told = small.counts({"crisis": 4, "emergency": 30, "none": 900})
    assert told == {"crisis": small.FEW, "emergency": small.NOT_SHOWN, "none": "about 900"}


@pytest.mark.parametrize(
    "part, whole, told",
    [
        (3, 12, "too few to say"),
        (50, 100, "50 %"),
        (3, 100, "less than 10 %"),
        (98, 100, "more than 90 %"),
        (100, 100, "more than 90 %"),
        (0, 1000, "less than 1 %"),
        (3, 130, "less than 8 %"),
    ],
)
def test_a_share_tells_no_small_part(part, whole, told):
    assert small.share(part, whole) == told
