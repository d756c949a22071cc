"""Guessing passwords and codes."""

import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.limits import LIMITS
from forum.members.models import Member
from tests.accounts import is_signed_in, session_of, sign_in
from tests.arriving import FACEBOOK, come
from tests.factories import PASSWORD

WRONG = "not the password"


def guesses(app: Flask, email: str, number: int, address: str) -> list[int]:
    """Status of each guess from another network address; `{n}` in both texts is the number of the guess."""
    client = app.test_client()
    return [
        client.post(
            "/login",
            data={"email": email.format(n=n), "password": WRONG},
            environ_base={"REMOTE_ADDR": address.format(n=n)},
        ).status_code
        for n in range(1, number + 1)
    ]


def test_passwords_from_one_address(counted: FlaskClient, victim: Member) -> None:
    """A list of passwords, from one address: the eleventh in a minute is refused, also the right one."""
    for _ in range(10):
        assert sign_in(counted, victim, WRONG).status_code == 422
    assert sign_in(counted, victim).status_code == 429 and not is_signed_in(counted)


def test_passwords_from_a_botnet(counted: FlaskClient, limited_app: Flask, victim: Member) -> None:
    """A list of passwords, each from another address: tries are counted for the account too."""
    codes = guesses(limited_app, victim.email, 31, "192.0.2.{n}")
    assert codes[-1] == 429 and set(codes[:-1]) == {422}


@pytest.mark.parametrize("dot", [".", "。", "．"])
@pytest.mark.parametrize("domain", ["example", "EXAMPLE", "ｅxample", "ⓔⓧⓐⓜⓟⓛⓔ"])
def test_another_spelling_of_the_address(
    counted: FlaskClient, limited_app: Flask, victim: Member, domain: str, dot: str
) -> None:
    """Another spelling of an e-mail address for a new count of tries: all spellings count as one account."""
    guesses(limited_app, victim.email, 30, "192.0.2.{n}")
    spelling = f"{victim.email.partition('@')[0]}@{domain}{dot}org"
    assert guesses(limited_app, spelling, 1, "198.51.100.{n}") == [429]


def test_a_network_full_of_addresses(counted: FlaskClient, limited_app: Flask) -> None:
    """A rented server with 2⁶⁴ IPv6 addresses tries many accounts: an IPv6 network counts as one address."""
    codes = guesses(limited_app, "victim{n}@example.org", 11, "2001:db8::{n:x}")
    assert codes[-1] == 429 and set(codes[:-1]) == {422}
    assert guesses(limited_app, "victim{n}@example.org", 1, "2001:db8:0:1::{n}") == [422]


def test_a_made_up_forwarded_address(counted: FlaskClient, victim: Member) -> None:
    """A made-up X-Forwarded-For with each guess: the header counts only from proxies in the settings."""
    data = {"email": victim.email, "password": WRONG}
    codes = [
        counted.post("/login", data=data, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(11)
    ]
    assert codes[-1] == 429


@pytest.mark.parametrize("path", ["/login/code", "/login/recovery-code"])
def test_codes_after_a_stolen_password(
    counted: FlaskClient, limited_app: Flask, careful_member: Member, path: str
) -> None:
    """Codes one by one after a stolen password, from many browsers: tries are counted for the account."""
    codes = []
    for number in range(11):
        thief, where = limited_app.test_client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        password = {"email": careful_member.email, "password": PASSWORD}
        assert thief.post("/login", data=password, environ_base=where).location.startswith("/login/code")
        codes.append(thief.post(path, data={"code": "000000"}, environ_base=where).status_code)
    assert codes[-1] == 429 and set(codes[:-1]) == {422}


def test_codes_in_an_open_session(counted: FlaskClient, limited_app: Flask, careful_member: Member) -> None:
    """Codes one by one at a screen that was left open: the member's tries are counted there too."""
    values = session_of(careful_member) | {"second_factor": None}
    with counted.session_transaction() as session:
        session.update(values)
    codes = [counted.post("/second-factor", data={"code": "000000"}).status_code for _ in range(11)]
    assert codes[-1] == 429 and set(codes[:-1]) == {422}


def test_codes_of_the_mailbox(counted: FlaskClient) -> None:
    """The code of a mail to somebody else's address, one by one: ten tries in five minutes, of 2⁴⁰ codes."""
    come(counted, FACEBOOK)
    counted.post("/arrival/address", data={"email": "rosa@example.org"})
    guess = lambda: counted.post("/arrival/code", data={"code": secrets.token_hex(4)}).status_code  # noqa: E731
    codes = [guess() for _ in range(11)]
    assert codes[-1] == 429 and set(codes[:-1]) == {422}


def test_a_mailbox_full_of_mails(counted: FlaskClient, limited_app: Flask, victim: Member) -> None:
    """Mails by the hundred to somebody's mailbox, by three pages: they share one count of five an hour."""
    sent = 0
    for number in range(4):
        for path in ("/reset", "/confirm"):
            where = {"REMOTE_ADDR": f"192.0.2.{number}"}
            answer = limited_app.test_client().post(path, data={"email": victim.email}, environ_base=where)
            sent += answer.status_code != 429
    assert sent == int(LIMITS["mail"].account.split()[0])


def test_the_right_password_ends_no_count(counted: FlaskClient, limited_app: Flask, victim: Member) -> None:
    """A sign-in of one's own in between to start the count anew: nothing sets it back."""
    assert sign_in(counted, victim).status_code == 302
    codes = guesses(limited_app, victim.email, 30, "192.0.2.{n}")
    assert codes[-1] == 429
    assert sign_in(limited_app.test_client(), victim, PASSWORD).status_code == 429
