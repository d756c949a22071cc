"""Mails, their links, and what is written into pages."""

import io
import json
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.mails.models import Mail
from forum.mails.send import put
from forum.members.models import Member
from forum.members.standing import silence, suspend
from forum.own_data.pack import pack
from tests.accounts import SIGN_UP, is_signed_in, link_in, sign_in, sign_up
from tests.arriving import make_identity
from tests.boards import second_board
from tests.factories import PASSWORD, make_member, make_post, make_thread

NEW = {"password": "a whole new kettle", "password_confirm": "a whole new kettle"}
SCRIPT = "<script>alert(1)</script>"
BREAKS = ["a\nBcc: evil@example.org", "a\r\nBcc: evil@example.org", "a\u2028Bcc: evil@example.org", "a\x0bb"]


def reset_link(client: FlaskClient, member: Member, outbox: Any) -> str:
    client.post("/reset", data={"email": member.email})
    return link_in(outbox[-1])


def test_a_reset_link_twice(client: FlaskClient, victim: Member, outbox: Any) -> None:
    """A reset link from an old mail, once more: the first use ends it."""
    link = reset_link(client, victim, outbox)
    client.post(link, data=NEW)
    evil = {"password": "the attackers kettle", "password_confirm": "the attackers kettle"}
    assert client.post(link, data=evil).location == "/reset"
    assert sign_in(client, victim, NEW["password"]).status_code == 302


def test_a_reset_link_after_a_new_password(client: FlaskClient, victim: Member, outbox: Any) -> None:
    """A reset link that was read before the owner changed the password: the change ends it."""
    thief = client.application.test_client()
    link = reset_link(thief, victim, outbox)
    sign_in(client, victim)
    data = {"password": PASSWORD, "new_password": "my own kettle", "new_password_confirm": "my own kettle"}
    assert client.post("/change", data=data).status_code == 302
    assert thief.post(link, data=NEW).location == "/reset"


@pytest.mark.parametrize("end", ["/settings/sign-out-everywhere", "second link"])
def test_a_reset_link_after_its_time(client: FlaskClient, victim: Member, outbox: Any, end: str) -> None:
    """A reset link that was read, after signing out everywhere or a newer link's use: both end it."""
    thief = client.application.test_client()
    link = reset_link(thief, victim, outbox)
    if end == "second link":
        client.post(reset_link(client, victim, outbox), data=NEW)
    else:
        sign_in(client, victim)
        client.post(end)
    evil = {"password": "the attackers kettle", "password_confirm": "the attackers kettle"}
    assert thief.post(link, data=evil).location == "/reset"


def test_a_reset_link_for_another_member(client: FlaskClient, victim: Member, outbox: Any) -> None:
    """One's own reset link with another's address, id or token parts: a token names its member."""
    attacker = make_member(password=PASSWORD)
    link, others = reset_link(client, attacker, outbox), reset_link(client, victim, outbox)
    head, _, tail = link.rpartition("/")[2].partition(".")
    mixed = f"/reset/{head}.{others.rpartition('.')[2]}"
    client.post(mixed, data=NEW)
    client.post(link, data=NEW | {"email": victim.email, "user_id": victim.id})
    assert sign_in(client, victim, NEW["password"]).status_code == 422
    assert sign_in(client, victim).status_code == 302 and head and tail


def test_a_link_of_one_kind_as_another(client: FlaskClient, victim: Member, outbox: Any) -> None:
    """A confirming link's token as a reset token, and the reverse: each kind is signed for itself."""
    token = reset_link(client, victim, outbox).rpartition("/")[2]
    sign_up(client)
    confirming = link_in(outbox[-1]).rpartition("/")[2]
    client.post(f"/reset/{confirming}", data=NEW)
    client.post(f"/confirm/{token}")
    assert sign_in(client, "rosa@example.org").status_code == 422
    assert sign_in(client, "rosa@example.org", NEW["password"]).status_code == 422


def test_a_confirming_link_twice(client: FlaskClient, new_client: Any, outbox: Any) -> None:
    """A confirming link, once or twice, by somebody who found the mail: it signs nobody in."""
    sign_up(client)
    link = link_in(outbox[0])
    for thief in (new_client(), new_client()):
        thief.post(link)
        thief.get(link)
        assert not is_signed_in(thief)


def test_a_reset_opens_no_closed_door(client: FlaskClient, outbox: Any) -> None:
    """A suspended member sets a new password by mail to come in: the page with the reason stays."""
    member = make_member(password=PASSWORD)
    suspend(member, 3, "Three days.")
    client.post(reset_link(client, member, outbox), data=NEW)
    sign_in(client, member, NEW["password"])
    assert not is_signed_in(client)


@pytest.mark.parametrize("breaks", BREAKS)
def test_a_line_end_in_a_name_or_address(client: FlaskClient, breaks: str) -> None:
    """A line end in a name or address, to add headers to mails: addresses are checked, names one line."""
    client.post("/register", data=SIGN_UP | {"name": breaks, "email": "a@example.org"})
    client.post("/register", data=SIGN_UP | {"name": "Ada", "email": breaks + "@example.org"})
    client.post("/reset", data={"email": "a@example.org\nBcc: evil@example.org"})
    for mail in db.session.scalars(select(Mail)):
        assert len((mail.subject + mail.recipient).splitlines()) <= 1 and "evil" not in mail.recipient
    assert all(len(name.splitlines()) == 1 for name in db.session.scalars(select(Member.name)))


@pytest.mark.parametrize("where", ["recipient", "subject"])
def test_a_line_end_that_got_into_a_mail(app: Flask, outbox: Any, where: str) -> None:
    """A line end that got into a mail's row all the same: the mail is not sent with another header."""
    words = {"recipient": "a@example.org", "subject": "Hello"} | {
        where: "a@example.org\nBcc: evil@example.org"
    }
    put(words["recipient"], words["subject"], "text", "<p>text</p>")
    try:
        assert all("evil" not in str(mail.message().get("Bcc")) for mail in outbox)
    except Exception as error:  # whatever the mail library says of it
        assert "newline" in str(error).lower() or "header" in str(error).lower()


def test_a_script_in_a_mail(app: Flask, victim: Member) -> None:
    """A script or formula as a name or a reason, in the HTML of mails: it is shown as typed."""
    victim.name = "<img src=x onerror=alert(1)>"
    silence(victim, 3, SCRIPT)
    suspend(victim, 3, '"><a href="https://evil.example">Sign in here</a>')
    for mail in db.session.scalars(select(Mail)):
        assert (
            "<script" not in mail.html
            and "<img src=x" not in mail.html
            and '<a href="https://evil' not in mail.html
        )


def test_a_script_in_a_copy_of_ones_data(app: Flask, fake_reader: Any, victim: Member) -> None:
    """A script in a name or a post, in the copy of one's data that is opened as a file: shown as typed."""
    victim.name, victim.about = f"R{SCRIPT}"[:40], SCRIPT
    make_post(make_thread(title=SCRIPT, author=victim), victim, SCRIPT)
    make_identity(member=victim).subject = SCRIPT
    db.session.commit()
    with zipfile.ZipFile(io.BytesIO(pack(victim))) as archive:
        page, data = archive.read("index.html").decode(), json.loads(archive.read("data.json"))
    assert "<script>alert" not in page and "&lt;script&gt;" in page and data["account"]


@pytest.mark.parametrize("field", ["name", "about"])
def test_a_script_on_a_members_page(freshly: Any, victim: Member, field: str) -> None:
    """A script as one's name or words about oneself, on every page that shows it: shown as typed."""
    client = freshly(victim)
    values = {"name": "Rosa", "about": "", field: "<script>alert(1)</script>"}
    assert client.post("/settings", data=values | {"country": "GB"}).status_code == 303
    make_thread(author=victim)
    db.session.commit()
    for path in (f"/members/{victim.id}", "/settings", "/threads/1", "/"):
        assert "<script>alert" not in client.get(path).text


def test_a_script_in_the_reason(client: FlaskClient, victim: Member) -> None:
    """A script in a moderator's reason, on the page that refuses: shown as typed."""
    suspend(victim, 3, SCRIPT)
    page = sign_in(client, victim)
    page = client.get(page.location) if page.location else page
    assert "<script>alert" not in page.text and "alert(1)" in page.text


def test_a_script_as_the_browsers_name(client: FlaskClient, victim: Member) -> None:
    """A script as the User-Agent, for the list of devices and its mail: none of its words are kept."""
    headers = {"User-Agent": f"Firefox/1 {SCRIPT}\x7f"}
    for _ in range(2):
        client.application.test_client().post(
            "/login", data={"email": victim.email, "password": PASSWORD}, headers=headers
        )
    sign_in(client, victim)
    texts = [
        client.get("/settings/devices").text,
        *(m.text + m.html for m in db.session.scalars(select(Mail))),
    ]
    assert len(texts) > 1 and not any("alert" in text for text in texts)


def test_a_script_in_the_code_of_a_link(client: FlaskClient) -> None:
    """A script in the link that shows a code: letters and digits are shown, twenty at most."""
    page = client.get("/arrival/code", query_string={"shown": '"><script>alert(1)</script>' + "A" * 500})
    assert "<script>alert" not in page.text and "A" * 21 not in page.text


def test_the_list_of_mails_outside_development(app: Flask, database_url: str) -> None:
    """Mails with links that sign in, read at /dev/mail of a board in production: there is no such page."""
    put("a@example.org", "Hello", "https://example.org/reset/token", "<p>Hello</p>")
    db.session.commit()
    secrets = {
        name: letter * 40
        for name, letter in zip(("secret_key", "password_salt", "totp_secret"), "abc", strict=True)
    }
    with second_board(database_url, env="production", base_url="https://board.example", **secrets) as served:
        for path in ("/dev/mail", "/dev/mail/1", "/dev/mail/1/html"):
            assert served.test_client().get(path).status_code == 404
