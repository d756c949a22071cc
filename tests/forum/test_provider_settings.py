"""Which providers the settings allow, and that no fault shows a secret."""

import json
from pathlib import Path
from typing import Any

import pytest

from forum.config import Settings, SettingsError, load_settings
from forum.signin import providers
from tests.boards import second_board

SECRET = "s" * 40
GOOD = {
    "key": "clinic",
    "issuer": "https://id.clinic.example",
    "client_id": "board",
    "client_secret": "hunter2-hunter2",
    "label": "Clinic",
}
PRODUCTION = {"env": "production", "secret_key": SECRET, "password_salt": SECRET, "totp_secret": SECRET}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Away from a developer's own `.env`."""
    monkeypatch.chdir(tmp_path)


def from_environment(monkeypatch: pytest.MonkeyPatch, *entries: Any) -> Settings:
    monkeypatch.setenv("CAREBOARD_OPENID_PROVIDERS", json.dumps(entries))
    return load_settings()


def test_providers_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    two = GOOD | {"key": "other", "icon": "microsoft"}
    settings = from_environment(monkeypatch, GOOD, two)
    assert [(one.key, one.icon) for one in settings.openid_providers] == [
        ("clinic", "key"),
        ("other", "microsoft"),
    ]
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Clinic"},
        {"key": "google"},
        {"key": "../x"},
        {"key": ""},
        {"issuer": "clinic.example"},
        {"issuer": "http://clinic.example"},
        {"issuer": "https://clinic.example/?a=b"},
        {"issuer": "http://[::1"},
        {"issuer": 5},
        {"label": ""},
        {"client_id": ""},
        {"client_secret": {"hunter2": 1}},
        {"secret": "hunter2"},
    ],
)
def test_an_odd_entry_stops_the_start_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment(monkeypatch, GOOD | wrong)
    assert "CAREBOARD_OPENID_PROVIDERS" in str(caught.value) and "hunter2" not in str(caught.value)


@pytest.mark.parametrize("value", ["hunter2", '{"key": "hunter2"}', '["hunter2"]', "[[]]", "5"])
def test_what_is_no_list_of_entries_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CAREBOARD_OPENID_PROVIDERS", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "OPENID_PROVIDERS" in str(caught.value) and "hunter2" not in str(caught.value)


def test_one_key_names_one_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="each key"):
        from_environment(monkeypatch, GOOD, GOOD)


@pytest.mark.parametrize(
    "half",
    [
        {"google_client_id": "x"},
        {"google_client_secret": "hunter2"},
        {"facebook_app_id": "x"},
        {"facebook_app_secret": "hunter2"},
    ],
)
def test_id_and_secret_go_together(half: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="go together") as caught:
        load_settings(**half)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "stand_in",
    [
        {"facebook_url": "http://127.0.0.1:9"},
        {"openid_providers": [GOOD | {"key": "demo"}]},
        {"openid_providers": [GOOD | {"issuer": "http://localhost:9000"}]},
    ],
)
def test_production_refuses_stand_ins(stand_in: dict[str, Any]) -> None:
    load_settings(**stand_in)
    with pytest.raises(SettingsError, match="production"):
        load_settings(**PRODUCTION, **stand_in)


def test_production_takes_real_providers() -> None:
    assert load_settings(**PRODUCTION, openid_providers=[GOOD]).openid_providers[0].label == "Clinic"


def test_an_icon_that_we_do_not_have_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="no such icon"):
        with second_board("sqlite://", openid_providers=[GOOD | {"icon": "unicorn"}]):
            pass


def test_a_board_knows_the_providers_of_its_settings() -> None:
    google = {"google_client_id": "x", "google_client_secret": "hunter2"}
    with second_board("sqlite://", openid_providers=[GOOD], **google) as app:
        assert [one["url"] for one in app.extensions["providers"]] == ["/sign-in/google", "/sign-in/clinic"]
        ways = app.extensions["ways"]
        assert ways["google"].issuer == providers.GOOGLE and "hunter2" not in repr(ways)
