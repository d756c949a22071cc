"""Which new passwords are refused, and where: at sign-up, after "I forgot it", and in the settings."""

from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient

from forum.members import passwords
from forum.members.passwords import TOO_CLOSE, TOO_EASY, guessable
from tests.accounts import link_in, sign_in, sign_up
from tests.factories import PASSWORD, make_member

WORDS = ["rosa", "marmalade", "rosamarmalade", "example", "careboard"]


@pytest.mark.parametrize(
    "password, fault",
    [
        ("password123", TOO_EASY),
        ("qwertyuiop", TOO_EASY),
        ("1234567890", TOO_EASY),
        ("p4$$w0rd2024", TOO_EASY),
        ("aaaaaaaaaaaa", TOO_EASY),
        ("abcabcabcabc", TOO_EASY),
        ("iloveyou2020", TOO_EASY),
        ("RosaMarmalade", TOO_CLOSE),
        ("marmalade1978", TOO_CLOSE),
        ("Careboard2024", TOO_CLOSE),
        ("purple kettle under rain", None),
        ("vK3#pq9!xTz2", None),
        ("blauer regen kessel", None),
    ],
)
def test_which_passwords_are_guessed_soon(password: str, fault: str | None) -> None:
    assert guessable(password, WORDS) == fault


@pytest.mark.parametrize("sign", ["a", "ab1", "password", "pa$$", "\U0001f600", "qwerty"])
def test_only_the_beginning_of_a_long_password_is_judged(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    seen: list[int] = []
    usual = passwords.zxcvbn
    monkeypatch.setattr(passwords, "zxcvbn", lambda text, **k: seen.append(len(text)) or usual(text, **k))
    guessable((sign * 200)[:200], WORDS)
    assert seen == [passwords.MOST_READ]


def test_a_guessable_password_is_refused_at_sign_up(client: FlaskClient) -> None:
    assert TOO_EASY in sign_up(client, password="password123").text
    assert TOO_CLOSE in sign_up(client, name="Marmalade Skies", password="marmaladeskies").text
    assert TOO_CLOSE in sign_up(client, email="zaphodbee@example.org", password="zaphodbee1").text


def test_a_guessable_password_is_refused_after_a_forgotten_one(client: FlaskClient, outbox: Sequence) -> None:
    member = make_member("Marmalade Skies", password=PASSWORD)
    client.post("/reset", data={"email": member.email})
    new = {"password": "marmaladeskies", "password_confirm": "marmaladeskies"}
    assert TOO_CLOSE in client.post(link_in(outbox[0]), data=new).text


def test_a_guessable_password_is_refused_in_the_settings(client: FlaskClient) -> None:
    sign_in(client, make_member(password=PASSWORD))
    new = {"new_password": "password123", "new_password_confirm": "password123"}
    page = client.post("/change", data={"password": PASSWORD} | new)
    assert page.status_code == 422 and TOO_EASY in page.text
