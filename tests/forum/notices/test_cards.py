"""The care card: action first, the right numbers, the seen words, nothing that frightens or shames."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.notices.cards import CareCard, Voice, build_card, build_unchecked_card
from forum.notices.countries import find_country, load_countries
from forum.notices.wording import Wording, load_wording
from moderation import load_symptoms
from plugins import lemtrada
from tests.reading import grade

GENERAL = load_wording()
LEMTRADA = GENERAL.with_treatment(lemtrada.notice())
GB = find_country("GB", None, None)
UNKNOWN = find_country(None, None, None)
LEVELS = ("crisis", "emergency", "urgent", "info")
VOICES: tuple[Voice, ...] = ("author", "cared_for", "reader")
ACT = {"suicide_act_or_plan"}

DISEASES = (
    "stroke|heart attack|itp|thrombocytopenia|ttp|anti-gbm|goodpasture|meningitis|listeria|sepsis|pml|hlh|"
    "encephalitis|haemophilia|hemophilia|hepatitis|cancer|melanoma|lymphoma|colitis|pneumonitis|anaphylaxis|"
    "dissection|cholecystitis|graves|still's|leukoencephalopathy|embol\\w+|infarct\\w*"
)
NEVER = (
    "don.t worry|do not worry|probably nothing|just |feel like it|medical attention|adverse|"
    "healthcare provider|should have|you have to|you are safe|diagnos\\w+|you must"
)


def all_cards(wording: Wording) -> Iterator[CareCard]:
    for country in load_countries().values():
        for voice in VOICES:
            yield build_unchecked_card(country=country, wording=wording, voice=voice)
            for level, concepts in [(level, set()) for level in LEVELS] + [
                ("crisis", ACT),
                ("emergency", {"overdose_accident"}),
            ]:
                card = build_card(level, country=country, wording=wording, voice=voice, concepts=concepts)
                assert card is not None
                yield card


def lines_of(card: CareCard) -> list[str]:
    return [card.heading, *card.lead, *card.why, *card.tell, *card.bullets, *card.small_print]


def card(level: str, **given: object) -> CareCard:
    built = build_card(level, **({"country": GB, "wording": LEMTRADA} | given))  # type: ignore[arg-type]
    assert built is not None
    return built


@pytest.mark.parametrize("wording", [GENERAL, LEMTRADA], ids=["general", "lemtrada"])
def test_every_card_of_every_country_reads_at_grade_7_or_lower(wording: Wording) -> None:
    for each in all_cards(wording):
        assert grade(lines_of(each)) <= 7, (each.kind, each.voice, each.country)


@pytest.mark.parametrize("wording", [GENERAL, LEMTRADA], ids=["general", "lemtrada"])
def test_no_single_line_is_harder_than_grade_9(wording: Wording) -> None:
    lines = {line for each in all_cards(wording) for line in lines_of(each)}
    lines = {line.replace("findahelpline.com", "this page") for line in lines}
    assert [line for line in lines if grade([line]) > 9] == []


@pytest.mark.parametrize("wording", [GENERAL, LEMTRADA], ids=["general", "lemtrada"])
def test_no_card_names_a_disease_shames_or_shouts(wording: Wording) -> None:
    for line in {line for each in all_cards(wording) for line in lines_of(each)}:
        assert not re.search(rf"\b({DISEASES})\b", line, re.IGNORECASE), line
        assert not re.search(rf"({NEVER})", line, re.IGNORECASE), line
        assert "!" not in line and "{" not in line, line


@pytest.mark.parametrize("wording", [GENERAL, LEMTRADA], ids=["general", "lemtrada"])
def test_every_card_says_who_wrote_it_and_has_at_most_five_bullets(wording: Wording) -> None:
    for each in all_cards(wording):
        assert len(each.bullets) <= 5
        if each.kind not in ("info", "unchecked"):
            assert "A program wrote this; no nurse has read" in " ".join(each.small_print)


def test_the_reason_of_every_sign_keeps_the_card_plain() -> None:
    hard, wrong = [], []
    for symptom in load_symptoms([Path(lemtrada.__file__).parent]):
        level = symptom.level.word if symptom.level.word in LEVELS else "urgent"
        if grade(lines_of(card(level, reasons=[symptom.why]))) > 7 or grade([symptom.why]) > 10:
            hard.append(symptom.why)
        if re.search(rf"\b({DISEASES})\b|!", symptom.why, re.IGNORECASE):
            wrong.append(symptom.why)
    assert (hard, wrong) == ([], [])


@pytest.mark.parametrize(
    "level, given, heading",
    [
        ("emergency", {}, "Call 999 now"),
        ("emergency", {"voice": "cared_for"}, "Call 999 for them now"),
        ("emergency", {"voice": "reader"}, "If this is happening to you, call 999"),
        ("emergency", {"country": UNKNOWN}, "Call your local emergency number now"),
        ("emergency", {"country": find_country("AU", None, None)}, "Call 000 now"),
        ("urgent", {}, "Call your MS team today"),
        ("urgent", {"wording": GENERAL}, "Call your doctor today"),
        ("urgent", {"voice": "cared_for"}, "Call their MS team today"),
        ("crisis", {}, "Call 116 123 now"),
        ("crisis", {"country": find_country("US", None, None)}, "Call or text 988 now"),
        ("crisis", {"country": UNKNOWN}, "Open findahelpline.com now"),
        ("crisis", {"concepts": ACT}, "Call 999 now"),
        ("crisis", {"concepts": ACT, "voice": "cared_for"}, "Call 999 for them now"),
        (
            "info",
            {"voice": "reader"},
            "This post names a sign that can need fast help. If you have it now, call 999.",
        ),
    ],
)
def test_the_heading_is_the_action(level: str, given: dict[str, object], heading: str) -> None:
    assert card(level, **given).heading == heading


@pytest.mark.parametrize(
    "level, concepts, kinds",
    [
        ("emergency", set(), ["emergency"]),
        ("urgent", set(), ["advice", "emergency"]),
        ("crisis", set(), ["crisis", "text", "emergency"]),
        ("crisis", ACT, ["emergency", "poison", "crisis", "text"]),
        ("emergency", {"overdose_accident"}, ["emergency", "poison"]),
        ("info", set(), []),
    ],
)
def test_each_card_has_its_numbers_in_order(level: str, concepts: set[str], kinds: list[str]) -> None:
    assert [call.kind for call in card(level, concepts=concepts).calls] == kinds


def test_a_call_has_a_link_and_the_number_as_text() -> None:
    [call] = card("emergency").calls
    assert (call.label, call.number, call.href) == ("Call 999", "999", "tel:999")


def test_a_card_offers_one_emergency_number_only() -> None:
    assert len(GB.of_kind("emergency")) == 2
    assert [call.number for call in card("crisis", concepts=ACT).calls if call.kind == "emergency"] == ["999"]


def test_the_seen_words_stand_once_each_and_at_most_four() -> None:
    quotes = ["Gums bleeding", "gums bleeding", " ", "bruises", "dots", "nosebleed", "red wee"]
    assert card("urgent", quotes=quotes).seen == ("Gums bleeding", "bruises", "dots", "nosebleed")


def test_seen_words_are_never_taken_for_places() -> None:
    assert card("urgent", quotes=["{emergency} {0}"], reasons=["{x}"]).seen == ("{emergency} {0}",)


def test_the_reasons_of_the_signs_replace_the_general_one_and_are_two_at_most() -> None:
    assert card("urgent", reasons=["a", "b", "a", "c"]).why == ("a", "b")
    assert card("urgent", reasons=["", " "]).why == LEMTRADA.texts["urgent"]["author"].why


def test_an_overdose_by_intent_shows_emergency_poison_and_crisis_line_together() -> None:
    numbers = {
        call.number for call in card("crisis", concepts=ACT, country=find_country("US", None, None)).calls
    }
    assert {"911", "1-800-222-1222", "988"} <= numbers


def test_none_has_no_card() -> None:
    assert build_card("none", country=GB, wording=LEMTRADA, quotes=["x"]) is None


def test_info_is_one_quiet_line() -> None:
    quiet = card("info", quotes=["stroke"], reasons=["because"])
    assert quiet.is_line and not quiet.is_urgent
    assert not (quiet.calls or quiet.seen or quiet.why or quiet.tell or quiet.bullets or quiet.small_print)


@pytest.mark.parametrize(
    "word, voice, line",
    [
        ("help", "reader", "The author says that help is there."),
        ("over", "reader", "The author says that it is over."),
        ("help", "author", "You said that help is with you."),
        ("over", "cared_for", "You said that it is over."),
    ],
)
def test_a_folded_card_keeps_everything_and_says_why(word: str, voice: Voice, line: str) -> None:
    folded = card("emergency", voice=voice, acknowledged=word)
    assert folded.folded == line
    assert folded.calls and folded.heading


def test_tell_names_the_drug_the_date_and_the_card() -> None:
    said = " ".join(card("emergency").tell)
    assert "alemtuzumab" in said and "date of your last dose" in said and "Lemtrada patient card" in said


def test_without_a_treatment_no_drug_is_named() -> None:
    for each in all_cards(GENERAL):
        assert "Lemtrada" not in " ".join(lines_of(each))


def test_the_unchecked_card_is_no_all_clear() -> None:
    safety = build_unchecked_card(country=GB, wording=LEMTRADA)
    assert safety.heading == "If you feel very ill now, call 999"
    assert "has not read it yet" in safety.lead[0]
    assert [call.kind for call in safety.calls] == ["emergency", "crisis"]


def test_the_numbers_are_labelled_with_their_country() -> None:
    assert card("urgent").numbers_for == "Numbers for the United Kingdom"
    assert card("urgent", country=UNKNOWN).numbers_for.startswith("We do not know your country")
