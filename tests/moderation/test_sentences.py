import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.language import make_doc, make_nlp
from moderation.rules import RuleSet
from moderation.sentences import MARK, set_sentences, token_starts

NLP = make_nlp()


def split(text: str, kind: str = "sentences") -> list[str]:
    doc = set_sentences(make_doc(NLP, text, "body", RuleSet()))
    return [span.text.strip() for span in doc.spans[kind]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No fever. Chest hurts!", ["no fever.", "chest hurts!"]),
        ("it stopped.Then it began", ["it stopped.", "then it began"]),
        ("Temp 38.5 at 5 p.m. today", ["temp 38.5 at 5 p.m. today"]),
        ("Dr. Jones says e.g. nhs.uk is fine", ["dr. jones says e.g. nhs.uk is fine"]),
        ("no fever\nchest hurts", ["no fever", "chest hurts"]),
        ("- fever\n- rash\n* cough", ["- fever", "- rash", "cough"]),
        ("• fever • rash", ["•", "fever •", "rash"]),
        ("Really?! Yes... ok", ["really?!", "yes...", "ok"]),
        ('She said "no." I left', ['she said "no."', "i left"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_a_wrapped_line_goes_on() -> None:
    text = "this is a long line that somebody's mail program has\nwrapped before the chest pain"
    assert len(split(text)) == 1
    assert len(split(text.replace("wrapped", "- wrapped"))) == 2
    assert len(split(text.replace("wrapped", "Wrapped"))) == 2


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("no fever but coughing up blood", ["no fever", "but coughing up blood"]),
        ("gums, when I brush, bleed", ["gums, when i brush, bleed"]),
        ("fine today; tight chest (again)", ["fine today;", "tight chest (", "again)"]),
        ("I slept and my gums bled", ["i slept", "and my gums bled"]),
        ("no rash - chest hurts", ["no rash -", "chest hurts"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert split(text, "clauses") == clauses


def test_an_endless_sentence_is_cut_between_words() -> None:
    parts = split("word " * 500)
    assert len(parts) == 3
    assert {word for part in parts for word in part.split()} == {"word"}
    assert len(split("x" * 2500)) == 1  # one word stays one token


@given(st.text())
def test_sentences_and_clauses_tile_any_text(text: str) -> None:
    doc = set_sentences(make_doc(NLP, text, "body", RuleSet()))
    for kind in ("sentences", "clauses"):
        assert "".join(token.text_with_ws for span in doc.spans[kind] for token in span) == doc.text


@given(st.text())
def test_token_starts_are_the_offsets_of_the_tokens(text: str) -> None:
    doc = make_doc(NLP, text, "body", RuleSet())
    assert token_starts(doc) == [token.idx for token in doc]


PLAIN_MARK = re.compile(MARK.pattern.replace(r"(?<!\s)", "", 1), re.VERBOSE)


@given(st.text(alphabet=" \n\t.!a•-\u2028", max_size=40))
def test_line_ends_are_the_same_without_the_guard_against_long_runs(text: str) -> None:
    """The guard saves work only: 100,000 blanks took ten seconds."""
    assert MARK.pattern != PLAIN_MARK.pattern
    assert [m.span() for m in MARK.finditer(text)] == [m.span() for m in PLAIN_MARK.finditer(text)]
