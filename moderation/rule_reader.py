"""Turns the tables of rule files into rules, refusing what would not work as its writer meant."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from moderation.errors import RuleError
from moderation.findings import Level
from moderation.notation import CATEGORIES, REFERENCE, NotationError, check_notation
from moderation.quantities import QUANTITIES
from moderation.rule_tables import RuleFile, Table
from moderation.rules import (
    Combination,
    Company,
    Confuser,
    Guarded,
    Near,
    NumberRule,
    Phrase,
    RuleSet,
    Symptom,
)

GENERAL = Path(__file__).parent / "symptoms"
KINDS = frozenset({"idiom", "hyperbole", "benign", "name", "other_sense"})
TABLES = {
    "symptom": list,
    "confuser": list,
    "number": list,
    "combination": list,
    "spelling": dict,
    "words": dict,
}
WORD_LIST = re.compile(r"[a-z][a-z0-9_]*")
SYMPTOM_ID = re.compile(r"[a-z][a-z0-9_]*")
DEFAULT_NEAR_WITHIN = 6
DEFAULT_COMPANY_WITHIN = 12


def load_rules(packs: Sequence[Path] = ()) -> RuleSet:
    """Read the general signs and every pack, in this order; a later pack extends an earlier one."""
    builder = _Builder()
    builder.read_folder(GENERAL, "moderation/symptoms")
    for pack in packs:
        folder = pack / "symptoms"
        if not folder.is_dir():
            raise RuleError(folder, None, "no such folder of rule files")
        # The label is the same wherever the repository lies: it must not show a host's folders.
        whole = pack.resolve()
        builder.read_folder(folder, f"{whole.parent.name}/{whole.name}/symptoms")
    return builder.finish()


class _Builder:
    """Collects the rules of all files and checks names across them at the end."""

    def __init__(self) -> None:
        self.symptoms: dict[str, Symptom] = {}
        self.confusers: list[Confuser] = []
        self.numbers: list[NumberRule] = []
        self.combinations: dict[str, Combination] = {}
        self.spelling: dict[str, str] = {}
        self.words: dict[str, tuple[str, ...]] = {}
        self.files: list[RuleFile] = []
        self.named_concepts: list[tuple[Table, str, str]] = []
        self.digest = hashlib.sha256()

    def read_folder(self, folder: Path, label: str) -> None:
        seen: dict[str, Table] = {}
        for path in sorted(folder.rglob("*.toml")):
            file = RuleFile(path, f"{label}/{path.relative_to(folder).as_posix()}")
            self.files.append(file)
            self.digest.update(f"{file.label}\0{file.text}\0".encode())
            for table in file.tables(TABLES):
                getattr(self, f"_add_{table.name}")(table, seen)

    def _add_symptom(self, table: Table, seen: dict[str, Table]) -> None:
        symptom = read_symptom(table)
        if symptom.id in seen:
            first = seen[symptom.id]
            raise table.file.error(table.line, f"duplicate id {symptom.id!r}, first used at {first.source}")
        seen[symptom.id] = table
        known = self.symptoms.get(symptom.id)
        self.symptoms[symptom.id] = known.extended_by(symptom) if known else symptom

    def _add_confuser(self, table: Table, seen: dict[str, Table]) -> None:
        confuser = read_confuser(table)
        self.named_concepts.extend((table, "hits", concept) for concept in confuser.hits)
        self.confusers.append(confuser)

    def _add_number(self, table: Table, seen: dict[str, Table]) -> None:
        rule = read_number(table)
        self.named_concepts.append((table, "concept", rule.concept))
        self.numbers.append(rule)

    def _add_combination(self, table: Table, seen: dict[str, Table]) -> None:
        combination = read_combination(table)
        if combination.id in self.combinations:
            first = self.combinations[combination.id].place
            raise table.file.error(table.line, f"duplicate id {combination.id!r}, first used at {first}")
        concepts = (concept for group in combination.together for concept in sorted(group))
        self.named_concepts.extend((table, "together", concept) for concept in concepts)
        self.combinations[combination.id] = combination

    def _add_spelling(self, table: Table, seen: dict[str, Table]) -> None:
        for typed, meant in table.items():
            if not isinstance(meant, str) or not meant.strip():
                raise table.error(typed, f"the spelling of {typed!r} must be a text")
            if len(typed.split()) != 1:
                raise table.error(typed, f"{typed!r} must be one word; write word pairs as phrases")
            self.spelling[typed] = meant

    def _add_words(self, table: Table, seen: dict[str, Table]) -> None:
        for name in table.names():
            if not WORD_LIST.fullmatch(name) or f"{{{name}}}" in CATEGORIES:
                raise table.error(name, f"{name!r} cannot name a word list")
            line, texts = table.line_of(name), table.texts(name)
            if not texts:
                raise table.file.error(line, f"the word list {name!r} is empty")
            check_texts(table, name, texts)
            self.words[name] = tuple(dict.fromkeys((*self.words.get(name, ()), *texts)))

    def finish(self) -> RuleSet:
        for file in self.files:
            for table, key, text, name in file.references:
                if name[1:-1] not in self.words:
                    known = ", ".join([*CATEGORIES, *(f"{{{word}}}" for word in sorted(self.words))])
                    reason = f"bad notation in {text!r}: unknown {name!r}; known are {known}"
                    raise table.error_in(key, text, reason)
        self._refuse_circles()
        for table, key, concept in self.named_concepts:
            if concept not in self.symptoms:
                raise table.error_in(key, concept, f"unknown concept {concept!r} in {table.name} {key!r}")
        return RuleSet(
            symptoms=self.symptoms,
            confusers=tuple(self.confusers),
            numbers=tuple(self.numbers),
            combinations=tuple(self.combinations.values()),
            spelling=self.spelling,
            words=self.words,
            version=self.digest.hexdigest()[:12],
        )


    def _refuse_circles(self) -> None:
        lists = {f"{{{name}}}": texts for name, texts in self.words.items()}
        inner = {name: {part for text in texts for part in check_notation(text)} for name, texts in lists.items()}
        open_names = set(inner)
        while ready := {name for name in open_names if not inner[name] & open_names}:
            open_names -= ready
        for file in self.files:
            for table, key, text, _ in file.references:
                if table.name == "words" and f"{{{key}}}" in open_names:
                    raise table.error_in(key, text, f"the word list {key!r} holds itself")


def read_symptom(table: Table) -> Symptom:
    name = table.text("id")
    if not SYMPTOM_ID.fullmatch(name):
        raise table.error("id", f"id {name!r} must be lower-case letters, digits and _")
    level = table.level("level")
    named = table.flag("named") if "named" in table else False
    near = tuple(read_near(child, level) for child in table.children("near"))
    guarded = tuple(read_guarded(child, level) for child in table.children("guarded"))
    symptom = Symptom(
        id=name, name=table.text("name"), medical=table.text("medical"), level=level,
        risks=table.texts("risks"), why=table.text("why"), source=table.text("source"),
        review_by=table.date("review_by"), named=named, place=table.source,
        phrases=read_phrases(table, level), near=near, guarded=guarded,
    )
    table.close()
    return symptom


def read_phrases(table: Table, level: Level) -> tuple[Phrase, ...]:
    texts = table.texts("phrases")
    check_texts(table, "phrases", texts)
    return tuple(Phrase(text, level, table.source_of("phrases", text)) for text in texts)


def check_texts(table: Table, key: str, texts: Iterable[str]) -> None:
    """Refuse texts that the phrase notation cannot read; only a phrase needs a word of its own."""
    is_phrase = key in ("phrases", "phrase")
    for text in texts:
        try:
            names = [text] if REFERENCE.fullmatch(text) and not is_phrase else check_notation(text)
            table.file.references.extend((table, key, text, name) for name in names if name not in CATEGORIES)
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
        words=words, within=table.whole("within") if "within" in table else DEFAULT_NEAR_WITHIN,
        unless=unless, level=table.level("level") if "level" in table else level, source=table.source,
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
        concept=table.text("concept"), quantity=table.choice("quantity", frozenset(QUANTITIES)),
        at_least=at_least, below=below, level=table.level("level"), why=table.text("why"),
        source=table.text("source"), review_by=table.date("review_by"), place=table.source,
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
        level=table.level("level"), text=table.text("text"), source=table.text("source"), place=table.source,
    )
    table.close()
    return combination
