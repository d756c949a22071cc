"""Reads all rule files into one `RuleSet` and checks the names that one file uses and another defines."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from moderation.errors import RuleError
from moderation.learned.limits import LIMIT_NAMES
from moderation.notation import CATEGORIES, REFERENCE
from moderation.rule_file import RuleFile
from moderation.rule_parts import check_texts, read_combination, read_confuser, read_number, read_symptom
from moderation.rule_tables import Table, read_tables
from moderation.rules import Combination, Confuser, NumberRule, RuleSet, Symptom

GENERAL = Path(__file__).parent / "symptoms"
GENERAL_LABEL = "moderation/symptoms"
TABLES = {
    "symptom": list,
    "confuser": list,
    "number": list,
    "combination": list,
    "spelling": dict,
    "words": dict,
    "limits": dict,
}
WORD_LIST = re.compile(r"[a-z][a-z0-9_]*")


def load_rules(packs: Sequence[Path] = ()) -> RuleSet:
    """Read the general signs and every pack, in this order; a later pack extends an earlier one."""
    builder = _Builder()
    builder.read_folder(GENERAL, GENERAL_LABEL)
    for pack in packs:
        folder = pack / "symptoms"
        if not folder.is_dir():
            raise RuleError(folder, None, "no such folder of rule files")
        # The label is the same wherever the repository lies: it must not show a host's folders.
        whole = pack.resolve()
        builder.read_folder(folder, f"{whole.parent.name}/{whole.name}/symptoms")
    return builder.finish()


def _may_wait_for_a_pack(table: Table) -> bool:
    """True for general confusers: they also name signs of packs, and mask nothing where these are missing."""
    return table.name == "confuser" and table.file.label.startswith(GENERAL_LABEL)


class _Builder:
    """Collects the rules of all files and checks names across them at the end."""

    def __init__(self) -> None:
        self.symptoms: dict[str, Symptom] = {}
        self.confusers: list[Confuser] = []
        self.numbers: list[NumberRule] = []
        self.combinations: dict[str, Combination] = {}
        self.spelling: dict[str, str] = {}
        self.words: dict[str, tuple[str, ...]] = {}
        self.limits: dict[str, float] = {}
        self.word_tables: dict[str, tuple[Table, str]] = {}
        self.files: list[RuleFile] = []
        self.named_concepts: list[tuple[Table, str, str]] = []
        self.digest = hashlib.sha256()

    def read_folder(self, folder: Path, label: str) -> None:
        seen: dict[str, Table] = {}
        for path in sorted(folder.rglob("*.toml")):
            file = RuleFile(path, f"{label}/{path.relative_to(folder).as_posix()}")
            self.files.append(file)
            self.digest.update(f"{file.label}\0{file.text}\0".encode())
            for table in read_tables(file, TABLES):
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
            self.word_tables[name] = (table, name)
            self.words[name] = tuple(dict.fromkeys((*self.words.get(name, ()), *texts)))

    def _add_limits(self, table: Table, seen: dict[str, Table]) -> None:
        for name in table.names():
            if name not in LIMIT_NAMES:
                raise table.error(name, f"unknown limit {name!r}; one of {', '.join(LIMIT_NAMES)}")
            value = table.number(name)
            if not 0 < value < 1:
                raise table.error(name, f"the limit {name!r} must lie between 0 and 1")
            self.limits[name] = value

    def finish(self) -> RuleSet:
        self._refuse_unknown_lists()
        self._refuse_circles()
        for table, key, concept in self.named_concepts:
            if concept not in self.symptoms and not _may_wait_for_a_pack(table):
                raise table.error_in(key, concept, f"unknown concept {concept!r} in {table.name} {key!r}")
        return RuleSet(
            symptoms=self.symptoms,
            confusers=tuple(self.confusers),
            numbers=tuple(self.numbers),
            combinations=tuple(self.combinations.values()),
            spelling=self.spelling,
            words=self.words,
            limits=self.limits,
            version=self.digest.hexdigest()[:12],
        )

    def _refuse_unknown_lists(self) -> None:
        for file in self.files:
            for line, text, name in file.references:
                if name[1:-1] not in self.words:
                    known = ", ".join([*CATEGORIES, *(f"{{{word}}}" for word in sorted(self.words))])
                    raise file.error(line, f"bad notation in {text!r}: unknown {name!r}; known are {known}")

    def _refuse_circles(self) -> None:
        inner = {f"{{{name}}}": _references(texts) for name, texts in self.words.items()}
        open_names = set(inner)
        while ready := {name for name in open_names if not inner[name] & open_names}:
            open_names -= ready
        for name in sorted(open_names):
            table, key = self.word_tables[name[1:-1]]
            raise table.file.error(table.line_of(key), f"the word list {key!r} holds itself")


def _references(texts: Iterable[str]) -> set[str]:
    """The ``{names}`` in the texts of a word list."""
    return {name for text in texts for name in REFERENCE.findall(text.replace("?}", "}"))}
