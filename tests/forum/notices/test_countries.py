"""The table of numbers, and which country a reader is shown."""

import datetime
from pathlib import Path

import phonenumbers
import pytest
from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

from forum.notices.countries import (
    Country,
    CountryDataError,
    Line,
    find_country,
    load_countries,
)

COUNTRIES = load_countries()
KNOWN = [country for country in COUNTRIES.values() if country.is_known]
FACTS_SECTION_5 = (
    "US CA GB IE AU NZ IN DE FR NL BE ES IT PT AT CH SE NO DK FI PL IS BR MX ZA JP KR SG PH IL AE".split()
)
UNKNOWN_TO_LIBRARY = {
    (
        "IN",
        "14416",
    ): "Tele-MANAS, opened in October 2022; the library lists five-digit short codes by state only",
    ("NL", "113"): "opened in July 2020; the library knows 0800 0113 of the same service",
    ("PT", "1411"): "opened on 10 September 2025, newer than the library's list",
    ("BR", "188"): "CVV; the library lists 19x numbers only",
    ("KR", "109"): "opened on 1 January 2024, newer than the library's list",
    ("PH", "1553"): "NCMH; the library lists 117 and 911 only",
}


def is_known_to_library(line: Line, region: str) -> bool:
    """A number that the library takes for one of this country: emergency, short, or a whole number."""
    digits = "".join(sign for sign in line.number if sign.isdigit())
    if phonenumbers.is_emergency_number(digits, region):
        return True
    number = phonenumbers.PhoneNumber(
        country_code=phonenumbers.country_code_for_region(region),
        national_number=int(digits),
        italian_leading_zero=digits.startswith("0") or None,
    )
    if is_valid_short_number_for_region(number, region):
        return True
    return phonenumbers.is_valid_number_for_region(phonenumbers.parse(line.number, region), region)


def lines() -> list[tuple[Country, Line]]:
    return [(country, line) for country in KNOWN for line in country.lines if line.by != "web"]


def test_every_country_of_the_facts_is_there() -> None:
    assert set(FACTS_SECTION_5) <= set(COUNTRIES)


@pytest.mark.parametrize("country", KNOWN, ids=lambda country: country.code)
def test_every_emergency_number_is_one_by_the_library(country: Country) -> None:
    for line in country.of_kind("emergency"):
        digits = line.number.replace(" ", "")
        assert phonenumbers.is_emergency_number(digits, country.code), line.number


@pytest.mark.parametrize("country, line", lines(), ids=lambda part: getattr(part, "code", None))
def test_every_number_has_the_form_of_its_country(country: Country, line: Line) -> None:
    if (country.code, line.number) not in UNKNOWN_TO_LIBRARY:
        assert is_known_to_library(line, country.code), f"{country.code} {line.number}"


@pytest.mark.parametrize("code, number", UNKNOWN_TO_LIBRARY)
def test_the_list_of_unknown_numbers_holds_no_dead_entry(code: str, number: str) -> None:
    found = [line for line in COUNTRIES[code].lines if line.number == number]
    assert found and not any(is_known_to_library(line, code) for line in found)


@pytest.mark.parametrize("country, line", lines(), ids=lambda part: getattr(part, "code", None))
def test_every_line_has_a_source_and_a_checked_date_or_stands_in_the_list(
    country: Country, line: Line
) -> None:
    unconfirmed = {("DK", "82 12 12 12")}
    assert line.source
    assert line.checked or (country.code, line.number) in unconfirmed
    assert line.checked is None or line.checked <= datetime.date(2026, 11, 22)


@pytest.mark.parametrize("country", COUNTRIES.values(), ids=lambda country: country.code or "unknown")
def test_every_country_has_someone_to_talk_to(country: Country) -> None:
    assert country.of_kind("emergency") and country.of_kind("crisis")


@pytest.mark.parametrize(
    "number, region",
    [
        ("1850 60 90 90", "IE"),
        ("08457 90 90 90", "GB"),
        ("1-800-273-8255", "US"),
        ("808 250 143", "PT"),
        ("1393", "KR"),
    ],
)
def test_retired_numbers_are_gone(number: str, region: str) -> None:
    assert number not in {line.number for line in COUNTRIES[region].lines}


@pytest.mark.parametrize(
    "line, label, href",
    [
        (("call", "116 123", ""), "Call 116 123", "tel:116123"),
        (("call", "1-800-222-1222", ""), "Call 1-800-222-1222", "tel:18002221222"),
        (("call or text", "988", ""), "Call or text 988", "tel:988"),
        (("text", "85258", "SHOUT"), "Text SHOUT to 85258", "sms:85258"),
        (("text", "0477 13 11 14", ""), "Text 0477 13 11 14", "sms:0477131114"),
        (("web", "findahelpline.com", ""), "Open findahelpline.com", "https://findahelpline.com"),
    ],
)
def test_a_line_is_an_action_and_a_link(line: tuple[str, str, str], label: str, href: str) -> None:
    by, number, send = line
    made = Line(
        kind="crisis",
        name="x",
        number=number,
        source="x",
        confidence="A",
        by=by,
        send=send,  # type: ignore[arg-type]
    )
    assert (made.label, made.href) == (label, href)


@pytest.mark.parametrize(
    "profile, languages, default, code",
    [
        ("NZ", "en-GB", "US", "NZ"),
        ("nz", None, None, "NZ"),
        (None, "en-GB,en;q=0.9", "US", "GB"),
        (None, "de", "US", "DE"),
        (None, "de-AT,de;q=0.9", "US", "AT"),
        (None, "en;q=0.9,fr-BE;q=0.8", "US", "BE"),
        (None, "fr;q=0.3, it;q=0.7", "US", "IT"),
        (None, "en", "US", "US"),
        (None, "es", "US", "US"),  # Spanish is spoken in twenty countries: no guess
        (None, "es-419,es;q=0.9", "MX", "MX"),  # a region that is not a country
        (None, "zh-Hant-TW", "US", ""),  # a country that we have no numbers of
        (None, "*", "US", "US"),
        (None, "en-GB;q=0", "US", "US"),
        (None, "<script>;;q=x,,", "US", "US"),
        (None, "de" * 5000, None, ""),
        (None, None, None, ""),
        ("", "", "", ""),
        ("ZZ", "en-GB", "US", ""),  # a country that we have no numbers of: not another one's numbers
        (None, None, "ZZ", ""),
    ],
)
def test_the_country_comes_from_profile_then_browser_then_site(
    profile: str | None, languages: str | None, default: str | None, code: str
) -> None:
    assert find_country(profile, languages, default).code == code


def test_the_unknown_country_says_so_in_words() -> None:
    unknown = find_country(None, None, None)
    assert unknown.emergency == "your local emergency number"
    assert {line.number for line in unknown.lines} == {"112", "findahelpline.com"}


GOOD = """
[[countries]]
code = ""
name = "an unknown country"
lines = [{ kind = "emergency", number = "112", name = "x", source = "x", confidence = "C" },
         { kind = "crisis", number = "a.org", by = "web", name = "x", source = "x", confidence = "C" }]
"""


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "countries"),
        ("countries = 3", "countries.toml"),
        (GOOD.replace("112", ""), "number"),
        (GOOD.replace('confidence = "C"', 'confidence = "K"'), "confidence"),
        (GOOD.replace('kind = "emergency"', 'kind = "police"'), "kind"),
        (GOOD.replace("code", "cod"), "code"),
        (GOOD + GOOD, "used twice"),
        (GOOD.replace('code = ""', 'code = "GB"'), "unknown country"),
        (GOOD.replace('kind = "emergency"', 'kind = "crisis"'), "no emergency number"),
        ("[[", "countries.toml"),
    ],
)
def test_a_broken_table_stops_start_up(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "countries.toml"
    path.write_text(text)
    with pytest.raises(CountryDataError, match=reason) as error:
        load_countries(path)
    assert str(path) in str(error.value)
