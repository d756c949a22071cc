import pytest

from moderation.findings import Level
from moderation.scope import is_unquoted, scope_of
from tests.marking import mark


def test_a_cue_gives_its_words_and_offsets_as_a_reason() -> None:
    span = mark("In 2016 I had [palpitations]")
    scope = scope_of(span)
    [cue] = scope.before("past_distance")
    reason = scope.reason(cue)
    assert reason.text == "past, with a distance: 'in 2016'"
    assert [span.doc.text[start:end] for start, end in reason.spans] == ["in 2016"]


def test_the_nearest_cue_wins() -> None:
    scope = scope_of(mark("yesterday and today and now my [gums bleed]"))
    cue = scope.nearest("now", "recent", within=scope.clause)
    assert cue is not None and scope.reading.quote(cue) == "now"


def test_a_window_ends_the_reach_in_text_without_punctuation() -> None:
    far = "no " + "word " * 14 + "[rash]"
    scope = scope_of(mark(far))
    assert not scope.unbroken(1, scope.first)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("second round was 2 years ago, now [dots]", True),
        ("my mum took campath in 2005 and had [shakes]", False),
        ("in 2016 I got [dots]", False),
    ],
)
def test_a_time_beside_the_treatment_dates_the_treatment(text: str, expected: bool) -> None:
    scope = scope_of(mark(text))
    assert any(scope.dates_treatment(cue) for cue in scope.in_sentence("past_distance")) is expected


def test_sentences_around_a_finding() -> None:
    scope = scope_of(mark("One here. [Two] here. Three here."))
    texts = scope.reading.words.texts
    assert [texts[first] for first, _ in scope.previous_sentences(2)] == ["one"]
    assert [texts[first] for first, _ in scope.next_sentences(2)] == ["three"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the list: [chest pain], dots. I have both.", True),
        ("the list: [chest pain], dots. Mine are fine.", True),
        ("the list: [chest pain], dots. Good night.", False),
    ],
)
def test_having_both_takes_back_a_quotation(text: str, expected: bool) -> None:
    assert is_unquoted(scope_of(mark(text))) is expected


def test_the_scope_of_a_finding_is_made_once_for_each_kind_of_level() -> None:
    span = mark("my [gums bleed] again")
    scope = scope_of(span)
    assert scope_of(span) is scope and not scope.is_crisis
    span._.base_level = Level.CRISIS
    assert scope_of(span).is_crisis
