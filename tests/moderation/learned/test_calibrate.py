import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.calibrate import HIGHEST, LOWEST, WANTED, choose_limits

ROWS = st.lists(
    st.tuples(st.sampled_from(list(Level)), st.lists(st.floats(0, 1), min_size=4, max_size=4)), max_size=60
)


def case(level: Level) -> Case:
    return Case("1", "f", "", "", level, frozenset({level}), (), "", "")


@given(ROWS)
def test_each_limit_finds_the_wanted_share(rows: list[tuple[Level, list[float]]]) -> None:
    reach = np.array([[1.0, *sorted(chances, reverse=True)] for _, chances in rows]).reshape(-1, 5)
    limits = choose_limits([case(level) for level, _ in rows], reach)
    for level, wanted in WANTED.items():
        limit = getattr(limits, level.word)
        assert LOWEST <= limit <= HIGHEST
        needed = [row[level] for (truth, _), row in zip(rows, reach, strict=True) if truth >= level]
        if needed and limit > LOWEST:
            found = sum(value >= limit - 0.001 for value in needed)
            assert found >= int(wanted * len(needed))


def test_without_posts_the_limit_is_the_highest() -> None:
    assert choose_limits([], np.zeros((0, 5))).crisis == HIGHEST
