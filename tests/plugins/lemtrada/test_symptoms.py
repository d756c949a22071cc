"""The rule data of the pack, together with the general signs: complete, sourced, plain, and it fires."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from moderation.detect import Detector
from moderation.findings import Level
from moderation.language import make_doc, make_nlp
from moderation.notation import CATEGORIES, GAP, Choice, Part, parse
from moderation.rule_reader import load_rules
from moderation.rules import Phrase, Symptom
from moderation.screener import Screener, build_screener
from moderation.sentences import set_sentences
from plugins import lemtrada
from tests.reading import grade

PACK = Path(lemtrada.__file__).parent
RULES = load_rules([PACK])
CONFUSERS = (Path(__file__).parent / "data" / "confusers.txt").read_text().splitlines()[1:]

# The concepts of FACTS section 2, in its order.
CONCEPTS = """
breathing_difficulty choking_cyanosis throat_face_swelling anaphylaxis_infusion_reaction wheezing
exertional_breathlessness chest_pain heart_attack_named fainting heart_racing_faint palpitations
thunderclap_headache neck_pain_severe face_droop sudden_one_sided_weakness speech_trouble_sudden
sudden_vision_loss sudden_confusion stroke_named heavy_bleeding coughing_blood vomiting_blood
gi_bleed_stool head_injury seizure unresponsive meningitis_signs severe_abdominal_pain sepsis_signs
overdose_accident bruising petechiae nosebleed gum_bleeding heavy_period oozing_wound low_platelets
itp_named ttp_signs bleeding_unspecified blood_in_urine dark_urine frothy_urine_swelling low_urine_output
kidney_lab jaundice liver_signs liver_lab fever chills_rigors shingles pneumonia_signs listeria_food
new_infection_signs thyroid_storm_like neck_lump pml_like encephalitis_psych mole_change rash_spreading
hlh_like stills_like low_counts colitis_signs suicidal_thoughts self_harm suicide_act_or_plan
""".split()
# FACTS 6.1: a notice never names the illness that may be behind a sign.
DISEASES = re.compile(
    r"\b(strokes?|tia|itp|ttp|thrombocytop\w+|ha?emophilia|purpura|goodpasture\w*|anti-gbm|nephritis|nephro\w+"
    r"|hepatitis|pml|leu[ck]o\w+|encephalitis|meningitis|sepsis|listeri\w+|pneumonia|pneumonitis|tuberculosis"
    r"|shingles|herpes|hlh|still's|colitis|cancer|melanoma|lymphoma|graves|heart attack|infarct\w*"
    r"|anaphyla\w+|angioedema|neutropenia|anaemia|cholecystitis|epilepsy|cytopenia\w*|dissection|ha?emorrhage)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return build_screener([PACK], learned=False)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(RULES)


def test_every_concept_of_the_lexicon_is_there() -> None:
    assert len(CONCEPTS) == 67
    assert set(CONCEPTS) - set(RULES.symptoms) == set()


def test_every_concept_has_words_of_its_own() -> None:
    assert [s.id for s in RULES.symptoms.values() if not (s.phrases or s.near or s.guarded)] == []


@pytest.mark.parametrize(
    "symptom", [*RULES.symptoms.values(), *load_rules().symptoms.values()], ids=lambda symptom: symptom.id
)
def test_every_reason_is_plain_and_names_no_disease(symptom: Symptom) -> None:
    assert grade([symptom.why]) <= 7
    assert not DISEASES.search(symptom.why)
    assert not DISEASES.search(symptom.name)


@pytest.mark.parametrize("rule", RULES.numbers, ids=lambda rule: rule.place)
def test_every_reason_of_a_number_is_plain_and_names_no_disease(rule) -> None:
    assert grade([rule.why]) <= 7
    assert not DISEASES.search(rule.why)


def test_every_claim_has_a_source_and_a_future_review_date() -> None:
    for claim in (*RULES.symptoms.values(), *RULES.numbers):
        assert claim.source
        assert claim.review_by > date.today(), claim.place


@pytest.mark.parametrize("line", CONFUSERS)
def test_what_must_not_fire_does_not(line: str, screener: Screener) -> None:
    _kind, text = line.split(": ", 1)
    assert screener.screen(body=f"{text.capitalize()}.").level is Level.NONE


def test_a_confuser_masks_its_own_words_only(screener: Screener) -> None:
    assert screener.screen(body="My heart bleeds for you, but my gums bleed too.").level is Level.URGENT
    assert screener.screen(body="This chest pain is killing me.").level is Level.EMERGENCY


def test_every_sign_that_a_confuser_masks_is_known() -> None:
    """Without the pack general confusers may name signs of a pack; a misspelt name must not hide in that."""
    named = {concept for confuser in RULES.confusers for concept in confuser.hits}
    assert named - set(RULES.symptoms) == set()


FILL = {"{poss}": "my", "{pro}": "i", "{n}": "six"}


def example(parts: list[Part]) -> str:
    """One short text that the phrase must find: the first option of each choice, gaps closed."""
    words = (word for part in parts for word in _words(part))
    return " ".join(words)


def _words(part: Part) -> Iterator[str]:
    if isinstance(part, Choice):
        yield example(parse(part.options[0]))
    elif part in CATEGORIES:
        yield FILL[part]
    elif part.startswith("{"):
        yield example(parse(RULES.words[part[1:-1]][0]))
    elif part != GAP:
        yield part.rstrip("~")


def fires(phrase: Phrase, detector: Detector, nlp: Language) -> bool:
    text = f"Help, {example(parse(phrase.text.lower()))} now."
    doc = detector(set_sentences(make_doc(nlp, text, "body", RULES)))
    return any(span._.base_level >= phrase.level for span in doc.spans["findings"])


@pytest.mark.parametrize("symptom", RULES.symptoms.values(), ids=lambda symptom: symptom.id)
def test_every_phrase_fires_in_a_short_sentence(symptom: Symptom, detector: Detector) -> None:
    nlp = make_nlp()
    assert [p.text for p in symptom.phrases if not fires(p, detector, nlp)] == []
