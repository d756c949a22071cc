"""The rules that the plugin types enforce by themselves."""

from datetime import date

import pytest
from pydantic import ValidationError

from plugins.data import read_model
from plugins.types import Notice, NoticeText, Treatment
from tests.plugins.tiny_treatment import HERE


@pytest.fixture
def tiny() -> Treatment:
    return read_model(HERE / "treatment.toml", Treatment)


def test_a_claim_is_overdue_from_the_day_after_its_date(tiny: Treatment) -> None:
    [claim] = tiny.get_help.claims
    assert not claim.is_overdue(date(2027, 4, 1))
    assert claim.is_overdue(date(2027, 4, 2))


def test_next_review_is_the_earliest_date(tiny: Treatment) -> None:
    assert tiny.next_review == date(2027, 4, 1)


def test_sources_are_numbered_from_one(tiny: Treatment) -> None:
    assert tiny.source_number("BOOK") == 1
    assert tiny.source("BOOK").title == "The book of made-up syrups"


def test_a_treatment_cannot_be_changed_after_it_was_checked(tiny: Treatment) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        tiny.name = "Other"  # type: ignore[misc]


def test_a_card_text_has_at_most_five_bullets() -> None:
    with pytest.raises(ValidationError, match="at most 5 items"):
        NoticeText(bullets=("a", "b", "c", "d", "e", "f"))


@pytest.mark.parametrize(
    "texts", [{"sleepy": {}}, {"urgent": {"doctor": {}}}, {"urgent": {"author": {"tel": []}}}]
)
def test_a_notice_for_an_unknown_card_voice_or_part_is_refused(texts: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Notice.model_validate({"treatment": "tinyline", "language": "en", "team": "nurse", "texts": texts})
