from collections.abc import Callable

import pytest

from moderation import Assertion, Experiencer, Finding, Temporality
from moderation.cases import Mention
from moderation.findings import Talk
from moderation.quality.context import Axis, read_axes
from tests.moderation.quality.conftest import MakeResult


@pytest.mark.parametrize(
    "changes, live",
    [
        ({}, True),
        ({"assertion": "possible"}, True),
        ({"experiencer": "cared_for"}, True),
        ({"assertion": "absent"}, False),
        ({"assertion": "hypothetical"}, False),
        ({"temporality": "past"}, False),
        ({"experiencer": "other"}, False),
        ({"literal": False}, False),
    ],
)
def test_a_live_mention_is_there_now_and_in_reach(
    make_mention: Callable[..., Mention], changes: dict[str, object], live: bool
) -> None:
    assert make_mention(**changes).is_live is live


@pytest.mark.parametrize(
    "changes, live",
    [
        ({}, True),
        ({"assertion": Assertion.ABSENT}, False),
        ({"temporality": Temporality.PAST}, False),
        ({"experiencer": Experiencer.OTHER}, False),
        ({"experiencer": Experiencer.CARED_FOR}, True),
        ({"talk": Talk.QUOTED}, False),
        ({"talk": Talk.NAMED}, False),
    ],
)
def test_a_live_finding_is_the_same(
    make_finding: Callable[..., Finding], changes: dict[str, object], live: bool
) -> None:
    assert make_finding(**changes).is_live is live


@pytest.fixture
def axes(
    make_result: MakeResult, make_mention: Callable[..., Mention], make_finding: Callable[..., Finding]
) -> dict[str, Axis]:
    """Two mentions found, one of them a stranger's figure of speech read as a past sign; one not found."""
    strange = make_mention(experiencer="other", literal=False)
    results = [
        make_result("urgent", "urgent", mentions=(make_mention(),), findings=(make_finding(),)),
        make_result(
            "info", "none", mentions=(strange,), findings=(make_finding(temporality=Temporality.PAST),)
        ),
        make_result("urgent", "none", mentions=(make_mention(),)),
    ]
    return {axis.name: axis for axis in read_axes(results)[0]}


def test_each_axis_compares_marks_with_findings(axes: dict[str, Axis]) -> None:
    assert {name: (axis.right.hits, axis.right.total) for name, axis in axes.items()} == {
        "live or not": (2, 2),
        "assertion": (2, 2),
        "temporality": (1, 2),
        "experiencer": (1, 2),
        "figurative": (1, 2),
    }


def test_each_value_has_recall_and_precision(axes: dict[str, Axis]) -> None:
    experiencer = axes["experiencer"]
    assert experiencer.values == ["author", "other"]
    assert (experiencer.recall("other").hits, experiencer.recall("other").total) == (0, 1)
    assert (experiencer.precision("author").hits, experiencer.precision("author").total) == (1, 2)


def test_quoted_findings_are_right_when_the_mark_is_not_live(
    make_result: MakeResult, make_mention: Callable[..., Mention], make_finding: Callable[..., Finding]
) -> None:
    quoted_finding = (make_finding(talk=Talk.QUOTED),)
    results = [
        make_result("info", "info", mentions=(make_mention(assertion=word),), findings=quoted_finding)
        for word in ("hypothetical", "present")
    ]
    _, quoted = read_axes(results)
    assert (quoted.hits, quoted.total) == (1, 2)
