"""Emergency, crisis, poison and advice lines by country, and which country a reader is shown.

The numbers are data (`countries.toml`), each with its source, the day it was checked and how sure we are.
A country is never guessed from an internet address: a wrong guess shows a number that does not work.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

COUNTRIES_FILE = Path(__file__).with_name("countries.toml")
STRICT = ConfigDict(extra="forbid")

LineKind = Literal["emergency", "crisis", "text", "poison", "advice"]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class CountryDataError(Exception):
    """`countries.toml` cannot be used; names the file and the reason. Stops start-up."""


@dataclass(frozen=True, config=STRICT)
class Line:
    """One number that can be called or texted, or one page of helplines."""

    kind: LineKind
    name: Text
    number: Text
    source: Text
    confidence: Literal["A", "B", "C"]
    checked: date | None = None
    by: Literal["call", "call or text", "text", "web"] = "call"
    send: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The line as an action: "Call 999", "Text HOME to 741741", "Open findahelpline.com"."""
        if self.by == "web":
            return f"Open {self.number}"
        if self.by == "text" and self.send:
            return f"Text {self.send} to {self.number}"
        return f"{self.by.capitalize()} {self.number}"

    @property
    def href(self) -> str:
        """The same as a link: `tel:`, `sms:` or `https:`, with digits only after the colon."""
        if self.by == "web":
            return f"https://{self.number}"
        return ("sms:" if self.by == "text" else "tel:") + re.sub(r"[^\d+]", "", self.number)


@dataclass(frozen=True, config=STRICT)
class Country:
    """One country with its lines; `languages` are those that point here when a browser names no region."""

    code: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
    name: Text
    lines: tuple[Line, ...]
    languages: tuple[str, ...] = field(default=())

    @property
    def is_known(self) -> bool:
        """False for the entry that stands in where we do not know the country."""
        return bool(self.code)

    @property
    def emergency(self) -> str:
        """The number to print in "Call … now"; words where we do not know it."""
        return self.of_kind("emergency")[0].number if self.is_known else "your local emergency number"

    def of_kind(self, kind: LineKind) -> tuple[Line, ...]:
        """The lines of one kind, in the order of the file: the first is the one to print."""
        return tuple(line for line in self.lines if line.kind == kind)


@cache
def load_countries(path: Path = COUNTRIES_FILE) -> Mapping[str, Country]:
    """All countries by code, the unknown one under the empty code. Raises `CountryDataError`."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["countries"]
        countries = TypeAdapter(tuple[Country, ...]).validate_python(rows)
    except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CountryDataError(f"{path}: {error}") from error
    by_code = {country.code: country for country in countries}
    if nameless := [country.code for country in countries if not country.of_kind("emergency")]:
        raise CountryDataError(f"{path}: {nameless[0]} has no emergency number")
    if len(by_code) < len(countries) or "" not in by_code:
        raise CountryDataError(f'{path}: a code is used twice, or the unknown country (code "") is missing')
    helplines = by_code[""].of_kind("crisis")
    return MappingProxyType(
        {code: _with_crisis_line(country, helplines) for code, country in by_code.items()}
    )


def _with_crisis_line(country: Country, helplines: tuple[Line, ...]) -> Country:
    """A country whose own crisis line we could not confirm gets the list of helplines instead."""
    if country.of_kind("crisis"):
        return country
    return replace(country, lines=(*country.lines, *helplines))


def find_country(profile: str | None, accept_language: str | None, default: str | None) -> Country:
    """The country of the member's profile, else of the browser's language, else the site's.

    A named country that is not in the file gives the unknown one: another country's number would not work.
    """
    countries = load_countries()
    for code in (profile, country_of_languages(accept_language or ""), default):
        if code:
            return countries.get(code.strip().upper(), countries[""])
    return countries[""]


def country_of_languages(accept_language: str) -> str | None:
    """The country that a browser's list of languages points to: "en-GB" to GB, "de" to DE, "en" to none."""
    by_language = {
        language: country.code for country in load_countries().values() for language in country.languages
    }
    for tag, weight in parse_accept_header(accept_language, LanguageAccept):
        language, *rest = re.split("[-_]", tag)
        region = next((part.upper() for part in rest if re.fullmatch(r"[A-Za-z]{2}", part)), None)
        if weight > 0 and (region or language.lower() in by_language):
            return region or by_language[language.lower()]
    return None
