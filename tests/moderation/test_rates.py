import pytest

from moderation.rates import Rate


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_wilson_interval(hits: int, total: int, low: float, high: float) -> None:
    assert Rate(hits, total).interval == pytest.approx((low, high), abs=1e-4)


def test_a_rate_of_nothing_is_unknown() -> None:
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert str(Rate(0, 0)) == "–"


def test_a_rate_reads_with_its_interval() -> None:
    assert str(Rate(5, 10)) == "0.500 (0.24–0.76)"
