"""The words of the cards: complete, checked when they are read, overridden part by part."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from forum.notices.wording import KINDS, VOICES, WORDING_FILE, WordingError, load_wording
from plugins import lemtrada

GENERAL = load_wording()


def words(**parts: object) -> SimpleNamespace:
    """A treatment's words as a plugin gives them, with one part of one card."""
    blank = dict.fromkeys(("heading", "lead", "why", "tell", "bullets", "small_print"))
    text = SimpleNamespace(**(blank | parts))
    return SimpleNamespace(treatment="tinyline", team="syrup nurse", texts={"urgent": {"author": text}})


def test_every_card_has_words_for_every_reader() -> None:
    assert set(GENERAL.texts) == set(KINDS)
    for kind in KINDS:
        assert set(GENERAL.texts[kind]) == set(VOICES)


def test_without_a_treatment_the_words_are_the_general_ones() -> None:
    assert GENERAL.with_treatment(None) is GENERAL


def test_a_treatment_replaces_the_parts_that_it_words_and_no_others() -> None:
    wording = GENERAL.with_treatment(words(tell=("Say: I have had Tinyline.",)))
    assert wording.team == "syrup nurse"
    assert wording.texts["urgent"]["author"].tell == ("Say: I have had Tinyline.",)
    assert wording.texts["urgent"]["author"].bullets == GENERAL.texts["urgent"]["author"].bullets
    assert wording.texts["urgent"]["reader"] == GENERAL.texts["urgent"]["reader"]
    assert wording.texts["crisis"] == GENERAL.texts["crisis"]


def test_an_empty_part_of_a_treatment_leaves_the_part_out() -> None:
    assert GENERAL.with_treatment(words(bullets=())).texts["urgent"]["author"].bullets == ()


def test_lemtrada_words_fit_the_general_ones() -> None:
    wording = GENERAL.with_treatment(lemtrada.notice())
    assert wording.team == "MS team"
    assert "Lemtrada" in wording.texts["emergency"]["author"].tell[0]


@pytest.mark.parametrize(
    "parts, reason",
    [
        ({"heading": "Call {number}"}, "unknown place holder {number}"),
        ({"heading": ""}, "urgent.author has no heading"),
        ({"bullets": ("a", "b", "c", "d", "e", "f")}, "6 bullets"),
    ],
)
def test_a_treatments_broken_words_stop_start_up(parts: dict[str, object], reason: str) -> None:
    with pytest.raises(WordingError, match="treatment tinyline.*" + reason):
        GENERAL.with_treatment(words(**parts))


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ('team = "doctor"', "", "team"),
        ('seen = "', 'sean = "', "no label 'seen'"),
        ("[folded.over]", "[folded.done]", "folded.over needs"),
        ("[info.reader]", "[info.passer_by]", "info.reader has no heading"),
        ("[act.author]\nheading", "[act.author]\nheadings", "headings"),
        ("Call {emergency} now", "Call {emergncy} now", "unknown place holder {emergncy}"),
        ("[concepts]", "[concept]", "concepts"),
        ('team = "doctor"', 'team = "doctor', "en.toml"),
        ('heading = "Call', 'heading = ["Call"]\nbullet = "Call', "heading"),
        ('lead = ["What', 'lead = "What"\nspare = ["What', "lead"),
    ],
)
def test_a_broken_file_stops_start_up(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = tmp_path / "en.toml"
    path.write_text(WORDING_FILE.read_text().replace(old, new, 1))
    with pytest.raises(WordingError, match=reason) as error:
        load_wording(path)
    assert str(path) in str(error.value)
