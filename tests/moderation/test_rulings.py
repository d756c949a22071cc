"""The rulings of RUBRIC through the whole screener; the cases stand in `tests/cases/rulings.jsonl`."""

import pytest

from moderation.cases import Case, read_cases
from moderation.findings import Level
from moderation.rulings import lower
from moderation.screener import Screener
from tests.marking import mark
from tests.moderation.conftest import ROOT

CASES = read_cases(ROOT / "tests" / "cases" / "rulings.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}-{case.id}")
def test_a_ruling_gives_the_level_that_a_nurse_would(screener: Screener, case: Case) -> None:
    assert screener.screen(case.title, case.body).level in case.accept


def test_every_ruling_has_cases_in_both_directions() -> None:
    for ruling in range(1, 16):
        gives = {case.level >= Level.URGENT for case in CASES if case.group == str(ruling)}
        assert gives == {True, False}, f"ruling {ruling}"


@pytest.mark.parametrize(
    "text, concept, level, expected",
    [
        ("[chest pain] on and off for months, no worse", "chest_pain", Level.EMERGENCY, Level.URGENT),
        ("[chest pain] on and off for months, new and worse", "chest_pain", Level.EMERGENCY, Level.EMERGENCY),
        (
            "[coughing blood] on and off for months, no worse",
            "coughing_blood",
            Level.EMERGENCY,
            Level.EMERGENCY,
        ),
        ("[fever 38] on the ward, nurses gave paracetamol", "fever", Level.URGENT, Level.INFO),
        ("[fever 38] on the ward last week, now at home", "fever", Level.URGENT, Level.URGENT),
        ("[MS hug] as usual", "chest_pain", Level.EMERGENCY, Level.NONE),
        ("[MS hug] again", "chest_pain", Level.EMERGENCY, Level.INFO),
        ("is this the [MS hug], never had it", "chest_pain", Level.EMERGENCY, Level.EMERGENCY),
        ("[left arm numb] as always in the heat", "sudden_one_sided_weakness", Level.EMERGENCY, Level.NONE),
        ("[left arm numb] today, sudden", "sudden_one_sided_weakness", Level.EMERGENCY, Level.EMERGENCY),
        ("[want to die] on and off for months", "suicidal_thoughts", Level.CRISIS, Level.CRISIS),
    ],
)
def test_what_moves_a_live_finding(text: str, concept: str, level: Level, expected: Level) -> None:
    assert lower(mark(text, concept, level))[0] is expected


def test_with_helpers_a_sign_stays_urgent() -> None:
    level, reason = lower(mark("In A&E now, my [left arm is numb] as usual", "face_droop", Level.EMERGENCY))
    assert level is Level.URGENT
    assert reason is not None and reason.ruling == "RUBRIC 5"
