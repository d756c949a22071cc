from collections.abc import Callable

import pytest

from moderation.detect import Detector
from moderation.language import make_doc, make_nlp
from moderation.rules import RuleSet
from moderation.sentences import set_sentences

NLP = make_nlp()
Find = Callable[[str, str], list[tuple[str, str]]]


@pytest.fixture
def find(rules_from: Callable[[str], RuleSet], symptom: str) -> Find:
    """The (concept, words) that the gum symptom with these extra lines finds in a text."""

    def run(extra: str, text: str) -> list[tuple[str, str]]:
        rules = rules_from(symptom + extra)
        doc = Detector(rules)(set_sentences(make_doc(NLP, text, "body", rules)))
        return [(span.label_, text[span.start_char : span.end_char]) for span in doc.spans["findings"]]

    return run


GUMS = 'phrases = ["gums bleed~"]\n'
IDIOM = '[[confuser]]\nphrase = "gums bleed money"\nkind = "idiom"\nhits = ["gum_bleeding"]\n'


def test_a_phrase_is_found_with_its_words(find: Find) -> None:
    assert find(GUMS, "My GUMS  bleeding again") == [("gum_bleeding", "GUMS  bleeding")]


def test_a_confuser_masks_its_own_span_only(find: Find) -> None:
    assert find(GUMS + IDIOM, "gums bleed money, but my gums bleed too") == [("gum_bleeding", "gums bleed")]


PARKING = (
    '[[confuser]]\nphrase = "gums bleed"\nkind = "idiom"\nhits = ["gum_bleeding"]\nneeds = ["parking"]\n'
)


@pytest.mark.parametrize(
    "text, found",
    [
        ("The parking makes my gums bleed.", []),
        ("The parking costs more every year! My gums bleed.", [("gum_bleeding", "gums bleed")]),
    ],
)
def test_a_confusers_company_stands_in_the_same_sentence(find: Find, text: str, found: list) -> None:
    assert find(GUMS + PARKING, text) == found


def test_a_confuser_masks_only_the_signs_that_it_names(find: Find) -> None:
    texts = "".join(f'{key}="x"\n' for key in ("id", "name", "medical", "why", "source"))
    other = f'[[symptom]]\n{texts}level="info"\nreview_by=2027-01-01\n'
    assert find(GUMS + other + IDIOM.replace("gum_bleeding", "x"), "gums bleed money") != []
    assert find(GUMS + IDIOM.replace('hits = ["gum_bleeding"]\n', ""), "gums bleed money") == []


def test_a_sign_longer_than_the_idiom_inside_it_stays(find: Find) -> None:
    killing = IDIOM.replace("gums bleed money", "killing me")
    extra = 'phrases = ["gum pain is killing me"]\n' + killing
    assert find(extra, "this gum pain is killing me") == [("gum_bleeding", "gum pain is killing me")]


NEAR = '[[symptom.near]]\nwords = [["gum~"], ["bleed~", "bled"]]\nwithin = 5\nunless = ["test"]\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("when my gums get brushed they bleed", True),
        ("bled a bit from my gum", True),
        ("my gums are one two three four five six bleeding", False),
        ("my gums hurt. My nose bled", False),
        ("my gums hurt but it bled", False),
        ("the test said gums bleed", False),
    ],
)
def test_near_words_stand_in_any_order_within_a_clause(find: Find, text: str, found: bool) -> None:
    assert bool(find(NEAR, text)) is found


GUARDED = (
    '[[symptom.guarded]]\nphrases = ["sob"]\nneeds = ["stairs", "exertion"]\nunless = ["story"]\nwithin = 4\n'
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sob on the stairs", True),
        ("stairs again. sob", True),
        ("sob", False),
        ("sob one two three four stairs", False),
        ("sob story on the stairs", False),
        ("sob on the stairs. A story", True),
    ],
)
def test_a_guarded_phrase_needs_its_company(find: Find, text: str, found: bool) -> None:
    assert bool(find(GUARDED, text)) is found


def test_a_guarded_phrase_may_ask_for_capitals(find: Find) -> None:
    upper = '[[symptom.guarded]]\nphrases = ["sob"]\ncase = "upper"\n'
    assert find(upper, "sob and SOB") == [("gum_bleeding", "SOB")]


def test_findings_know_the_words_that_the_rule_asked_for(
    rules_from: Callable[[str], RuleSet], symptom: str
) -> None:
    rules = rules_from(symptom + NEAR)
    text = "my gums are not bleeding"
    doc = Detector(rules)(set_sentences(make_doc(NLP, text, "body", rules)))
    [span] = doc.spans["findings"]
    assert [text[start:end] for start, end in span._.anchors] == ["gums", "bleeding"]
    assert span.id_.endswith("symptoms/signs.toml:11")
