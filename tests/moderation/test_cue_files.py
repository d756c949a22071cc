from pathlib import Path

import pytest

from moderation.cue_files import FOLDER, CueGroup, Lexicon, load_cues
from moderation.errors import RuleError
from moderation.words import split_words

CUE = '[[cue]]\nid = "no"\ntext = "denied"\nsource = "FACTS 4"\nphrases = ["no"]\n'


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


@pytest.mark.parametrize(
    "content, reason",
    [
        ("[[cue]\n", "cues.toml"),
        (CUE.replace("text", "txt"), "'text' is missing"),
        (CUE + 'colour = "red"\n', "unknown key 'colour'"),
        (CUE + CUE, "stands twice"),
        (CUE.replace('["no"]', "[1]"), "phrases must be a list of words"),
        (CUE.replace('["no"]', '[" "]'), "phrases must be a list of words"),
        ('colour = "red"\n', "unknown key 'colour'"),
    ],
)
def test_a_broken_cue_file_is_refused_with_file_and_reason(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "cues.toml").write_text(content)
    with pytest.raises(RuleError, match="cues.toml") as error:
        load_cues(tmp_path)
    assert reason in str(error.value)


def test_every_cue_group_says_its_effect_and_its_source() -> None:
    for group in load_cues(FOLDER).groups.values():
        assert group.text
        assert group.source.startswith(("FACTS", "RUBRIC", "HCP"))
