"""Write docs/emergency-numbers.md from forum/notices/countries.toml: `python -m scripts.numbers_page`."""

from pathlib import Path

from forum.notices.countries import COUNTRIES_FILE, Country, load_countries

PAGE = Path(__file__).parent.parent / "docs" / "emergency-numbers.md"
HEAD = """# Emergency, crisis, text, poison and advice numbers

Written by `python -m scripts.numbers_page`: change `forum/notices/countries.toml`, not this page.

A care card shows these numbers, by the country of whoever reads it: profile, else the region of the browser's
language, else `CAREBOARD_DEFAULT_COUNTRY`, never the internet address. Where we do not know the country, the
card says "your local emergency number" and offers 112 and findahelpline.com. A country whose own crisis line
we could not confirm gets findahelpline.com too.

**Before a real board opens, somebody in each country has to call-check its lines.** None was read on the live
web: *checked* is the day on which a stored copy of the source was read. *Sure* says how good the source is:
**A** an official page or the service's own · **B** a news, health or charity page · **C** program data only.
A test checks every emergency number against the list of the phone-number library, and the form of the others.

| country | for | number | sure | checked | source |
|---|---|---|---|---|---|
"""


def rows(country: Country) -> list[str]:
    """One row a line, with the country's name on the first."""
    found = []
    for place, line in enumerate(country.lines):
        name = f"{country.name} ({country.code or '?'})" if place == 0 else ""
        what = f"{line.kind}: {line.name}" + (f". {line.note}" if line.note else "")
        checked = line.checked.isoformat() if line.checked else "not yet"
        found.append(f"| {name} | {what} | {line.label} | {line.confidence} | {checked} | {line.source} |")
    return found


def page() -> str:
    """The whole page; countries in the order of the file."""
    countries = load_countries(COUNTRIES_FILE).values()
    return HEAD + "\n".join(row for country in countries for row in rows(country)) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
