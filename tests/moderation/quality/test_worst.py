from collections.abc import Callable

import pytest

from moderation import Finding, Level
from moderation.cases import Mention
from moderation.quality.worst import error_counts, error_name, error_rows, worst
from tests.moderation.quality.conftest import MakeResult

WORST_FIRST = [
    ("crisis", "none", "missed crisis"),
    ("emergency", "none", "missed emergency"),
    ("urgent", "info", "missed urgent"),
    ("crisis", "urgent", "crisis too low"),
    ("emergency", "urgent", "emergency too low"),
    ("none", "crisis", "false crisis"),
    ("none", "emergency", "false emergency"),
    ("info", "urgent", "false urgent"),
    ("urgent", "crisis", "other level"),
    ("info", "none", "other level"),
]


def test_errors_come_worst_first(make_result: MakeResult) -> None:
    results = [make_result(true, given, id=f"{true} {given}") for true, given, _ in reversed(WORST_FIRST)]
    assert [r.case.id for r in worst(results)] == [f"{true} {given}" for true, given, _ in WORST_FIRST]
    assert [r.case.id for r in worst(results, most=1)] == ["crisis none"]


@pytest.mark.parametrize("true, given, name", WORST_FIRST)
def test_an_error_has_a_name(make_result: MakeResult, true: str, given: str, name: str) -> None:
    assert error_name(make_result(true, given)) == name


def test_what_is_right_or_defensible_is_no_error(make_result: MakeResult) -> None:
    accept = frozenset({Level.URGENT, Level.INFO})
    assert worst([make_result("none", "none"), make_result("urgent", "info", accept=accept)]) == []


def test_errors_are_counted_worst_first(make_result: MakeResult) -> None:
    results = [make_result(*pair) for pair in [("none", "urgent"), ("crisis", "none"), ("none", "urgent")]]
    assert error_counts(results) == [("missed crisis", 1), ("false urgent", 2)]


def test_a_row_tells_marks_and_findings_with_their_context(
    make_result: MakeResult, make_mention: Callable[..., Mention], make_finding: Callable[..., Finding]
) -> None:
    mention = make_mention(assertion="absent", experiencer="cared_for", literal=False)
    result = make_result("none", "urgent", mentions=(mention,), findings=(make_finding(),))
    [row] = error_rows([result], show_secret=False)
    assert row[-2:] == (
        "“gums bleed” gum_bleeding, absent, cared for, not literal",
        "“gums” gum_bleeding: urgent [packs/signs.toml:3]",
    )


def test_texts_of_the_test_split_are_shown_on_request_only(
    make_result: MakeResult, make_mention: Callable[..., Mention]
) -> None:
    result = make_result("urgent", "none", split="test", mentions=(make_mention(),))
    [row] = error_rows([result], show_secret=False)
    assert "gums" not in " ".join(map(str, row)) and row[:5] == (
        "1",
        "posts",
        "missed urgent",
        "urgent",
        "none",
    )
    [row] = error_rows([result], show_secret=True)
    assert "gums bleed" in str(row[-2])
