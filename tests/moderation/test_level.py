import pytest

from moderation.findings import Assertion, Experiencer, Level, Temporality
from moderation.level import decide, find_level
from tests.marking import mark, mark_all


@pytest.mark.parametrize(
    "axis, value, expected",
    [
        ("assertion", Assertion.PRESENT, Level.URGENT),
        ("assertion", Assertion.POSSIBLE, Level.URGENT),
        ("assertion", Assertion.ABSENT, Level.NONE),
        ("assertion", Assertion.HYPOTHETICAL, Level.INFO),
        ("temporality", Temporality.PAST, Level.INFO),
        ("experiencer", Experiencer.CARED_FOR, Level.URGENT),
        ("experiencer", Experiencer.OTHER, Level.INFO),
        ("quoted", True, Level.INFO),
        ("general", True, Level.NONE),
        ("figurative", True, Level.NONE),
    ],
)
def test_the_axes_decide_the_level_of_a_finding(axis: str, value: object, expected: Level) -> None:
    span = mark("[bruises]")
    setattr(span._, axis, value)
    assert find_level(span)[0] is expected


def test_a_level_of_info_says_why() -> None:
    span = mark("[bruises]")
    span._.experiencer = Experiencer.OTHER
    reason = find_level(span)[1]
    assert reason is not None and reason.text == "someone else's sign"


def test_the_highest_finding_gives_the_level_of_the_post() -> None:
    title = mark_all("[bruises]", "bruising", Level.URGENT, field="title")
    body = mark_all("[I fainted]", "fainting", Level.EMERGENCY)
    assert decide([title, body]) is Level.EMERGENCY
    assert decide([mark_all("nothing here")]) is Level.NONE


@pytest.mark.parametrize(
    "body, expected",
    [
        ("Sorry about the title. I don't have any.", Level.NONE),
        ("Sorry about the title. See you.", Level.URGENT),
        ("I don't have any dots. [I fainted].", Level.URGENT),
    ],
)
def test_a_post_can_take_back_its_title(body: str, expected: Level) -> None:
    title = mark_all("Weird question about [bleeding gums]", field="title")
    assert decide([title, mark_all(body)]) is expected


def title_after(title_text: str, body_temporality: Temporality) -> Level:
    title = mark_all(title_text, "itp_named", field="title")
    body = mark_all("[it]", "itp_named")
    body.spans["findings"][0]._.temporality = body_temporality
    decide([title, body])
    level: Level = title.spans["findings"][0]._.level
    return level


def test_a_bare_title_follows_its_body() -> None:
    assert title_after("[ITP] story", Temporality.PAST) is Level.INFO
    assert title_after("[ITP] story", Temporality.CURRENT) is Level.URGENT
