"""A rule pack may set limits of the learned model; what it does not name stays as it came."""

from collections.abc import Callable
from pathlib import Path

import pytest

from moderation.errors import RuleError
from moderation.findings import Level
from moderation.learned.limits import LIMIT_NAMES, shipped_limits
from moderation.learned.model import LearnedModel, load_model
from moderation.rule_reader import load_rules
from moderation.rules import RuleSet
from moderation.screener import Screener
from tests.moderation.conftest import PACK

TEXT = "I have been feeling a bit off and my gums bled a little when I brushed."


@pytest.fixture(scope="module")
def shipped() -> LearnedModel:
    return load_model()


def test_the_shipped_limits_are_those_of_the_model(shipped: LearnedModel) -> None:
    assert {name: getattr(shipped.limits, name) for name in LIMIT_NAMES} == shipped_limits()


def test_a_pack_changes_the_limits_that_it_names(
    shipped: LearnedModel, rules_from: Callable[..., RuleSet]
) -> None:
    rules = rules_from("[limits]\nurgent = 0.001\n")
    screener = Screener(rules, shipped)
    assert screener._judge is not None
    limits = screener._judge.model.limits
    assert (limits.urgent, limits.crisis) == (0.001, shipped.limits.crisis)
    assert shipped.limits.urgent == shipped_limits()["urgent"], "the model that was given stays as it is"


def test_a_low_limit_raises_the_level_of_a_text(
    shipped: LearnedModel, pack: Callable[[str], RuleSet]
) -> None:
    plain, eager = (Screener(pack(text), shipped) for text in ("", "[limits]\nemergency = 0.0001\n"))
    assert plain.screen("", TEXT).level < eager.screen("", TEXT).level == Level.EMERGENCY
    assert plain.version != eager.version


@pytest.fixture
def pack(write_pack: Callable[..., Path]) -> Callable[[str], RuleSet]:
    return lambda text: load_rules([PACK, write_pack(text)])


@pytest.mark.parametrize(
    "line, reason",
    [
        ("urgnt = 0.3", "unknown limit 'urgnt'; one of crisis"),
        ("urgent = 1", "must lie between 0 and 1"),
        ("urgent = 0.0", "must lie between 0 and 1"),
        ('urgent = "0.3"', "'urgent' must be a number"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(
    rules_from: Callable[..., RuleSet], line: str, reason: str
) -> None:
    with pytest.raises(RuleError) as caught:
        rules_from(f"[limits]\n{line}\n")
    assert reason in caught.value.reason and caught.value.line == 2
