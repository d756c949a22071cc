import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.calibrate import COSTS, START, choose_limits, cost, give_levels
from moderation.learned.judge import choose_level
from moderation.learned.model import Prediction

from .conftest import LIMITS

CHANCES = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(lambda row: [1.0, *sorted(row, reverse=True)])
ROWS = st.lists(st.tuples(st.sampled_from(list(Level)), CHANCES), max_size=20)


def case(level: Level) -> Case:
    return Case("1", "f", "", "", level, frozenset({level}), (), "", "")


@given(ROWS)
def test_never_chooses_limits_that_cost_more(rows: list[tuple[Level, list[float]]]) -> None:
    cases, reach = [case(level) for level, _ in rows], np.array([row for _, row in rows]).reshape(-1, 5)
    limits = choose_limits(cases, reach)
    assert cost(cases, give_levels(reach, limits)) <= cost(cases, give_levels(reach, START))
    assert limits.second_look <= limits.urgent


@given(CHANCES)
def test_gives_the_level_that_the_judge_gives(row: list[float]) -> None:
    nothing = np.zeros((0, 1), dtype=np.float32)
    prediction = Prediction(None, np.array(row), nothing, nothing)  # type: ignore[arg-type]
    assert give_levels(np.array([row]), LIMITS) == [choose_level(prediction, LIMITS)]


def test_finds_the_limits_that_part_the_levels() -> None:
    rows = {
        Level.NONE: [1, 0.1, 0.1, 0.1, 0.1],
        Level.INFO: [1, 0.7, 0.2, 0.1, 0.1],
        Level.URGENT: [1, 0.9, 0.6, 0.2, 0.1],
        Level.EMERGENCY: [1, 0.9, 0.9, 0.7, 0.1],
        Level.CRISIS: [1, 0.9, 0.9, 0.9, 0.5],
    }
    cases, reach = [case(level) for level in rows], np.array(list(rows.values()))
    assert cost(cases, give_levels(reach, choose_limits(cases, reach))) == 0


def test_what_costs_most() -> None:
    assert all(COSTS[level][level] == 0 for level in Level)
    missed = COSTS[Level.EMERGENCY][Level.NONE]
    assert missed == max(map(max, COSTS))
    assert missed >= 2 * max(COSTS[Level.NONE])
