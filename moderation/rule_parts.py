"""Turns one table of a rule file into one rule, refusing what would not work as its writer meant."""

import re
from collections.abc import Iterable

from moderation.findings import Level
from moderation.notation import CATEGORIES, REFERENCE, NotationError, check_notation
from moderation.quantities import QUANTITIES
from moderation.rule_tables import Table
from moderation.rules import Combination, Company, Confuser, Guarded, Near, NumberRule, Phrase, Symptom

KINDS = frozenset({"idiom", "hyperbole", "benign", "name", "other_sense"})
SYMPTOM_ID = re.compile(r"[a-z][a-z0-9_]*")
DEFAULT_NEAR_WITHIN = 6
DEFAULT_COMPANY_WITHIN = 12


def read_symptom(table: Table) -> Symptom:
    name = table.text("id")
    if not SYMPTOM_ID.fullmatch(name):
        raise table.error("id", f"id {name!r} must be lower-case letters, digits and _")
    level = table.level("level")
    named = table.flag("named") if "named" in table else False
    near = tuple(read_near(child, level) for child in table.children("near"))
    guarded = tuple(read_guarded(child, level) for child in table.children("guarded"))
    symptom = Symptom(
        id=name,
        name=table.text("name"),
        medical=table.text("medical"),
        level=level,
        risks=table.texts("risks"),
        why=table.text("why"),
        source=table.text("source"),
        review_by=table.date("review_by"),
        named=named,
        place=table.source,
        phrases=read_phrases(table, level),
        near=near,
        guarded=guarded,
    )
    table.close()
    return symptom


def read_phrases(table: Table, level: Level) -> tuple[Phrase, ...]:
    texts = table.texts("phrases")
    check_texts(table, "phrases", texts)
    return tuple(
        Phrase(text, level, f"{table.file.label}:{table.line_in('phrases', text)}") for text in texts
    )


def check_texts(table: Table, key: str, texts: Iterable[str]) -> None:
    """Refuse texts that the phrase notation cannot read; only a phrase needs a word of its own."""
    is_phrase = key in ("phrases", "phrase")
    for text in texts:
        try:
            names = [text] if REFERENCE.fullmatch(text) and not is_phrase else check_notation(text)
            line = table.line_in(key, text)
            table.file.references.extend((line, text, name) for name in names if name not in CATEGORIES)
        except NotationError as error:
            raise table.error_in(key, text, f"bad notation in {text!r}: {error}") from error


def read_near(table: Table, level: Level) -> Near:
    words = table.lists("words")
    if len(words) < 2:
        raise table.error("words", "'words' needs two lists or more")
    for group in words:
        check_texts(table, "words", group)
    unless = table.texts("unless")
    check_texts(table, "unless", unless)
    near = Near(
        words=words,
        within=table.whole("within") if "within" in table else DEFAULT_NEAR_WITHIN,
        unless=unless,
        level=table.level("level") if "level" in table else level,
        source=table.source,
    )
    table.close()
    return near


def read_company(table: Table) -> Company:
    needs, unless = table.texts("needs"), table.texts("unless")
    check_texts(table, "needs", needs)
    check_texts(table, "unless", unless)
    within = table.whole("within") if "within" in table else DEFAULT_COMPANY_WITHIN
    upper = "case" in table and table.choice("case", frozenset({"upper"})) == "upper"
    return Company(needs, unless, within, upper)


def read_guarded(table: Table, level: Level) -> Guarded:
    level = table.level("level") if "level" in table else level
    phrases = read_phrases(table, level)
    if not phrases:
        raise table.file.error(table.line, f"{table.name} has no 'phrases'")
    company = read_company(table)
    if not (company.needs or company.unless or company.upper):
        raise table.file.error(table.line, f"{table.name} needs 'needs', 'unless' or 'case'")
    table.close()
    return Guarded(phrases, company)


def read_confuser(table: Table) -> Confuser:
    phrase = table.text("phrase")
    check_texts(table, "phrase", [phrase])
    hits, kind = frozenset(table.texts("hits")), table.choice("kind", KINDS)
    confuser = Confuser(phrase, hits, kind, read_company(table), table.source)
    table.close()
    return confuser


def read_number(table: Table) -> NumberRule:
    at_least = table.number("at_least") if "at_least" in table else None
    below = table.number("below") if "below" in table else None
    if at_least is None and below is None:
        raise table.file.error(table.line, "number has neither 'at_least' nor 'below'")
    rule = NumberRule(
        concept=table.text("concept"),
        quantity=table.choice("quantity", frozenset(QUANTITIES)),
        at_least=at_least,
        below=below,
        level=table.level("level"),
        why=table.text("why"),
        source=table.text("source"),
        review_by=table.date("review_by"),
        place=table.source,
        needs=table.texts("needs"),
    )
    table.close()
    return rule


def read_combination(table: Table) -> Combination:
    words = table.lists("words") if "words" in table else ()
    for group in words:
        check_texts(table, "words", group)
    combination = Combination(
        id=table.text("id"),
        together=tuple(frozenset(group) for group in table.lists("together")),
        words=words,
        days_since_infusion=table.whole("days_since_infusion") if "days_since_infusion" in table else None,
        level=table.level("level"),
        text=table.text("text"),
        source=table.text("source"),
        place=table.source,
    )
    table.close()
    return combination
