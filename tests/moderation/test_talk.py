import pytest

from moderation.findings import Level, Talk
from moderation.reading import read_heading
from moderation.scope import scope_of
from moderation.talk import find_bare_name, find_figurative, find_quoted, set_talk, talk_of
from tests.marking import mark, mark_all


def is_quoted(text: str, heading: str = "") -> bool:
    span = mark(text, heading=heading)
    return find_quoted(scope_of(span), read_heading(span.doc)) is not None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The leaflet says call your doctor if you get [blood in urine]", True),
        ("Know the bleeding signs:\n- dots\n- [bruises]\n- red pee", True),
        ("Any [rash with swelling] = ambulance, every time", True),
        ("The card lists these: [chest pain], dots, fever. I have both.", False),
        ("Read the leaflet. My [gums are bleeding].", False),
        ("The leaflet is long. Tonight my [gums bleed].", False),
    ],
)
def test_leaflets_and_advice_are_quoted_talk(text: str, expected: bool) -> None:
    assert is_quoted(text) is expected


def test_a_title_can_announce_advice() -> None:
    assert is_quoted("1 [bruises] 2 nosebleeds 3 red pee", heading="Things to ring about")
    assert not is_quoted("I have [bruises]", heading="Things to ring about")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The label warns of [stroke]", True),
        ("[ITP]?", True),
        ("They think it's [ITP]", False),
        ("I had [a stroke] in 2011", False),
        ("[Shingles] since Friday", False),
        ("we talked about [bleeding gums]", False),
    ],
)
def test_a_name_without_a_person_is_general_talk(text: str, expected: bool) -> None:
    assert (find_bare_name(scope_of(mark(text))) is not None) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The bill gave me a [heart attack]", True),
        ("I laughed so hard I [couldn't breathe] from laughing", True),
        ("I dreamt that my [throat closed]", True),
        ("[Coughing up blood] lol not ideal", False),
        ("This [chest pain] is killing me", False),
    ],
)
def test_figures_of_speech_stand_beside_their_object(text: str, expected: bool) -> None:
    assert (find_figurative(scope_of(mark(text))) is not None) is expected


def test_a_rule_can_call_its_words_a_name() -> None:
    scope = scope_of(mark("we talked about [broken heart syndrome]"))
    assert find_bare_name(scope) is None
    assert find_bare_name(scope, is_name=True) is not None


def test_a_crisis_is_not_taken_for_a_figure_of_speech() -> None:
    span = mark("the bill came and I [want to die]", "suicidal_thoughts", Level.CRISIS)
    assert find_figurative(scope_of(span)) is None


def test_the_stage_sets_all_three_marks() -> None:
    doc = set_talk(mark_all("The label warns of [stroke]"))
    [span] = doc.spans["findings"]
    assert (span._.quoted, span._.figurative, span._.general) == (True, False, True)


@pytest.mark.parametrize(
    "text, talk",
    [
        ("My [gums are bleeding].", Talk.LITERAL),
        ("The leaflet says call your doctor if you get [blood in urine]", Talk.QUOTED),
        ("[ITP]?", Talk.NAMED),
    ],
)
def test_the_kind_of_talk_in_one_word(text: str, talk: Talk) -> None:
    span = mark(text)
    set_talk(span.doc)
    assert talk_of(span) is talk


def test_a_figure_of_speech_counts_before_a_quote() -> None:
    span = mark("My [gums are bleeding].")
    span._.figurative = span._.quoted = True
    assert talk_of(span) is Talk.FIGURATIVE
