"""Suggested names, and which chosen ones point to somebody."""

import pytest
from flask import Flask

from forum.members.fields import MOST_NAME
from forum.welcome.names import FIRST, SECOND, looks_real, suggest_names
from tests.factories import make_member


@pytest.mark.parametrize(
    "name, given, email, expected",
    [
        ("Rosa Klein", "Rosa Klein", "", True),
        ("rosa", "Rosa Klein", "", True),
        ("RosaKlein87", "Rosa Klein", "", True),
        ("José", "Jose Díaz", "", True),
        ("r.klein", "", "r.klein@example.org", True),
        ("Rklein", "", "rklein77@example.org", True),
        ("Quiet Kettle 12", "Rosa Klein", "rosa@example.org", False),
        ("de Winter", "Jan de Boer", "", False),
        ("Example", "", "rosa@example.org", False),
        ("", "", "", False),
        ("Fern", "", "", False),
    ],
)
def test_a_name_that_points_to_somebody_is_seen(
    name: str, given: str, email: str | None, expected: bool
) -> None:
    assert looks_real(name, given, email) is expected


def test_suggestions_are_free_steady_and_differ_from_person_to_person(app: Flask) -> None:
    first = suggest_names("a")
    assert suggest_names("a") == first and suggest_names("b") != first and len(first) == 4
    make_member(first[2].upper())
    assert first[2] not in suggest_names("a")


def test_every_suggestion_fits() -> None:
    assert max(map(len, FIRST)) + max(map(len, SECOND)) + 4 <= MOST_NAME
    assert len(set(FIRST)) == len(FIRST) and len(set(SECOND)) == len(SECOND)
