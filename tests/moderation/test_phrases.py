import pytest

from moderation.phrases import Terms
from moderation.spelling import Speller
from moderation.text import fold
from moderation.trie import Steps
from moderation.units import read_units


def found(phrase: str, text: str, words: dict[str, list[str]] | None = None) -> list[str]:
    """The stretches of the text that the phrase matches, gaps included."""
    speller = Speller({"platlets": "platelets"})
    terms = Terms(speller, words)
    number = terms.add(phrase)
    finder = terms.finish()
    units = read_units(fold(text), speller)
    hits = finder.find(units).get(number, [])
    return sorted(text[units.starts[hit.start] : units.ends[hit.end - 1]] for hit in hits)


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("can't breathe", "I CANNOT breathe", ["CANNOT breathe"]),
        ("can't breathe", "cant breathe, can’t  breathe", ["cant breathe", "can’t  breathe"]),
        ("gums (are|is) bleeding", "my gums are bleeding", ["gums are bleeding"]),
        ("throat is closing", "my throat's closing", ["throat's closing"]),
        ("throat is closing", "my throats closing", ["throats closing"]),
        ("throat's closing", "my throat is closing", ["throat is closing"]),
        ("bleed~ gums", "bleeding gums, bleeds gums, bled gums", ["bleeding gums", "bleeds gums"]),
        ("blood * toothbrush", "blood on my toothbrush", ["blood on my toothbrush"]),
        ("blood * toothbrush", "blood toothbrush", ["blood toothbrush"]),
        ("blood * toothbrush", "blood on the way to the old toothbrush", []),
        (
            "blood * * toothbrush",
            "blood on the way to the old toothbrush",
            ["blood on the way to the old toothbrush"],
        ),
        ("blood * toothbrush", "blood. The toothbrush", []),
        ("{poss} gums", "my gums and her gums and gums", ["her gums", "my gums"]),
        (
            "platelets (at|of|) {n}",
            "platlets 30, platelets of twelve",
            ["platelets of twelve", "platlets 30"],
        ),
        ("blood-stained", "blood stained", ["blood stained"]),
        ("nose bleed", "nose, bleed", []),
        ("(all of a sudden|suddenly) numb", "all of a sudden numb", ["all of a sudden numb"]),
        ("soooo tired", "so tired", ["so tired"]),
        ("haemorrhage", "a hemorrhage", ["hemorrhage"]),
        ("“chest” pain", 'chest "pain"', ['chest "pain']),
    ],
)
def test_a_phrase_finds_its_spellings(phrase: str, text: str, matches: list[str]) -> None:
    assert found(phrase, text) == sorted(matches)


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("{cant} breathe", "barely breathe", ["barely breathe"]),
        ("{cant} * air", "struggling to get air", ["struggling to get air"]),
        ("no {outer}", "no well hardly sleep", ["no well hardly sleep"]),
        ("{outer} bar", "well barely sleep bar", ["well barely sleep bar"]),
    ],
)
def test_word_lists_may_hold_longer_entries_and_other_lists(
    phrase: str, text: str, matches: list[str]
) -> None:
    words = {"cant": ["barely", "hardly", "struggl~ to"], "outer": ["(so|well) {cant} sleep"]}
    assert found(phrase, text, words) == matches


def test_the_runs_of_a_hit_leave_out_its_gaps() -> None:
    speller = Speller({})
    terms = Terms(speller)
    number = terms.add("chest * hurts")
    finder = terms.finish()
    units = read_units("my chest never hurts. chest hurts", speller)
    assert [hit.runs for hit in finder.find(units)[number]] == [((1, 2), (3, 4)), ((5, 7),)]


def test_merged_nodes_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Steps, "MOST_MERGED", 0)
    speller = Speller({})
    terms = Terms(speller)
    numbers = [terms.add(text) for text in ("bleed~ (now|here)", "bleeding (now|again)", "* x".strip("* "))]
    finder = terms.finish()
    for _ in range(3):
        assert set(finder.find(read_units("bleeding now", speller))) == set(numbers[:2])


def test_a_text_stands_under_one_number() -> None:
    terms = Terms(Speller({}))
    assert terms.add("chest pain") == terms.add("Chest Pain") != terms.add("chest pains")
