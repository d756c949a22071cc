from collections.abc import Callable

import pytest

from moderation import Level, Temporality
from moderation.detect import Detector
from moderation.language import make_doc, make_nlp
from moderation.numbers import set_numbers
from moderation.rules import RuleSet
from moderation.sentences import set_sentences

NLP = make_nlp()
RULE = """
[[number]]
concept = "gum_bleeding"
quantity = "platelets"
below = {below}
level = "{level}"
why = "Low."
source = "RUBRIC 10"
review_by = 2027-11-22
"""
RULES = RULE.format(below=100, level="urgent") + RULE.format(below=20, level="emergency")


@pytest.fixture
def find(rules_from: Callable[[str], RuleSet], symptom: str) -> Callable[..., list[tuple[str, Level]]]:
    def run(text: str, phrases: str = "", confusers: str = "") -> list[tuple[str, Level]]:
        rules = rules_from(symptom + phrases + RULES + confusers)
        doc = set_numbers(Detector(rules)(set_sentences(make_doc(NLP, text, "body", rules))))
        return [(text[s.start_char : s.end_char], s._.base_level) for s in doc.spans["findings"]]

    return run


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("platelets 99", Level.URGENT),
        ("platelets 19", Level.EMERGENCY),
        ("platelets under 20", Level.EMERGENCY),
    ],
)
def test_the_highest_fitting_rule_speaks(find: Callable[..., object], text: str, level: Level) -> None:
    assert find(text) == [(text, level)]


def test_a_value_outside_all_rules_is_no_sign(find: Callable[..., object]) -> None:
    assert find("platelets 100") == []


def test_a_number_knows_more_than_the_phrase_around_it(find: Callable[..., object]) -> None:
    phrases = 'phrases = ["platelets (dropped|at)"]\n'
    assert find("platelets dropped to 240", phrases) == []
    assert find("platelets dropped", phrases) == [("platelets dropped", Level.URGENT)]


def test_a_masked_number_is_no_sign(find: Callable[..., object]) -> None:
    confuser = '[[confuser]]\nphrase = "platelets 3 dance"\nkind = "name"\n'
    assert find("platelets 3 dance", confusers=confuser) == []


def test_the_older_of_two_values_is_past(rules_from: Callable[[str], RuleSet], symptom: str) -> None:
    rules = rules_from(symptom + RULES)
    doc = set_sentences(make_doc(NLP, "platelets 140, was 20 last month", "body", rules))
    [span] = set_numbers(Detector(rules)(doc)).spans["findings"]
    assert (span.text, span._.temporality) == ("20", Temporality.PAST)
    assert span.id_.startswith("number:platelets (")
    assert [m.value for m in doc._.measurements] == [140, 20]
