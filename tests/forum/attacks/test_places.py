"""Leading people elsewhere, and asking who is here."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.mails.models import Mail
from forum.members.models import Member
from forum.welcome.models import Consent
from tests.accounts import SIGN_UP, sign_in, sign_up
from tests.arriving import FACEBOOK, GOOGLE, be_fresh, code_in, come, last_mail, make_identity, visit
from tests.codes import code_at
from tests.factories import PASSWORD, make_member
from tests.passkeys import Passkey, ask
from tests.ways import come_back, leave

EVIL = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "/\t/evil.example", "/\n/evil.example", " //evil.example", "\x00//evil.example", "http:evil.example",
    "http:///evil.example", "https:/\\evil.example", "javascript:alert(1)//evil", "data:text/html,evil",
    "//evil.example@localhost", "https://localhost@evil.example", "https://localhost.evil.example",
    "/\r\nLocation: https://evil.example", "//[evil.example", "//evil%E3%80%82example",
]  # fmt: skip


def is_elsewhere(location: str | None) -> bool:
    """True when a browser that is sent there leaves the board."""
    plain = re.sub(r"[\t\r\n]", "", (location or "/").strip(" \x00")).replace("\\", "/")
    return not plain.startswith("/") or plain.startswith("//")


def at_sign_in(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    member = make_member(password=PASSWORD)
    return [client.get("/login", query_string={"next": evil}), sign_in(client, member, next=evil)]


def at_the_address(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    data = {"email": make_member(password=PASSWORD).email, "password": PASSWORD}
    return [client.post("/login", query_string={"next": evil}, data=data)]


def at_sign_up(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    return [client.post("/register", query_string={"next": evil}, data=SIGN_UP | {"next": evil})]


def at_a_robots_sign_up(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    return [sign_up(client, homepage="x", next=evil)]


def at_a_provider(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    """And at the first visit that follows."""
    back = come_back(client, provider.sign_in(leave(client, next=evil)))
    return [back, visit(client, next=evil), client.get("/go-on", query_string={"next": evil})]


def at_a_refusal(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    return [come_back(client, provider.sign_in(leave(client, next=evil), "cancel"))]


def at_verify(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    sign_in(client, make_member(password=PASSWORD))
    data = {"password": PASSWORD, "next": evil}
    return [client.post("/verify", query_string={"next": evil}, data=data)]


def at_the_second_factor(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    member = make_member(role="moderator", password=PASSWORD)
    first = sign_in(client, member, next=evil)
    second = client.post("/login/code", query_string={"next": evil}, data={"code": code_at(), "next": evil})
    with client.session_transaction() as session:
        session.pop("second_factor")
    data = {"code": code_at(1), "next": evil}
    return [first, second, client.post("/second-factor", query_string={"next": evil}, data=data)]


def at_a_passkey(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    passkey = Passkey(make_member())
    place, challenge = ask(client)
    data = {"credential": passkey.answer(challenge), "next": evil}
    return [client.post(place, query_string={"next": evil}, data=data)]


def at_sign_out(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    sign_in(client, make_member(password=PASSWORD))
    return [client.post("/logout", query_string={"next": evil}, data={"next": evil})]


def by_the_referrer(client: FlaskClient, provider: Any, evil: str) -> list[Any]:
    header = {"Referer": "https://evil.example/"}
    return [
        client.post("/settings/sign-out-everywhere", headers=header),
        client.post("/preview", headers=header),
    ]


PLACES = [
    at_sign_in, at_the_address, at_sign_up, at_a_robots_sign_up, at_a_provider, at_a_refusal, at_verify,
    at_the_second_factor, at_a_passkey, at_sign_out, by_the_referrer,
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("evil", ["https://evil.example/", "/\\evil.example"])
def test_another_site_afterwards(client: FlaskClient, provider: Any, place: Any, evil: str) -> None:
    """Another site as the page to go on to, at eleven places: what is no address of ours is gone at once."""
    for answer in place(client, provider, evil):
        assert answer.status_code < 500 and not is_elsewhere(answer.location)
        assert "evil" not in answer.text and "evil" not in (answer.location or "")


@pytest.mark.parametrize("evil", EVIL)
def test_another_site_in_disguise(client: FlaskClient, evil: str) -> None:
    """Another site with slashes, tabs, line ends or names in front: it is read as browsers read it."""
    answer = sign_in(client, make_member(password=PASSWORD), next=evil)
    assert not is_elsewhere(answer.location)


HEADERS = [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}]


def also_at(client: FlaskClient, host: str) -> FlaskClient:
    """The same browser, which thinks that another host is this board: its cookies go there too."""
    client.get("/login")
    client.set_cookie("session", client.get_cookie("session").value, domain=host)
    return client


def have_mails_sent(app: Flask, login: Any, headers: dict[str, str]) -> None:
    known, waiting = make_member(password=PASSWORD), make_member(password=PASSWORD, confirmed_at=None)
    visitor, arriving = app.test_client(), app.test_client()
    visitor.post("/register", data=SIGN_UP, headers=headers)
    visitor.post("/register", data=SIGN_UP | {"email": known.email, "name": "Twice"}, headers=headers)
    for path, email in (("/reset", known.email), ("/reset", waiting.email), ("/confirm", waiting.email)):
        visitor.post(path, data={"email": email}, headers=headers)
    come(arriving, FACEBOOK)
    also_at(arriving, "evil.example")
    arriving.post("/arrival/address", data={"email": "new@example.org"}, headers=headers)
    make_identity(GOOGLE, known)
    inside = login(known)
    be_fresh(inside)
    also_at(inside, "evil.example").post("/settings/ways-in/remove-password", headers=headers)


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(iter(headers)))
def test_another_host_in_mails(app: Flask, login: Any, headers: dict[str, str]) -> None:
    """A forged Host, so that a mail's link leads elsewhere: links in every mail are made of the settings."""
    have_mails_sent(app, login, headers)
    mails = list(db.session.scalars(select(Mail)))
    assert len(mails) == 7
    assert [mail.subject for mail in mails if "evil" in mail.text + mail.html + mail.subject] == []


def page_for(client: FlaskClient, path: str, email: str, **fields: str) -> tuple[int, str, str]:
    answer = client.post(path, data={"email": email} | fields, follow_redirects=True)
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.text).replace(email, "ADDRESS")
    return answer.status_code, answer.request.path, text


@pytest.mark.parametrize("path", ["/login", "/reset", "/confirm", "/register"])
def test_the_page_tells_who_is_here(new_client: Any, path: str) -> None:
    """Addresses typed into sign-in, sign-up, reset and confirm: the answers are the same to the letter."""
    people = {
        "known": make_member(password=PASSWORD).email,
        "by Google": make_member().email,
        "unconfirmed": make_member(password=PASSWORD, confirmed_at=None).email,
        "closed": make_member(password=PASSWORD, active=False).email,
        "nobody": "nobody@example.org",
    }
    fields = (
        {"password": "not the password"} if path != "/register" else {"password": PASSWORD, "country": "GB"}
    )
    pages = {
        who: page_for(new_client(), path, email, **fields | {"name": "Name"[: 2 + number] + "abcde"[number]})
        for number, (who, email) in enumerate(people.items())
    }
    for who, page in pages.items():
        assert page == pages["nobody"], who


def test_a_provider_tells_who_is_here(new_client: Any, victim: Member) -> None:
    """A victim's address after coming by Facebook: page, next page and mail are the same as for nobody's."""
    seen = []
    for email in (victim.email, "nobody@example.org"):
        client = new_client()
        come(client, FACEBOOK)
        code, place, text = page_for(client, "/arrival/address", email)
        mail = last_mail()
        seen.append(
            (code, place, text, mail.subject, mail.text.replace(code_in(mail), "").split("shown=")[0])
        )
    assert seen[0] == seen[1]


def test_a_deletion_tells_who_was_here(client: FlaskClient, victim: Member, after_seven_days: Any) -> None:
    """A name or number of somebody who left: the page of their number is gone, as any that never was."""
    from forum.own_data.close import ask_to_close

    number = victim.id
    ask_to_close(victim, keeps_posts=True)
    after_seven_days()
    assert client.get(f"/members/{number}").status_code == 404
    assert db.session.scalar(select(Consent)) is None
