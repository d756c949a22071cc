"""The JSON shape of a screening: what is written is read again, and another shape is a fault."""

import json
from typing import Any

import pytest

from moderation.errors import ScreeningError
from moderation.findings import Level, Screening
from moderation.screener import Screener
from moderation.wire import screening_from_dict, screening_to_dict


def there_and_back(screening: Screening) -> Screening:
    return screening_from_dict(json.loads(json.dumps(screening_to_dict(screening))))


def test_a_screening_comes_back_as_it_was(screener: Screener) -> None:
    screening = screener.screen("Quick question", "My gums have been bleeding since Monday.")
    assert screening.findings
    assert there_and_back(screening) == screening


@pytest.mark.parametrize("second_look", [True, False])
def test_a_second_look_comes_back(second_look: bool) -> None:
    assert there_and_back(Screening(Level.NONE, (), "1", second_look)).second_look is second_look


def test_a_screening_of_an_earlier_version_asks_for_no_second_look() -> None:
    assert screening_from_dict({"level": "info", "version": "1", "findings": []}).second_look is False


@pytest.mark.parametrize("word", ["false", 0, None, []])
def test_a_second_look_of_another_type_is_a_fault(word: Any) -> None:
    with pytest.raises(ScreeningError):
        screening_from_dict({"level": "info", "version": "1", "findings": [], "second_look": word})
