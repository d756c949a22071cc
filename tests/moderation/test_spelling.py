import pytest

from moderation.spelling import Speller
from moderation.text import fold
from moderation.units import read_units

SPELLER = Speller({"platlets": "platelets", "nosebleed": "nose bleed"}, stems=["bleed", "bruis"])


def first_keys(text: str) -> list[str]:
    return [keys[0] for keys in read_units(fold(text), SPELLER).keys]


@pytest.mark.parametrize(
    "spellings",
    [
        ["can't", "cant", "can’t", "cannot", "can not", "CAN`T"],
        ["won't", "wont", "will not"],
        ["I'm", "im", "I am"],
        ["they're", "theyre", "they are"],
        ["haemorrhage", "hemorrhage"],
        ["oedema", "edema"],
        ["diarrhoea", "diarrhea"],
        ["anaemia", "anemia"],
        ["tumour", "tumor"],
        ["colour-blind", "color blind"],
        ["paralysed", "paralyzed"],
        ["hospitalised", "hospitalized"],
        ["platlets", "Platelets"],
        ["nosebleed", "nose bleed", "nose-bleed"],
        ["blee\u00adding", "bleeding"],
        ["fe\u200bver", "fever"],
        ["cafe\u0301", "café"],
    ],
)
def test_one_spelling_for_many(spellings: list[str]) -> None:
    assert len({tuple(first_keys(text)) for text in spellings}) == 1


@pytest.mark.parametrize(
    "pair", [("four", "for"), ("shoe", "she"), ("were", "we're"), ("ill", "I'll"), ("id", "I'd")]
)
def test_different_words_stay_different(pair: tuple[str, str]) -> None:
    assert first_keys(pair[0]) != first_keys(pair[1])


def test_repeated_letters_stand_for_one_or_two() -> None:
    [keys] = read_units("bleeeeding", SPELLER).keys
    assert {"bleeding", "bleding"} <= set(keys)


def test_an_apostrophe_s_may_be_is_or_has() -> None:
    assert [set(keys) & {"throat", "is", "has", "'s"} for keys in read_units("throat's", SPELLER).keys] == [
        {"throat"},
        {"is", "has", "'s"},
    ]


@pytest.mark.parametrize(
    ("word", "key"),
    [("bleeding", "bleed~"), ("bruising", "bruis~"), ("my", "{poss}"), ("he", "{pro}"), ("40", "{n}")],
)
def test_kin_of_a_word(word: str, key: str) -> None:
    [keys] = read_units(word, SPELLER).keys
    assert key in keys


def test_offsets_are_those_of_the_written_word() -> None:
    units = read_units("i can't, ok", SPELLER)
    assert list(zip(units.starts, units.ends, strict=True)) == [(0, 1), (2, 7), (2, 7), (7, 8), (9, 11)]
    assert [units.position(offset) for offset in (0, 3, 8)] == [0, 3, 4]


def test_the_memory_for_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Speller, "MOST_REMEMBERED", 10)
    speller = Speller({})
    for number in range(100):
        speller.units("word" + "x" * number)
    assert len(speller._seen) <= 10
