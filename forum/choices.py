"""Options of a select or radio field."""

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice

from forum.notices.countries import load_countries


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Options from (value, label) pairs, in their order."""
    return [SelectChoice(value, label) for value, label in pairs]


def country_choices() -> list[SelectChoice]:
    """Every country by name, after an empty choice: nobody must tell."""
    known = sorted((country.name, code) for code, country in load_countries().items() if country.is_known)
    return choices([("", "I would rather not say"), *((code, name) for name, code in known)])
