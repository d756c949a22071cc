"""The learned reader in the table of readers: its level, and its score."""

from pathlib import Path

import pytest

from moderation.baselines import rivals_table
from moderation.cases import read_cases
from moderation.evaluate import read_all
from moderation.learned.model import load_model
from moderation.screener import Screener
from tests.moderation.conftest import PACK


def test_the_learned_reader_has_an_auroc(
    screener: Screener, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.baselines.load_model", lambda: load_model(small_model))
    cases = read_cases(small_model.parent / "corpus" / "dev" / "voices.jsonl")
    ours = read_all(Screener(screener.rules, load_model(small_model)), cases)
    *_, without, with_model = [
        line for line in rivals_table(ours, [], [PACK]).splitlines() if line.startswith("| ")
    ]
    assert "without the learned model" in without and without.endswith("| – |")
    assert "with the learned model" in with_model and with_model.endswith(") |")
