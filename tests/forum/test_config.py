"""Settings from a file `.env`: read like the environment, and checked like it."""

from pathlib import Path

import pytest

from forum.config import SettingsError, load_settings


@pytest.fixture
def dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAREBOARD_SITE_NAME", raising=False)
    return tmp_path / ".env"


def test_a_setting_can_stand_in_dotenv(dotenv: Path) -> None:
    dotenv.write_text("CAREBOARD_SITE_NAME=Our board\n")
    assert load_settings().site_name == "Our board"


def test_the_environment_wins_over_dotenv(dotenv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv.write_text("CAREBOARD_SITE_NAME=Our board\n")
    monkeypatch.setenv("CAREBOARD_SITE_NAME", "Another board")
    assert load_settings().site_name == "Another board"


def test_a_misspelt_name_in_dotenv_stops_the_start(dotenv: Path) -> None:
    dotenv.write_text("CAREBOARD_CHEKCER=process\nSOMEBODY_ELSES=1\n")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert str(raised.value) == "unknown setting CAREBOARD_CHEKCER; see docs/settings.md"
