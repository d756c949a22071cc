from collections.abc import Callable
from typing import Any

import pytest

from moderation.cases import Case, Mention
from moderation.findings import Level
from moderation.learned.encode import encode
from moderation.learned.examples import NO_SIGN, make_examples, mention_levels, usual_levels
from moderation.screener import Screener

USUAL = {"chest_pain": Level.EMERGENCY, "gum_bleeding": Level.URGENT}


def mention(concept: str, quote: str = "", **other: Any) -> Mention:
    axes = {"assertion": "present", "temporality": "current", "experiencer": "author", "literal": True}
    return Mention(quote=quote, concept=concept, **(axes | other))


@pytest.fixture
def make_case() -> Callable[..., Case]:
    def make(level: Level, *mentions: Mention, body: str = "") -> Case:
        return Case("1", "f", "", body, level, frozenset({level}), mentions, "", "")

    return make


@pytest.mark.parametrize(
    "level, mentions, levels",
    [
        (Level.EMERGENCY, [mention("chest_pain"), mention("gum_bleeding")], [3, 2]),
        (Level.EMERGENCY, [mention("gum_bleeding"), mention("gum_bleeding", temporality="past")], [3, 1]),
        (Level.URGENT, [mention("chest_pain")], [2]),
        (Level.INFO, [mention("chest_pain", experiencer="other")], [1]),
        (
            Level.NONE,
            [mention("chest_pain", assertion="absent"), mention("chest_pain", literal=False)],
            [0, 0],
        ),
    ],
)
def test_what_each_mention_asks_for(
    make_case: Callable[..., Case], level: Level, mentions: list[Mention], levels: list[int]
) -> None:
    assert mention_levels(make_case(level, *mentions), USUAL) == levels


def test_marks_the_words_of_the_quote(make_case: Callable[..., Case], screener: Screener) -> None:
    case = make_case(Level.URGENT, mention("gum_bleeding", "gums bleed"), body="Hello, my gums bleed today")
    read = screener.read("", case.body)
    (example,) = make_examples([case], [encode(read)], usual_levels([read]), ["gum_bleeding"])
    # break after the empty title, hello, comma, my, gums, bleed, today
    assert example.words.tolist() == [0, 0, 0, 0, 3, 3, 0]
    assert example.signs.tolist() == [NO_SIGN] * 4 + [0, 0] + [NO_SIGN]
    assert example.level == Level.URGENT
