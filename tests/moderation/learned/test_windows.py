"""Every word of a post lies in a part of it, and every word of a part in a narrow window."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.learned.windows import LONG, NARROW, WIDE, Window, narrow_windows, parts_of


def rows_in(windows: list[Window]) -> set[int]:
    return {row for first, last in windows for row in range(first, last)}


@given(st.integers(1, 3 * LONG))
def test_no_word_is_left_out(rows: int) -> None:
    parts = parts_of(rows)
    assert rows_in(parts) == set(range(rows))
    for part in parts:
        assert rows_in(narrow_windows(part)) == rows_in([part])


def test_a_short_post_is_one_part_and_a_shorter_one_its_own_narrow_window() -> None:
    assert parts_of(LONG) == [(0, LONG)]
    assert narrow_windows((3, 3 + NARROW[0])) == [(3, 3 + NARROW[0])]
    assert max(last - first for first, last in parts_of(LONG + 1)) == WIDE[0]
    assert max(last - first for first, last in narrow_windows((0, LONG))) == NARROW[0]
