import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.measure import measure
from moderation.text import find_regions, fold


def read(text: str) -> list[tuple[str, float]]:
    return [(m.quantity, round(m.value, 2)) for m in measure(fold(text, find_regions(text))) if not m.is_past]


READINGS = [
    # temperature: the unit said, or guessed from the range (FACTS 2, fever)
    ("temp 38.5", [("temperature", 38.5)]),
    ("temp 38,5 now", [("temperature", 38.5)]),
    ("temperature of 101.3F", [("temperature", 38.5)]),
    ("fever of 102", [("temperature", 38.89)]),
    ("a 39.5 fever", [("temperature", 39.5)]),
    ("39 of fever", [("temperature", 39.0)]),
    ("39.2°C this morning", [("temperature", 39.2)]),
    ("running 39.2c this morning", [("temperature", 39.2)]),
    ("100.4 degrees fahrenheit", [("temperature", 38.0)]),
    ("my temp is 38 point 9", [("temperature", 38.9)]),
    ("temp 38 ℃", [("temperature", 38.0)]),
    ("thermometer says 37.1", [("temperature", 37.1)]),
    ("it's 39 degrees outside", []),
    ("wash at 40 degrees", []),
    ("fever for 3 days", []),
    ("temp was 38.9 at 3am", [("temperature", 38.9)]),
    ("temp normally 36 but 38.5 now", [("temperature", 38.5)]),
    ("shivering hard, 38.3", [("temperature", 38.3)]),
    ("101.4 and my muscles ache", [("temperature", 38.56)]),
    ("platelets fine, 38.9 tonight", [("temperature", 38.9)]),
    ("38.5 outside today", []),
    ("101.8 kilos it said", []),
    ("weight is 101.5", []),
    # platelets: 10^9/L, thousands, per microlitre, lakh
    ("Platelets 31", [("platelets", 31.0)]),
    ("platelets 31k", [("platelets", 31.0)]),
    ("platelets 31,000", [("platelets", 31.0)]),
    ("plts at 12 x 10^9/L", [("platelets", 12.0)]),
    ("6 thousand platelets", [("platelets", 6.0)]),
    ("platelets 1.4 lakh", [("platelets", 140.0)]),
    ("platelets under 50", [("platelets", 50.0)]),
    ("Platelets: 45 (150-400)", [("platelets", 45.0)]),
    ("platelets dropped 50%", []),
    ("platelets every 4 weeks", []),
    ("platelets in 2017 were 20", [("platelets", 20.0)]),
    ("platelet volume 12.9", []),
    ("platelets of nine", [("platelets", 9.0)]),
    ("my platelet count came back at twenty-two", [("platelets", 22.0)]),
    ("temp is thirty nine", [("temperature", 39.0)]),
    ("platelets and two nosebleeds", []),
    ("platelets are fine, nineteen months in", []),
    # pulse
    ("HR 150 resting", [("pulse", 150.0)]),
    ("heart rate of 140", [("pulse", 140.0)]),
    ("150 bpm sitting down", [("pulse", 150.0)]),
    ("hit 178 bpm on the treadmill", []),
    ("heart attack at 81", []),
    ("every 24 hr 30 ml", []),
    # blood pressure
    ("BP 85/50", [("systolic", 85.0), ("diastolic", 50.0)]),
    ("blood pressure was 185 over 110", [("systolic", 185.0), ("diastolic", 110.0)]),
    ("172/114 mmHg", [("systolic", 172.0), ("diastolic", 114.0)]),
    ("it was 214 over 126 sitting", [("systolic", 214.0), ("diastolic", 126.0)]),
    ("pain 10/10 on 22/11, entresto 49/51, revlimid 21/28", []),
    ("BP normally 110/70", []),
    # saturation
    ("sats 88%", [("saturation", 88.0)]),
    ("88% oxygen", [("saturation", 88.0)]),
    ("pulse ox 91", [("saturation", 91.0)]),
    ("oxygen target is 88 to 92", []),
    # other blood tests
    ("creatinine 2.1", [("creatinine", 185.64)]),
    ("creatinine 190", [("creatinine", 190.0)]),
    ("Creatinine 0.9 mg/dL", [("creatinine", 79.56)]),
    ("hb 7.2", [("haemoglobin", 72.0)]),
    ("Hb 72 g/L", [("haemoglobin", 72.0)]),
    ("ANC 450", [("neutrophils", 0.45)]),
    ("neutrophils 0,4", [("neutrophils", 0.4)]),
    ("ALT 900", [("alt", 900.0)]),
    ("bilirubin 3.2", [("bilirubin", 54.72)]),
    ("eGFR 34", [("egfr", 34.0)]),
    ("TSH 12", [("tsh", 12.0)]),
    ("ferritin 9,800, whites 1.1", [("ferritin", 9800.0)]),
    ("numbers: 12 and 40", []),
    # thousands, fractions and units of other countries
    ("platelets 1,40,000", [("platelets", 140.0)]),
    ("platelets 45000/mm3", [("platelets", 45.0)]),
    ("platelets 45 x10^3/uL", [("platelets", 45.0)]),
    ("platelets two-forty", [("platelets", 240.0)]),
    ("temp of a hundred and three", [("temperature", 39.44)]),
    ("neutrophils .9", [("neutrophils", 0.9)]),
    ("eGFR 34 ml/min/1.73m2", [("egfr", 34.0)]),
    ("glucose 45 mg/dL", [("glucose", 2.5)]),
    ("BP 138 by 80", [("systolic", 138.0), ("diastolic", 80.0)]),
    ("09:20 HR 162 at rest", [("pulse", 162.0)]),
    ("Got the oximeter out. It reads 84", [("saturation", 84.0)]),
    ("my sat meter says 86", [("saturation", 86.0)]),
    ("still 30 breaths in a minute", [("breaths", 30.0)]),
    ("sats 93 at rest 89 after stairs", [("saturation", 93.0), ("saturation", 89.0)]),
    # limits of a laboratory, and one value in brackets
    ("platelets (150-400)", []),
    ("platelet count was below the normal range (46)", [("platelets", 46.0)]),
    ("ANC (critical < 0.5)", []),
    ("temperature ≥38", []),
    ("creatinine 1.1 (<1.2)", [("creatinine", 97.24)]),
    # doses, dates, food, ages and words that only look like a value
    ("TSH 3.1 on thyronorm 75", [("tsh", 3.1)]),
    ("SGPT 22, cholesterol 205", [("alt", 22.0)]),
    ("wbc 4.1 hb 13.3 cr 70", [("haemoglobin", 133.0)]),
    ("PLT 14 APR", []),
    ("platelets 12/03 45", [("platelets", 45.0)]),
    ("on blood pressure medicine losartan, 66 f", []),
    ("platelets now so I called it by chapter 3", []),
    ("I have 2 sugars in my tea", []),
    ("low sodium diet for 120 days", []),
    ("the water temp is 39", []),
    ("temp 40,1 and grandpa talking to the fridge", [("temperature", 40.1)]),
    ("8 breaths and then rest", []),
    ("bus 39, platform 14, call 0123 456 789, $39", []),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_read_a_measurement(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("platelets 140, was 20 last month", [140.0]),
        ("platelets dropped from 210 to 31", [31.0]),
        ("creatinine went from 70 to 190", [190.0]),
        ("platelets 20 last month, 140 now", [140.0]),
        ("platelets were 20 last month", [20.0]),
        ("platelets at 18 (were 210)", [18.0]),
        ("platelets up from 20 to 140", [140.0]),
        ("platelets 18 last spring, 240 today", [240.0]),
        ("platelets 20 -> 60 -> 140", [140.0]),
        ("Hb trend: 131, 118, 97, 62", [62.0]),
        ("Platelets were 20 in March. 140 today.", [20.0, 140.0]),
        ("CRP 4 in May. CRP 11 in August. CRP 186 today", [186.0]),
        ("Platelets:\n12/03/24 210\n14/04/24 45", [45.0]),
        ("Platelets\nApril: 45\nMarch: 210", [45.0]),
        ("2023-01 plt 20\n2024-02 plt 140", [140.0]),
        ("temp 38.9 then 37.9 an hour after the tablet", [38.9, 37.9]),
    ],
)
def test_of_several_values_the_current_one_counts(text: str, current: list[float]) -> None:
    assert [value for _, value in read(text)] == current


def test_a_measurement_spans_its_name_and_its_number() -> None:
    text = "my platelets have dropped to 31k."
    [found] = measure(text)
    assert text[found.start : found.end] == "platelets have dropped to 31k"
    assert [text[start:end] for start, end in found.anchors] == ["platelets", "31k"]


@given(st.text(alphabet="temp plts bp 0123456789.,/%cf\n", max_size=60))
def test_any_text_can_be_measured(text: str) -> None:
    for found in measure(fold(text)):
        assert 0 <= found.start < found.end <= len(text)
