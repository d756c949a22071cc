import sys

import pytest

from moderation.baselines import BaselineError, PhraseList, WholePost, WordList, rivals_table
from moderation.cases import Case
from moderation.evaluate import Result
from moderation.findings import Level, Screening
from tests.moderation.conftest import PACK

TALK = {
    "urgent": ["my gums bleed and i bruise", "bruises and bleeding gums again", "gums bleed tonight"],
    "crisis": ["i want to end my life", "end my life tonight", "i will end my life"],
    "none": ["nice walk with the dog", "the dog had a nice walk", "a walk again with my dog"],
}


def cases(split: str) -> list[Case]:
    rows = [(word, text) for word, texts in TALK.items() for text in texts]
    levels = [Level.from_word(word) for word, _ in rows]
    return [
        Case(f"{split}{at}", "talk", "", text, level, frozenset({level}), (), "", "", f"author {at}", split)
        for at, (level, (_, text)) in enumerate(zip(levels, rows, strict=True))
    ]


def read(split: str) -> list[Result]:
    return [Result(case, Screening(case.level, (), "v")) for case in cases(split)]


@pytest.mark.parametrize(
    "text, level",
    [
        ("Chest pain since noon", Level.EMERGENCY),
        ("I can’t breathe", Level.EMERGENCY),
        ("no bruises, no fever", Level.URGENT),
        ("my feverfew tea", Level.NONE),
        ("a rash, and I want to die", Level.CRISIS),
    ],
)
def test_a_word_list_knows_no_context(text: str, level: Level) -> None:
    assert WordList().screen("", text).level is level


def test_phrases_are_dropped_after_a_negator_in_their_sentence() -> None:
    reader = PhraseList([PACK])
    assert reader.screen("", "My gums are bleeding.").level is Level.URGENT
    assert reader.screen("", "I have never had bleeding gums.").level is Level.NONE
    assert reader.screen("", "I have not slept. My gums are bleeding.").level is Level.URGENT
    assert reader.screen("Bleeding gums", "").level is Level.URGENT


def test_whole_posts_are_learned_from_the_train_split() -> None:
    results, sure = WholePost(cases("train")).measure(cases("dev"))
    assert [result.screening.level for result in results] == [case.level for case in cases("dev")]
    assert min(sure[:6]) > 0.5 > max(sure[6:])


def test_without_a_train_split_nothing_is_learned() -> None:
    with pytest.raises(BaselineError, match="no train split"):
        WholePost([])


def test_without_scikit_learn_the_row_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(BaselineError, match="scikit-learn is not installed; see requirements-dev.txt"):
        WholePost(cases("train"))


def test_readers_are_compared_on_what_was_kept_apart() -> None:
    page = rivals_table([*read("dev"), *read("train")], cases("train"), [PACK])
    assert "| dev | word list of a forum admin | 0.667" in page
    assert "| dev | TF-IDF and logistic regression on whole posts | 1.000" in page
    assert "| train |" not in page and "not measured" not in page


def test_what_cannot_be_measured_is_named_with_its_reason() -> None:
    page = rivals_table(read("dev"), [], [PACK])
    assert "whole posts: not measured, because there is no train split among the cases." in page
