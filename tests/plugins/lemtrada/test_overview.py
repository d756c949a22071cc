"""The Lemtrada overview: label-true, sourced, in plain words."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins import lemtrada
from plugins.errors import PluginDataError
from plugins.lemtrada.overview import read_treatment
from plugins.types import Section, Treatment
from tests.reading import grade

OVERVIEW = lemtrada.treatment()
PARTS = (OVERVIEW.get_help, *OVERVIEW.sections)


def text_of(overview: Treatment) -> str:
    return " ".join(claim.text for claim in overview.claims())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_section_reads_at_grade_8_or_lower(part: Section) -> None:
    assert grade([claim.text for claim in part.claims]) <= 8


@pytest.mark.parametrize("claim", list(OVERVIEW.claims()), ids=lambda claim: claim.text[:40])
def test_no_claim_is_much_harder_than_its_section(claim) -> None:
    assert grade([claim.text]) <= 11  # one long drug or disease name lifts a short sentence by three grades


@pytest.mark.parametrize(
    "words",
    [
        "4 months after it",  # birth control, FACTS 1.3
        "stop during each course and for 4 months",
        "under 17",
        "chickenpox",
        "steroid before the drip on the first 3 days",
        "drug against herpes",
        "48 months after your last dose, or longer",
        "start after the 48 months",
        "More courses of 3 days are possible",
        "37 of 100",
        "at least 2 hours",
        "later, at home",
        "Stroke",
        "torn arteries",
        "Heart attack",
        "bleeding in the lungs",
        "acquired haemophilia",
        "autoimmune encephalitis",
        "PML",
        "Listeria",
        "Gallbladder",
        "lung inflammation",
        "called CIS",
        "allergic to it",
        "hospital that has intensive care",
        "Only the second trial showed less lasting disability",
    ],
)
def test_what_the_old_page_had_wrong_or_missing_is_label_true(words: str) -> None:
    assert words in text_of(OVERVIEW)


@pytest.mark.parametrize(
    "words", ["3 months after the last", "17 and older", "shingles vaccine", "0.6", "not appropriate"]
)
def test_what_the_label_does_not_say_is_not_said(words: str) -> None:
    assert words not in text_of(OVERVIEW)


def test_get_help_names_each_sign_of_the_label() -> None:
    listed = " ".join(claim.text for claim in OVERVIEW.get_help.claims)
    for sign in ("breathe", "throat", "chest", "cough up blood", "face drops", "headache", "neck", "bleed",
                 "urine", "stiff neck", "belly", "seizure", "confused"):  # fmt: skip
        assert sign in listed


def test_every_claim_has_a_listed_source_and_a_date_ahead() -> None:
    keys = {source.key for source in OVERVIEW.sources}
    for claim in OVERVIEW.claims():
        assert claim.source in keys and claim.where
        assert OVERVIEW.reviewed_on < claim.review_by <= OVERVIEW.reviewed_on + timedelta(days=366)
    for part in PARTS:
        if part.safety:
            assert all(claim.review_by <= date(2027, 5, 24) for claim in part.claims)


def test_every_source_is_used_and_explained_in_the_readme() -> None:
    readme = (Path(lemtrada.__file__).parent / "README.md").read_text()
    panels = lemtrada.panels()
    used = {claim.source for claim in OVERVIEW.claims()} | {
        c.source for panel in panels for c in panel.claims
    }
    for source in OVERVIEW.sources:
        assert source.key in used
        assert f"| {source.key} |" in readme


def test_own_words_hold_no_exclamation_mark() -> None:
    folder = Path(lemtrada.__file__).parent
    for path in (folder / "treatment.toml", folder / "panels.toml", folder / "notices" / "en.toml"):
        assert not re.search(r"!", path.read_text()), path


def test_a_broken_overview_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "treatment.toml").write_text("key = 1\n")
    with pytest.raises(PluginDataError, match=r"treatment\.toml"):
        read_treatment(tmp_path)
