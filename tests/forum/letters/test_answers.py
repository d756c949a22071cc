"""The answers to authors: whole, plain, kind, and honest about who did what."""

from string import Formatter
from types import SimpleNamespace

import pytest

from forum.letters.answers import direction, filled, load, offered, origin
from forum.screening import Level
from plugins import lemtrada
from tests.reading import grade

HIGHEST_GRADE = 7
ORIGINS, ANSWERS = load()
PEOPLE_DID_IT = ("flagged", "reported", "member of the board asked", "somebody told")
NOT_OURS_TO_SAY = (
    "sclerosis", " ms ", "disease", "illness", "stroke", "bleeding", "infection", "thyroid", "depress",
    "suicid", "self-harm", "diagnos", "symptom", "you have a", "you suffer",
)  # fmt: skip


def item(*kinds: str, level: Level = Level.URGENT, hidden: bool = False, locked: bool = False):
    """An item as far as an answer looks at it."""
    post = SimpleNamespace(
        shown_level=int(level),
        hidden_at="then" if hidden else None,
        hidden_reason="it names somebody",
        thread=SimpleNamespace(locked_at="then" if locked else None),
        author=SimpleNamespace(name="Rosa", is_former=False),
    )
    return SimpleNamespace(post=post, reasons=[SimpleNamespace(kind=kind) for kind in kinds])


def text(key: str, of, level: Level = Level.URGENT) -> str:
    screening = SimpleNamespace(level=int(level))
    return filled(ANSWERS[key], of, screening, SimpleNamespace(name="Ada"))


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_is_whole_and_uses_known_places_only(key: str) -> None:
    answer = ANSWERS[key]
    assert answer.name and answer.subject and answer.fits in ("", "keep", "raise", "lower", "remove")
    places = {name for _, name, _, _ in Formatter().parse(answer.body) if name is not None}
    assert {"name", "moderator"} <= places <= {"name", "moderator", "origin", "reason"}


@pytest.mark.parametrize("kind", ["screening", "report", "failed"])
@pytest.mark.parametrize("key", ANSWERS)
def test_every_letter_can_be_read_after_seven_years_of_school(key: str, kind: str) -> None:
    lines = [ANSWERS[key].subject, *text(key, item(kind)).split("\n")]
    assert grade([line for line in lines if line]) <= HIGHEST_GRADE


@pytest.mark.parametrize("key", ANSWERS)
def test_no_letter_names_an_illness_or_gives_a_diagnosis(key: str) -> None:
    said = f" {ANSWERS[key].subject} {text(key, item('screening', 'report', 'failed'))} ".lower()
    assert [word for word in NOT_OURS_TO_SAY if word in said] == []
    drug = lemtrada.treatment()
    assert drug.name.lower() not in said and drug.generic_name.lower() not in said


@pytest.mark.parametrize("key", [key for key, answer in ANSWERS.items() if answer.needs != "report"])
@pytest.mark.parametrize("kind", ["screening", "failed", "rescreen"])
def test_where_a_program_did_it_no_letter_says_that_people_did(key: str, kind: str) -> None:
    said = text(key, item(kind))
    assert not any(words in said for words in PEOPLE_DID_IT)
    if "{origin}" in ANSWERS[key].body:
        assert "program" in said and "I, a person" in said


@pytest.mark.parametrize(
    "kinds, level, words, not_words",
    [
        (("screening",), Level.URGENT, "put the note there", "member"),
        (("screening",), Level.NONE, "was not sure", "put the note there."),
        (("report",), Level.NONE, "A member of the board asked", "program"),
        (("failed",), Level.NONE, "it could not", "member of"),
        (("screening", "report"), Level.URGENT, "A member of the board asked", "not sure"),
    ],
)
def test_the_origin_follows_the_reasons_of_the_item(kinds, level, words, not_words) -> None:
    said = origin(item(*kinds), SimpleNamespace(level=int(level)))
    assert words in said and not_words not in said


@pytest.mark.parametrize(
    "of, fits, keys",
    [
        (item("screening"), None, {"kept", "raised", "lowered", "removed", "how_are_you"}),
        (item("report", level=Level.NONE), None, {"quiet", "raised", "how_are_you", "reported"}),
        (item("screening"), "lower", {"lowered", "how_are_you"}),
        (item("screening", level=Level.NONE), "remove", {"removed", "how_are_you"}),
        (item("screening", hidden=True, locked=True), "keep", {"kept", "hidden", "locked", "how_are_you"}),
    ],
)
def test_only_answers_that_fit_are_offered(of, fits, keys) -> None:
    assert {answer.key for answer in offered(of, fits)} == keys


@pytest.mark.parametrize(
    "before, after, verdict, word",
    [
        (2, 2, "keep", "keep"),
        (2, 3, "change", "raise"),
        (3, 1, "change", "lower"),
        (2, 0, "remove", "remove"),
    ],
)
def test_a_decision_has_a_direction(before, after, verdict, word) -> None:
    assert direction(before, after, verdict) == word
