import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.calibrate import COSTS, START, choose_limits, cost, expected_costs, fit_weighing
from moderation.learned.chances import LEVELS, give_levels
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
    limits, costs = choose_limits(cases, reach), expected_costs(reach)
    assert cost(costs, give_levels(reach, limits)) <= cost(costs, give_levels(reach, START)) + 1e-9
    assert limits.second_look <= limits.urgent


@given(CHANCES)
def test_gives_the_level_that_the_judge_gives(row: list[float]) -> None:
    nothing = np.zeros((0, 1), dtype=np.float32)
    prediction = Prediction(None, np.array(row), nothing, nothing, nothing)  # type: ignore[arg-type]
    assert give_levels(np.array([row]), LIMITS) == [choose_level(prediction, LIMITS)]


def test_what_is_certain_costs_what_the_table_says() -> None:
    reach = np.tril(np.ones((5, 5), dtype=np.float32))
    assert np.array_equal(expected_costs(reach), COSTS)
    assert cost(expected_costs(reach), range(5)) == 0
    unsure = np.array([[1, 1, 1, 1, 0.5]], dtype=np.float32)
    assert cost(expected_costs(unsure), [Level.CRISIS]) == 0.5 * COSTS[Level.EMERGENCY, Level.CRISIS]


def test_an_unlikely_crisis_gets_its_card_but_not_any_post() -> None:
    levels = np.linspace(0.01, 0.99, 99)
    reach = np.stack([np.ones(99), *[levels] * 4], axis=1)
    limits = choose_limits([case(Level.NONE)] * 99, reach)
    assert 0.05 < limits.crisis < 0.4


def test_makes_the_sum_of_opinions_an_honest_chance() -> None:
    random = np.random.default_rng(1)
    levels = [Level(int(number)) for number in random.integers(0, 5, 4000)]
    # Each reader is right about a level in seven posts of ten.
    right = random.random((4000, 4, 4)) < 0.7
    is_level = np.array([[level >= one for one in LEVELS] for level in levels])[:, None, :]
    opinions = np.where(right == is_level, 0.99, 0.01).astype(np.float32)
    weighing = fit_weighing(opinions, levels)
    chances = weighing.reach(opinions)[:, Level.INFO]
    for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0)):
        inside = (chances >= low) & (chances < high)
        share = np.mean([level >= Level.INFO for level, it in zip(levels, inside, strict=True) if it])
        assert share == pytest.approx(chances[inside].mean(), abs=0.08)
    assert np.array_equal(weighing.slopes, weighing.slopes.astype(np.float16)), "kept as it will be stored"


def test_needs_posts_of_every_level() -> None:
    with pytest.raises(ValueError, match="every level"):
        fit_weighing(np.full((3, 4, 4), 0.5, dtype=np.float32), [Level.NONE, Level.URGENT, Level.CRISIS])


def test_what_costs_most() -> None:
    assert not COSTS.diagonal().any()
    assert COSTS[Level.CRISIS, Level.NONE] == COSTS.max()
    assert COSTS[Level.EMERGENCY, Level.NONE] >= 2 * COSTS[Level.NONE].max()
    assert COSTS[Level.URGENT, Level.CRISIS] > COSTS[Level.URGENT, Level.EMERGENCY]
