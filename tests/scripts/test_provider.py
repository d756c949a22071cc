"""The demo provider of `make run`: when it may run, and the whole way through it."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from forum.config import SettingsError, load_settings
from forum.signin.claims import Claims
from scripts import board, ports, provider
from tests.ways import come_back, leave, ways_in

PERSON = "Vera Example"


@pytest.mark.parametrize(
    "host, settings, dotenv, is_wanted",
    [
        ("127.0.0.1", {}, "", True),
        ("localhost", {"CAREBOARD_ENV": "development"}, "", True),
        ("127.0.0.1", {"CAREBOARD_GOOGLE_CLIENT_ID": ""}, "# CAREBOARD_ENV=production", True),
        ("0.0.0.0", {}, "", False),
        ("192.168.1.7", {}, "", False),
        ("127.0.0.1", {"CAREBOARD_ENV": "production"}, "", False),
        ("127.0.0.1", {"CAREBOARD_ENV": "test"}, "", False),
        ("127.0.0.1", {}, "A=1\nCAREBOARD_ENV='production'\n", False),
        ("127.0.0.1", {}, "export CAREBOARD_ENV = production", False),
        ("127.0.0.1", {"CAREBOARD_GOOGLE_CLIENT_ID": "x"}, "", False),
        ("127.0.0.1", {"CAREBOARD_FACEBOOK_APP_ID": "x"}, "", False),
        ("127.0.0.1", {"CAREBOARD_OPENID_PROVIDERS": "[]"}, "", False),
        ("127.0.0.1", {}, "CAREBOARD_FACEBOOK_APP_ID=7", False),
    ],
)
def test_it_runs_in_development_without_a_real_provider_and_for_this_machine_only(
    host: str, settings: dict[str, str], dotenv: str, is_wanted: bool
) -> None:
    assert provider.is_wanted(host, settings, dotenv) == is_wanted


def test_no_process_is_started_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREBOARD_ENV", "production")
    monkeypatch.setattr(provider, "start", lambda port: pytest.fail("started"))
    with provider.demo_provider(ports.LOOPBACK) as settings:
        assert settings == {}


def test_a_production_board_refuses_its_settings() -> None:
    entries = json.loads(provider.settings_for(9000)["CAREBOARD_OPENID_PROVIDERS"])
    assert load_settings(openid_providers=entries)
    with pytest.raises(SettingsError, match="no demo"):
        own = dict.fromkeys(("secret_key", "password_salt", "totp_secret"), "s" * 40)
        load_settings(env="production", openid_providers=entries, **own)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[board.Settings]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "LOG", Path(tmp_path_factory.mktemp("var") / "run.log"))
        patch.setattr(provider, "is_wanted", lambda *_: True)
        with provider.demo_provider(ports.LOOPBACK) as settings:
            yield settings


@pytest.fixture
def demo_board(
    app: Flask, running: board.Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Claims]]:
    came: list[Claims] = []
    monkeypatch.setattr("forum.signin.views.arrive", lambda claims: came.append(claims) or "arrived")
    with ways_in(app, openid_providers=json.loads(running["CAREBOARD_OPENID_PROVIDERS"])):
        yield came


@pytest.mark.parametrize(
    "sub, email, is_verified",
    [
        ("demo-vera", "vera@demo.example", True),
        ("demo-ulli", "ulli@demo.example", False),
        ("demo-nora", None, False),
        ("demo-rodeo", "notmyfirstrodeo@demo.example", True),
    ],
)
def test_its_people_arrive_at_the_board(
    client: FlaskClient, demo_board: list[Claims], sub: str, email: str | None, is_verified: bool
) -> None:
    answer = requests.post(leave(client, "demo"), data={"sub": sub}, allow_redirects=False, timeout=20)
    assert come_back(client, answer.headers["Location"]).status_code == 200
    assert [(one.subject, one.email, one.is_email_verified) for one in demo_board] == [
        (sub, email, is_verified)
    ]


def test_its_page_says_that_it_is_a_demo_and_loads_nothing(client: FlaskClient, demo_board) -> None:
    page = requests.get(leave(client, "demo"), timeout=20).text
    assert "This is a demo." in page and PERSON in page and "Cancel" in page
    assert "http" not in page.replace("<!doctype html>", "") and "<script" not in page


def test_cancel_leads_back(client: FlaskClient, demo_board: list[Claims]) -> None:
    answer = requests.post(leave(client, "demo"), data={"action": "deny"}, allow_redirects=False, timeout=20)
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"] == ["access_denied"]
    page = come_back(client, answer.headers["Location"]).text
    assert "You stopped before Demo provider was done" in page and demo_board == []


def test_the_board_marks_its_button(client: FlaskClient, demo_board) -> None:
    page = client.get("/login").text
    assert "Continue with Demo provider" in page and "A demo with invented people" in page


def test_it_stops_with_the_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "LOG", tmp_path / "run.log")
    monkeypatch.setattr(provider, "is_wanted", lambda *_: True)
    with provider.demo_provider(ports.LOOPBACK) as settings:
        [entry] = json.loads(settings["CAREBOARD_OPENID_PROVIDERS"])
        assert ports.answers(entry["issuer"])
    assert not ports.answers(entry["issuer"])


def test_a_demo_provider_that_does_not_start_does_not_stop_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(board, "LOG", tmp_path / "run.log")
    monkeypatch.setattr(provider, "is_wanted", lambda *_: True)
    monkeypatch.setattr(ports, "free_port", lambda: 1)
    monkeypatch.setattr(provider.environment, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(provider.sys, "executable", "/bin/false")
    with provider.demo_provider(ports.LOOPBACK) as settings:
        assert settings == {}
    assert "The demo provider did not start" in capsys.readouterr().out
