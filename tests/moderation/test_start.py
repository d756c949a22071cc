"""What building a screener does to the process around it."""

import gc
from pathlib import Path

import pytest

from moderation import RuleError, build_screener


def test_a_failed_start_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "symptoms").mkdir()
    (tmp_path / "symptoms" / "broken.toml").write_text("no TOML")
    with pytest.raises(RuleError):
        build_screener([tmp_path])
    assert gc.isenabled()


def test_who_has_switched_the_collector_off_keeps_it_so() -> None:
    gc.disable()
    try:
        build_screener(learned=False)
        assert not gc.isenabled()
    finally:
        gc.enable()
