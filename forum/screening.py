"""The one door to `moderation`: everything else in the board asks here.

Three ways to have a post read. "process" (the default of a served board) keeps the reader in a child
process and waits a limited time, so that neither a crash nor an endless loop in a rule can take a
request with it. "inline" reads in this process: for tests and the shell. With CAREBOARD_MODERATION_URL
the moderation service is asked instead, under the same limits.
See docs/decisions/0001-checker-process.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, cast

from flask import Flask, current_app

from forum.checker import CheckerDown, CheckerProcess
from forum.checker_service import CheckerService
from moderation import Finding, Level, RuleError, Screening, ScreeningError
from moderation.learned.limits import shipped_limits
from moderation.rates import Rate
from moderation.rule_reader import load_rules as rules_of
from moderation.rules import RuleSet as Rules
from moderation.wire import screening_from_dict

__all__ = [
    "Finding", "Level", "Origin", "RuleError", "Rate", "Rules", "Screening", "ScreeningError", "describe",
    "init_app", "origin_of", "present_limits", "reader_version", "rules_of", "screen",
]  # fmt: skip

OUTAGE = "checker"
"""Stage of a `ScreeningError` that lies with the checker process and says nothing about the text."""
MOST_VERSION = 80
"""Characters that a screening's row has for it."""


class Reader(Protocol):
    def screen(self, title: str = "", body: str = "") -> Screening: ...


class Checker(Protocol):
    """Reads posts elsewhere: in a child process or behind an address."""

    timeout: float
    patience: float

    def start(self) -> None: ...

    def ask(self, title: str, body: str, seconds: float | None = None) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Sign:
    """What people are told about a concept: its plain name and why this treatment makes it matter."""

    concept: str
    name: str
    why: str
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says so: the place of a rule in its file, what its writer cites, and when it is read again."""

    place: str
    source: str
    review_by: date | None = None


def init_app(app: Flask, packs: Sequence[Path]) -> None:
    """Load the rules of `packs`; raises `RuleError` at start-up when one cannot be used."""
    app.extensions["own_packs"] = tuple(packs)
    use_rules(app, packs, rules_of(packs))
    app.extensions["reader"] = make_reader(app, packs)


def use_rules(app: Flask, packs: Sequence[Path], rules: Rules) -> None:
    """Explain findings by these rules from now on; which reader makes them is another matter."""
    app.extensions["signs"] = {
        symptom.id: Sign(symptom.id, symptom.name, symptom.why, symptom.level, symptom.source)
        for symptom in rules.symptoms.values()
    }
    app.extensions["origins"] = {
        one.id: Origin(one.place, one.source, one.review_by) for one in rules.symptoms.values()
    } | {one.place: Origin(one.place, one.source, one.review_by) for one in rules.numbers}
    # The gravest first: of several that hold, it set the level.
    gravest_first = sorted(rules.combinations, key=lambda one: (-one.level, one.id))
    app.extensions["combinations"] = tuple(combination.id for combination in gravest_first)
    app.extensions["rules"] = rules
    app.extensions["packs"] = tuple(packs)


def make_reader(app: Flask, packs: Sequence[Path], is_local: bool = False) -> Reader:
    """A reader with these packs, on this machine if `is_local`; a process starts with its first question."""
    if app.config["CHECKER"] == "inline":
        return _reader_here(packs)
    timeout = app.config["CHECKER_TIMEOUT"]
    return RemoteReader(CheckerProcess(packs, timeout) if is_local else _checker_of(app, packs))


def _checker_of(app: Flask, packs: Sequence[Path]) -> Checker:
    timeout = app.config["CHECKER_TIMEOUT"]
    if not app.config["MODERATION_URL"]:
        return CheckerProcess(packs, timeout)
    token = app.config["MODERATION_TOKEN"]
    return CheckerService(app.config["MODERATION_URL"], token.get_secret_value() if token else "", timeout)


def read_here(app: Flask) -> None:
    """Read posts in this process from now on, however long it takes: for commands, where no page waits."""
    app.extensions["reader"] = _reader_here(app.extensions["packs"])


def _reader_here(packs: Sequence[Path]) -> Reader:
    # Loaded here, as the web process of a served board does without the language pipeline.
    from moderation.screener import build_screener

    return build_screener(packs)


class RemoteReader:
    """Has posts read by a checker elsewhere; its silence becomes a `ScreeningError` like any other fault."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker

    def screen(self, title: str = "", body: str = "") -> Screening:
        return self._ask(title, body, self.checker.patience)

    def screen_for_request(self, title: str, body: str) -> Screening:
        """As `screen`, but somebody waits for the page: give up soon."""
        return self._ask(title, body, self.checker.timeout)

    def _ask(self, title: str, body: str, seconds: float) -> Screening:
        try:
            screening = screening_from_dict(self.checker.ask(title, body, seconds))
            if not _is_of(screening, title, body):
                raise ScreeningError("wire", "MismatchedAnswer")
            return screening
        except CheckerDown as error:
            raise ScreeningError(OUTAGE, str(error)) from None
        except (AttributeError, KeyError, TypeError, UnicodeError) as error:
            raise ScreeningError("wire", type(error).__name__) from None


def _is_of(screening: Screening, title: str, body: str) -> bool:
    """Whether the answer is one to this text: each quote stands where it says, and a version read it."""
    texts = {"title": title, "body": body}
    return (
        isinstance(screening.version, str)
        and 0 < len(screening.version) <= MOST_VERSION
        and all(texts[found.field][found.start : found.end] == found.quote for found in screening.findings)
    )


def start_reader(app: Flask) -> None:
    """Start the checker, where there is one to start, before the first post needs it."""
    reader = app.extensions["reader"]
    if isinstance(reader, RemoteReader):
        reader.checker.start()


def screen(title: str, body: str, in_request: bool = False) -> Screening:
    """Read one text. Raises `ScreeningError` when it could not be read; that is never "all clear"."""
    reader = cast(Reader, current_app.extensions["reader"])
    if in_request and isinstance(reader, RemoteReader):
        return reader.screen_for_request(title, body)
    return reader.screen(title=title, body=body)


def reader_version(in_request: bool = False) -> str:
    """The version that a screening made now would have. Raises `ScreeningError` when nobody answers."""
    return screen("", "", in_request).version


def present_limits() -> dict[str, float]:
    """From which chance the learned model gives each level now."""
    rules: Rules = current_app.extensions["rules"]
    return shipped_limits() | dict(rules.limits)


def describe(concept: str) -> Sign:
    """The sign behind a concept; a concept that no rule file knows any more is named by its id."""
    signs = cast(Mapping[str, Sign], current_app.extensions["signs"])
    unknown = Sign(concept, concept.replace("_", " "), "", Level.NONE, "")
    return signs.get(concept, unknown)


def origin_of(concept: str, found_by: str) -> Origin | None:
    """What stands behind a finding: its measurement rule, else its sign; None for what no file knows now."""
    origins = cast(Mapping[str, Origin], current_app.extensions["origins"])
    rule = found_by.rpartition("(")[2].removesuffix(")")
    return origins.get(rule) or origins.get(concept)
