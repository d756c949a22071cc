"""What several opinions about a post make together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.findings import Level
from moderation.learned.calibrate import CHOICES
from moderation.learned.chances import (
    BACKED,
    DOUBT,
    LEVELS,
    PLACES,
    UNBACKED,
    WEIGHTS,
    Opinions,
    Weighing,
    add_up,
    log_odds,
)

WEIGHING = Weighing(np.full(4, 0.5, dtype=np.float32), np.array([1, 0, -1, -2], dtype=np.float32))
CHANCES = st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=4, max_size=4)


def opinions(chance: float, readers: int = len(WEIGHTS)) -> np.ndarray:
    """One row in which so many readers give a chance to every level, and the others are undecided."""
    rows = np.full((1, len(WEIGHTS), 4), 0.5, dtype=np.float32)
    rows[:, :readers] = chance
    return rows


@given(st.lists(CHANCES, min_size=1, max_size=9))
def test_weighed_chances_begin_at_one_and_never_rise(rows: list[list[list[float]]]) -> None:
    reach = WEIGHING.reach(np.array(rows, dtype=np.float32))
    assert reach.shape == (len(rows), 5)
    assert reach[:, 0] == pytest.approx(1)
    assert (np.diff(reach) <= 1e-6).all() and (reach >= 0).all()


def test_opinions_add_up_by_their_weights() -> None:
    assert add_up(opinions(0.5)) == pytest.approx(np.zeros((1, 4)))
    [[first, *_]] = add_up(opinions(0.9, readers=1))
    assert first == pytest.approx(WEIGHTS[0] * np.log(9), rel=1e-4)


def test_no_reader_alone_can_overrule_all_others() -> None:
    sure = opinions(1.0, readers=1)
    sure[:, 1:] = 0.1
    assert (add_up(sure) < 0).all()
    assert log_odds(np.array([0.0, 1.0])) == pytest.approx(
        [np.log(DOUBT / (1 - DOUBT)), np.log((1 - DOUBT) / DOUBT)]
    )


def test_the_more_readers_agree_the_likelier() -> None:
    reach = [WEIGHING.reach(opinions(0.9, readers))[0, 2] for readers in range(len(WEIGHTS) + 1)]
    assert reach == sorted(reach) and reach[0] < reach[-1]


def test_only_a_firm_answer_about_a_window_outweighs_the_post() -> None:
    calm = opinions(0.02)
    reach = [WEIGHING.settle(Opinions(calm, opinions(chance))).tolist() for chance in (0.02, 0.5, 0.9999)]
    assert reach[0] == reach[1] < reach[2]


def test_no_notice_without_a_place_that_backs_it() -> None:
    manner = opinions(0.999)
    manner[:, PLACES] = BACKED - 0.01
    reach = WEIGHING.reach(manner)
    assert (reach[0, Level.URGENT :] <= UNBACKED).all() and reach[0, Level.INFO] > UNBACKED
    manner[:, PLACES.start, LEVELS.index(Level.URGENT)] = BACKED
    assert WEIGHING.reach(manner)[0, Level.URGENT] > UNBACKED
    assert min(CHOICES) > UNBACKED
