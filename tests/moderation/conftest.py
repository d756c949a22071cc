"""One screener for the whole run, since building it reads every rule file; small packs for single rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from moderation.rule_reader import load_rules
from moderation.rules import RuleSet
from moderation.screener import Screener, build_screener

ROOT = Path(__file__).parents[2]
PACK = ROOT / "plugins" / "lemtrada"


@pytest.fixture(scope="session")
def screener() -> Screener:
    return build_screener([PACK], learned=False)


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    """Write rule files into a new pack: ``write_pack(text)`` or ``write_pack(a="…", b="…")``."""

    def write(text: str | bytes = "", **files: str) -> Path:
        folder = tmp_path / "pack" / "symptoms"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"signs": text, **files}.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / f"{name}.toml").write_bytes(data)
        return folder.parent

    return write


@pytest.fixture
def rules_from(write_pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], RuleSet]:
    """The rule set of one text alone, without the general signs."""

    def load(text: str) -> RuleSet:
        empty = write_pack(text).parent / "nothing"
        empty.mkdir(exist_ok=True)
        monkeypatch.setattr("moderation.rule_reader.GENERAL", empty)
        return load_rules([empty.parent / "pack"])

    return load


SYMPTOM = """
[[symptom]]
id = "gum_bleeding"
name = "bleeding gums"
medical = "Gingival bleeding"
level = "urgent"
risks = ["itp"]
why = "Lemtrada can make the body break down its own platelets."
source = "HCP-ISI, immune thrombocytopenia"
review_by = 2027-11-22
"""


@pytest.fixture
def symptom() -> str:
    """A symptom without any words, to which a test adds what it is about."""
    return SYMPTOM
