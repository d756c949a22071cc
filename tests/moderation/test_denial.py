import pytest

from moderation.denial import denied_inside, find_denial, is_well
from moderation.findings import Level
from moderation.scope import scope_of
from tests.marking import mark


def is_denied(text: str) -> bool:
    return find_denial(scope_of(mark(text))) is not None


@pytest.mark.parametrize(
    "text",
    [
        "No [bleeding] so far",
        "I never had [chest pain] on any of the five days",
        "I haven't noticed any [bruises] or dots",
        "No nausea, [rash] or bruising",
        "No nausea, rash or [bruising]",
        "No fever, no dots, no [bruises], nothing",
        "My skin doesn't [bleed easily]",
        "Thankfully no [yellow eyes]",
        "It is not [bleeding]",
    ],
)
def test_a_negator_before_the_sign_denies_it(text: str) -> None:
    assert is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Bleeding gums]? Nope.",
        "[Chest pain]: no",
        "[Fever] - none so far",
        "[Stroke] was ruled out, just a migraine",
        "[Bruises], dots, fever. None of that here.",
        "Chest pain, [coughing blood], dots. I haven't had any of it.",
    ],
)
def test_a_denial_after_the_sign_counts(text: str) -> None:
    assert is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "No fever but [coughing up blood]",
        "No fever, [chest pain] since Monday",
        "No, I have [chest pain]",
        "No - [chest pain] since lunch",
        "I haven't had [chest pain] until today",
        "I don't know what to do I am [coughing up blood]",
        "Nothing wrong except [I passed out] twice",
        "No wonder I'm [bruising]",
        "I can't believe [my platelets dropped]",
        "I'm not gonna lie, I've got a [tight chest]",
        "[Blood on the gauze], no fever",
        "[Chest pain]: no, unless I climb the stairs",
        "[Black stool] and I've had none of the pink medicine",
        "The doctor said no but my [gums bleed]",
        "Not without [bleeding]",
        "No [rash but fever and a stiff neck]",
    ],
)
def test_words_that_look_like_a_denial_are_none(text: str) -> None:
    assert not is_denied(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[no bruises] anywhere", True),
        ("[haven't any bruises]", True),
        ("[bleeding: no]", True),
        ("[I don't bleed]", True),
        ("my [eyes aren't yellow]", True),
        ("[can't stop bleeding]", False),
        ("[not breathing well]", False),
        ("[never bled like this]", False),
        ("[no neutrophils]", False),
    ],
)
def test_a_denial_within_the_words_of_a_finding(text: str, expected: bool) -> None:
    span = mark(text)
    assert (denied_inside(span, scope_of(span)) is not None) is expected


def test_a_negator_between_the_anchors_is_no_part_of_the_sign() -> None:
    span = mark("my [gums are not bleeding] today")
    span._.anchors = ((3, 7), (16, 24))
    assert denied_inside(span, scope_of(span)) is not None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[temp] normal", True),
        ("My [platelets] are fine", True),
        ("[breathing ok], no swelling", True),
        ("I don't know if [my gums bleeding] is normal", False),
        ("[can't speak good]", False),
        ("[chest pain] ok to wait?", False),
    ],
)
def test_a_part_that_is_well_is_no_sign(text: str, expected: bool) -> None:
    assert (is_well(scope_of(mark(text))) is not None) is expected


def test_a_crisis_is_never_well() -> None:
    assert is_well(scope_of(mark("[better off dead] is fine", level=Level.CRISIS))) is None
