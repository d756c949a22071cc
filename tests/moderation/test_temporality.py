import pytest

from moderation.findings import Temporality
from moderation.temporality import find_temporality, set_temporality
from tests.marking import mark, mark_all

CURRENT, PAST = Temporality.CURRENT, Temporality.PAST


@pytest.mark.parametrize(
    "text, expected",
    [
        ("I have [bleeding gums] today", CURRENT),
        ("I had [chest pain] this morning", CURRENT),
        ("I was [coughing up blood], they sent me home", CURRENT),
        ("Since 2016 I get [palpitations]", CURRENT),
        ("In 2016 I had [palpitations]", PAST),
        ("Back in '03 I had two spells of [coughing up blood]", PAST),
        ("My [platelets crashed] three years ago", PAST),
        ("I used to [faint] as a child", PAST),
        ("I had [ITP] last year", PAST),
        ("After my first round I had [a nosebleed]", PAST),
        ("[Out of breath] on the stairs, used to run 10k", CURRENT),
        ("I used to be a runner, and I have [chest pain]", CURRENT),
        ("I'm used to pins and needles but this [chest pain] is different", CURRENT),
        ("[Platelets 20] last month, 140 now", PAST),
        ("History of nosebleeds and now [one that won't stop]", CURRENT),
        ("History of [nosebleeds] and now one that won't stop", CURRENT),
        ("I've [lost two stone], second round was 2 years ago", CURRENT),
        ("I have had [blood in my pee] for three days", CURRENT),
        ("2021: pulse 140, [shaking hands], iodine, fine now", PAST),
        ("She's 78, years ago she had a mini stroke, [shingles], two hips", PAST),
        ("I had [bruises], so I stopped taking it and switched to another", PAST),
        ("I have [bruises], should I have stopped taking it?", CURRENT),
        ("In my twenties [I self-harmed], on and off for years", PAST),
    ],
)
def test_temporality_within_a_sentence(text: str, expected: Temporality) -> None:
    assert find_temporality(mark(text))[0] is expected


STORY = (
    "I took Avonex from 2009 to 2013 and hated it. Then one Sunday in spring 2013 I woke up. My wife drove. "
    "[I had turned yellow]. They kept me in for a week."
)


@pytest.mark.parametrize(
    "text, expected",
    [
        (STORY, PAST),
        ("In 2016 I had my second round. We moved house. Tonight my [gums are bleeding].", CURRENT),
        ("In 2016 I had my second round. I am [covered in bruises].", CURRENT),
        ("My last round was in 2019. I had a [nosebleed].", CURRENT),
        ("[Platelets 31]. Last month 214.", CURRENT),
        ("Last month 214. I've got [two purple marks].", CURRENT),
    ],
)
def test_a_story_stays_in_its_time_until_a_word_for_now(text: str, expected: Temporality) -> None:
    assert find_temporality(mark(text))[0] is expected


@pytest.mark.parametrize(
    "heading, expected", [("Two years ago this week", PAST), ("My ITP story", PAST), ("Help", CURRENT)]
)
def test_a_title_can_set_the_time_of_a_story(heading: str, expected: Temporality) -> None:
    assert (
        find_temporality(mark("My [throat started closing up] on the drive.", heading=heading))[0] is expected
    )


@pytest.mark.parametrize("concept, expected", [("speech_trouble_sudden", CURRENT), ("bruising", PAST)])
def test_an_attack_that_passed_today_is_current(concept: str, expected: Temporality) -> None:
    text = "At noon [my words came out wrong] for ten minutes, then all came back."
    assert find_temporality(mark(text, concept))[0] is expected


def test_a_measurement_read_as_past_stays_past() -> None:
    doc = mark_all("platelets [20] today")
    [span] = doc.spans["findings"]
    span._.temporality = PAST
    set_temporality(doc)
    assert span._.temporality is PAST


def test_the_reason_names_the_words_for_the_past() -> None:
    doc = set_temporality(mark_all("In 2016 I had [palpitations]"))
    [span] = doc.spans["findings"]
    assert [reason.text for reason in span._.because] == ["past, with a distance: 'in 2016'"]
