import pytest

from moderation.assertion import find_assertion, set_assertion
from moderation.findings import Assertion, Level
from tests.marking import mark, mark_all

PRESENT, ABSENT = Assertion.PRESENT, Assertion.ABSENT
POSSIBLE, HYPOTHETICAL = Assertion.POSSIBLE, Assertion.HYPOTHETICAL


@pytest.mark.parametrize(
    "text, expected",
    [
        ("my [gums have bled] since Monday", PRESENT),
        ("I don't know what to do, I am [coughing up blood]", PRESENT),
        ("I think I'm [bleeding inside]", POSSIBLE),
        ("could be [petechiae], tiny dots on both shins", POSSIBLE),
        ("What if I get a [nosebleed] at work?", HYPOTHETICAL),
        ("The risk of [bleeding] is low", HYPOTHETICAL),
        ("Watch for [bruises] and dots", HYPOTHETICAL),
        ("Suppose a person gets [red dots] at night", HYPOTHETICAL),
        ("How would I know if I had [low platelets]?", HYPOTHETICAL),
        ("[Bruising] or dark pee can still turn up late", HYPOTHETICAL),
        ("If you have [thoughts of ending your life] ring them", HYPOTHETICAL),
    ],
)
def test_assertion_of_a_mention(text: str, expected: Assertion) -> None:
    assert find_assertion(mark(text))[0] is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("If I stand up I [black out]", PRESENT),
        ("Every time I breathe in I get [chest pain]", PRESENT),
        ("What if it's a stroke, my [face is drooping]", PRESENT),
        ("If it's ITP, then my [bruises] make sense", PRESENT),
        ("If I [pass out] in class, what do I do?", HYPOTHETICAL),
        ("Is it bad if my [lips look blue]??", PRESENT),
    ],
)
def test_a_condition_that_happens_is_real(text: str, expected: Assertion) -> None:
    assert find_assertion(mark(text))[0] is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Is it normal that [my gums bleed]?", PRESENT),
        ("Should I worry about the [blood in my wee]?", PRESENT),
        ("Has anyone had [nosebleeds]?", HYPOTHETICAL),
        ("Is it normal to get [bleeding gums]?", HYPOTHETICAL),
        ("Does lemtrada cause [hair loss]?", HYPOTHETICAL),
    ],
)
def test_a_question_about_oneself_is_no_general_question(text: str, expected: Assertion) -> None:
    assert find_assertion(mark(text))[0] is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("If the next scan is bad I [will end it]", PRESENT),
        ("If you [want to die] please ring someone", HYPOTHETICAL),
        ("I have [no reason to live]", PRESENT),
    ],
)
def test_a_condition_does_not_soften_a_threat_to_oneself(text: str, expected: Assertion) -> None:
    assert find_assertion(mark(text, "suicidal_thoughts", Level.CRISIS))[0] is expected


def test_i_have_both_takes_back_a_list() -> None:
    doc = set_assertion(
        mark_all("The card says watch for [pin dots] and [odd bruises]. I have both since Monday.")
    )
    assert {span._.assertion for span in doc.spans["findings"]} == {PRESENT}


def test_what_was_mistaken_is_absent() -> None:
    assert find_assertion(mark("I thought I had [petechiae]. It was beetroot."))[0] is ABSENT


def test_the_reason_quotes_the_cue_and_where_it_stands() -> None:
    doc = set_assertion(mark_all("I had no [bruises]"))
    [span] = doc.spans["findings"]
    [reason] = span._.because
    assert reason.text == "denied: 'had no'"
    assert [span.doc.text[start:end] for start, end in reason.spans] == ["had no"]
