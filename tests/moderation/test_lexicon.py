import pytest

from moderation.cue_files import load_cues
from moderation.lexicon import CueGroup, Lexicon
from moderation.words import split_words


def found(phrase: str, text: str, name: str = "past_distance") -> list[str]:
    lexicon = Lexicon()
    lexicon.add_class("month", ["march"])
    lexicon.add(CueGroup(name, "", ""), [phrase])
    words = split_words(text)
    return [" ".join(words.texts[cue.first : cue.last]) for cue in lexicon.find(words)]


@pytest.mark.parametrize(
    "phrase, text, expected",
    [
        ("in <month>", "it was in march again", ["in march"]),
        ("in <year>", "in 2016 and in 3016", ["in 2016"]),
        ("<n> weeks", "12 weeks", ["12 weeks"]),
        ("(last|this) week", "this week", ["this week"]),
        ("a (b (c|d)|e) f", "a b d f", ["a b d f"]),
        ("can't * stop", "I cant ever really stop", ["cant ever really stop"]),
        ("can't * stop", "I can't stop", ["cant stop"]),
        ("my <any>", "my .", []),
    ],
)
def test_phrase_notation(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_a_pseudo_negation_takes_the_negator_within_it_out_of_play() -> None:
    cues = load_cues().find(split_words("i cant stop bleeding and have no rash"))
    groups = {cue.group.id for cue in cues}
    assert "pseudo_negation" in groups
    assert [cue.first for cue in cues if cue.group.id == "negation_verb"] == []


def test_a_cue_of_another_kind_may_overlap() -> None:
    cues = load_cues().find(split_words("it was a heart attack"))
    assert {"personal", "cleared"} <= {cue.group.id for cue in cues}
