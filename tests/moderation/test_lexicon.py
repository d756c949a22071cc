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


def test_a_longer_cue_takes_the_one_inside_it_out_of_play_and_no_later_one() -> None:
    lexicon = Lexicon()
    lexicon.add(CueGroup("pseudo_negation", "", ""), ["no wonder"])
    lexicon.add(CueGroup("negation_before", "", ""), ["no"])
    words = split_words("no wonder, no rash")
    assert [(cue.group.id, cue.first) for cue in lexicon.find(words)] == [
        ("pseudo_negation", 0),
        ("negation_before", 3),
    ]


@pytest.mark.parametrize("text, expected", [("my zxqv", ["my zxqv"]), ("my 12", ["my 12"]), ("my ?", [])])
def test_a_word_that_no_cue_names_stands_where_any_may(text: str, expected: list[str]) -> None:
    assert found("my <any>", text) == expected
