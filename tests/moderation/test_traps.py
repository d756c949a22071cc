"""Every row of FACTS 4.1 through the whole screener; the cases stand in `tests/cases/traps.jsonl`."""

import pytest

from moderation.cases import Case, read_cases
from moderation.screener import Screener
from tests.moderation.conftest import ROOT

CASES = read_cases(ROOT / "tests" / "cases" / "traps.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id} {case.group}")
def test_a_trap_is_read_as_a_nurse_reads_it(screener: Screener, case: Case) -> None:
    assert screener.screen(case.title, case.body).level in case.accept


def test_a_screening_says_why_in_plain_words(screener: Screener) -> None:
    [finding] = screener.screen("", "In 2016 I had palpitations.").findings
    assert "past, with a distance: 'in 2016'" in [reason.text for reason in finding.because]
