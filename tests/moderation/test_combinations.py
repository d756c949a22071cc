from dataclasses import replace

import pytest
from spacy.tokens import Doc

from moderation.combinations import is_live, set_combinations
from moderation.findings import Assertion, Experiencer, Level, Temporality
from moderation.rules import Combination, RuleSet
from tests.marking import mark, mark_all

RULE = Combination(
    id="bleed_and_head",
    together=(frozenset({"bruising"}), frozenset({"thunderclap_headache"})),
    words=(),
    days_since_infusion=None,
    level=Level.EMERGENCY,
    text="bruises with a bad headache",
    source="RUBRIC 11",
    place="here:1",
)


def post(rule: Combination, text: str, concepts: list[str]) -> Doc:
    """A body whose bracketed words are findings of these concepts, read by this one rule."""
    doc = mark_all(text)
    doc._.rules = RuleSet(combinations=(rule,))
    spans = list(doc.spans["findings"])
    for span, concept in zip(spans, concepts, strict=True):
        span.label_ = concept
        span._.base_level = Level.URGENT
    doc.spans["findings"] = spans
    set_combinations([doc])
    return doc


def levels(doc: Doc) -> list[Level]:
    return [span._.base_level for span in doc.spans["findings"]]


BOTH = ["bruising", "thunderclap_headache"]


def test_signs_together_raise_each_other() -> None:
    doc = post(RULE, "[bruises] and [the worst headache]", BOTH)
    assert levels(doc) == [Level.EMERGENCY] * 2
    [reason] = doc.spans["findings"][0]._.because
    assert reason.ruling == "combination bleed_and_head"
    assert [doc.text[start:end] for start, end in reason.spans] == ["the worst headache"]


def test_one_sign_alone_raises_nothing() -> None:
    assert levels(post(RULE, "[bruises]", ["bruising"])) == [Level.URGENT]


def test_signs_in_title_and_body_stand_together() -> None:
    title = mark_all("[bruises]", "bruising", field="title")
    body = mark_all("[worst headache]", "thunderclap_headache")
    title._.rules = body._.rules = RuleSet(combinations=(RULE,))
    set_combinations([title, body])
    assert levels(title) == levels(body) == [Level.EMERGENCY]


@pytest.mark.parametrize(
    "text, expected",
    [("[bruises] and a stiff neck", Level.EMERGENCY), ("[bruises], no stiff neck", Level.URGENT)],
)
def test_plain_words_count_as_company_unless_denied(text: str, expected: Level) -> None:
    rule = replace(RULE, together=(frozenset({"bruising"}),), words=(("stiff neck", "sore neck"),))
    assert levels(post(rule, text, ["bruising"])) == [expected]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Infusion was yesterday. [headache]", Level.EMERGENCY),
        ("Infusion was in May. [headache]", Level.URGENT),
    ],
)
def test_the_days_after_an_infusion_raise_a_sign(text: str, expected: Level) -> None:
    rule = replace(RULE, together=(frozenset({"headache"}),), days_since_infusion=3)
    assert levels(post(rule, text, ["headache"])) == [expected]


@pytest.mark.parametrize(
    "axis, value",
    [
        ("assertion", Assertion.ABSENT),
        ("assertion", Assertion.HYPOTHETICAL),
        ("temporality", Temporality.PAST),
        ("experiencer", Experiencer.OTHER),
        ("figurative", True),
        ("quoted", True),
        ("general", True),
    ],
)
def test_what_is_not_there_now_is_no_partner(axis: str, value: object) -> None:
    span = mark("[bruises]")
    assert is_live(span)
    setattr(span._, axis, value)
    assert not is_live(span)
