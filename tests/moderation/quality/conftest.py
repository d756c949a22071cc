"""Results made by hand: what a post needs, what it got, and what stood in it."""

from collections.abc import Callable

import pytest

from moderation import Assertion, Experiencer, Finding, Level, Screening, Temporality
from moderation.cases import Case, Mention
from moderation.evaluate import Result
from moderation.findings import Talk

MakeResult = Callable[..., Result]


@pytest.fixture
def make_result() -> MakeResult:
    """``make_result("urgent", "none", id="1", author="a", …)``: a post that needs urgent and got nothing."""

    def make(true: str, given: str, **case: object) -> Result:
        findings = case.pop("findings", ())
        level = Level.from_word(true)
        known: dict[str, object] = {
            "id": "1", "file": "posts", "title": "", "body": "gums bleed", "level": level,
            "accept": frozenset({level}), "mentions": (), "group": "", "axis": "",
        }  # fmt: skip
        screening = Screening(Level.from_word(given), findings, "v")  # type: ignore[arg-type]
        return Result(Case(**(known | case)), screening)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_mention() -> Callable[..., Mention]:
    def make(**changes: object) -> Mention:
        plain = {
            "quote": "gums bleed", "concept": "gum_bleeding", "assertion": "present",
            "temporality": "current", "experiencer": "author", "literal": True,
        }  # fmt: skip
        return Mention(**(plain | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    def make(**changes: object) -> Finding:
        plain = {
            "concept": "gum_bleeding", "start": 0, "end": 4, "quote": "gums", "field": "body",
            "assertion": Assertion.PRESENT, "temporality": Temporality.CURRENT,
            "experiencer": Experiencer.AUTHOR, "level": Level.URGENT, "because": (),
            "source": "packs/signs.toml:3", "talk": Talk.LITERAL,
        }  # fmt: skip
        return Finding(**(plain | changes))  # type: ignore[arg-type]

    return make
