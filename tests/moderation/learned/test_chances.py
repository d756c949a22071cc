"""What several opinions about a post make together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.learned.chances import Opinions, Weighing, halfway

SLOPES = np.array([[-1, 0], [0, -1], [0, 0], [0, 1], [1, 0]], dtype=np.float32)
WEIGHING = Weighing(SLOPES, np.array([0, 0, -1, 0, 0], dtype=np.float32))


def test_halfway_between_two_chances_lies_between_and_leans_to_the_firm_one() -> None:
    chances = halfway(
        np.array([0.5, 0.5, 0.0], dtype=np.float32), np.array([0.5, 0.99, 1.0], dtype=np.float32)
    )
    assert chances[0] == pytest.approx(0.5)
    assert 0.745 < chances[1] < 0.99
    assert chances[2] == pytest.approx(0.5, abs=1e-3)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=9))
def test_weighed_chances_begin_at_one_and_never_rise(opinions: list[tuple[float, float]]) -> None:
    reach = WEIGHING.reach(np.array(opinions, dtype=np.float32))
    assert reach.shape == (len(opinions), 5)
    assert reach[:, 0] == pytest.approx(1, abs=1e-5)
    assert (np.diff(reach) <= 1e-6).all() and (reach >= 0).all()


def test_what_counts_more_for_a_level_makes_it_likelier() -> None:
    calm, grave = WEIGHING.reach(np.array([[0.1, 0.5], [0.9, 0.5]], dtype=np.float32))
    assert (grave[1:] > calm[1:]).all()


def test_only_a_firm_answer_about_a_window_outweighs_the_post() -> None:
    calm, likely, firm = (np.array([[0.02, chance]], dtype=np.float32) for chance in (0.02, 0.5, 0.9999))
    reach = [WEIGHING.settle(Opinions(calm, window)).tolist() for window in (calm, likely, firm)]
    assert reach[0] == reach[1] < reach[2]
