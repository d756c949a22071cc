"""Settings: where they come from, what stops the start, and that docs/settings.md tells the truth."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from forum.config import PREFIX, ROOT, Settings, SettingsError, load_settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
SECRET = "s" * 40


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Away from a developer's own `.env`."""
    monkeypatch.chdir(tmp_path)


def as_written(default: Any) -> str:
    """A default as the page shows it."""
    if isinstance(default, SecretStr):
        return "a development value"
    if default is None:
        return "not set"
    if isinstance(default, str) and str(ROOT) in default:
        return "`sqlite:///` + `var/careboard.sqlite3`"
    return f"`{json.dumps(default) if isinstance(default, bool | list) else default}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_page_has_name_default_and_meaning_of_each_setting(name: str) -> None:
    setting = Settings.model_fields[name]
    row = f"| `{PREFIX}{name.upper()}` | {as_written(setting.default)} | {setting.description} |"
    assert row in PAGE.read_text().splitlines()


@pytest.mark.parametrize("name", ["DATABASE_URL", "CAREBOARD_DATABASE_URL"])
def test_the_database_is_found_with_and_without_the_prefix(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "postgresql://db.internal/careboard")
    assert load_settings().database_url == "postgresql://db.internal/careboard"


def test_the_environment_outranks_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CAREBOARD_SITE_NAME=From the file\nCAREBOARD_POSTS_PER_PAGE=50\n")
    monkeypatch.setenv("CAREBOARD_SITE_NAME", "From the environment")
    settings = load_settings()
    assert (settings.site_name, settings.posts_per_page) == ("From the environment", 50)


def test_a_misspelt_name_in_the_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CAREBOARD_CHEKCER=inline\n")
    with pytest.raises(SettingsError, match="unknown setting CAREBOARD_CHEKCER"):
        load_settings()


def test_production_starts_with_secrets_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "ENV": "production",
        "SECRET_KEY": SECRET,
        "PASSWORD_SALT": SECRET,
        "TOTP_SECRET": SECRET,
    }.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    assert load_settings().is_production


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "PASSWORD_SALT", "TOTP_SECRET", "DATABASE_URL", "REDIS_URL", "TREATMENTS", "MAIL_PORT"],
)
def test_no_fault_repeats_the_value(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"{PREFIX}ENV", "production")
    monkeypatch.setenv(f"{PREFIX}{name}", "hunter2")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_each_fault_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}MAIL_PORT", "none")
    monkeypatch.setenv(f"{PREFIX}JOB_LEASE", "none")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        f"{PREFIX}JOB_LEASE",
        f"{PREFIX}MAIL_PORT",
    ]
