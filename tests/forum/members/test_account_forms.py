"""The account pages: which errors stand where, what stays typed, and that none tells who has an account."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.db import db
from tests.accounts import is_signed_in, link_in, sign_in, sign_up
from tests.factories import PASSWORD, make_member


def error_at(page: TestResponse, field: str) -> str:
    found = re.search(rf'id="{field}-error">.*?Error: </span>(.*?)</span>', page.text, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize(
    "field, typed, error",
    [
        ("name", "", "at least one letter or number"),
        ("name", "---", "at least one letter or number"),
        ("name", "x" * 41, "longer than 40 characters"),
        ("name", "\ufdfa" * 30, "longer than 40 characters"),
        ("name", "Ro\x00sa", "cannot be shown"),
        ("name", "Ro\u202esa", "cannot be shown"),
        ("name", "MARMALADE", "Another member has this name"),
        ("name", "  marmalade ", "Another member has this name"),
        ("name", "ｍarmalade", "Another member has this name"),
        ("email", "", "Type your e-mail address"),
        ("email", "rosa", "does not look like an e-mail address"),
        ("email", "rosa@", "does not look like an e-mail address"),
        ("email", "ro\x00sa@example.org", "does not look like an e-mail address"),
        ("email", "rosa@example.org\nBcc: x@example.org", "does not look like an e-mail address"),
        ("email", "r" * 300 + "@example.org", "does not look like an e-mail address"),
        ("password", "", "Type your password"),
        ("password", "short", "shorter than 10 characters"),
        ("password", "x" * 201, "longer than 200 characters"),
        ("password", "rosa@example.org", "close to your name, your address"),
        ("country", "XX", "Not a valid choice"),
    ],
)
def test_each_fault_of_a_sign_up_stands_at_its_field(
    client: FlaskClient, field: str, typed: str, error: str
) -> None:
    make_member("Marmalade")
    page = sign_up(client, **{field: typed})
    assert page.status_code == 422
    assert error in error_at(page, field)
    assert "There is something to put right" in page.text


def test_a_failed_sign_up_keeps_all_but_the_password(client: FlaskClient) -> None:
    page = sign_up(client, name="Rosa <b>", password="short", next="/boards/infusion")
    assert 'value="Rosa &lt;b&gt;"' in page.text
    assert 'value="rosa@example.org"' in page.text
    assert 'value="/boards/infusion"' in page.text
    assert '<option selected value="GB">' in page.text
    assert "short<" not in page.text and 'value="short"' not in page.text


@pytest.mark.parametrize(
    "fields, field, error",
    [
        ({"email": ""}, "email", "Type your e-mail address"),
        ({"email": "no address"}, "email", "does not look like an e-mail address"),
        ({"password": ""}, "password", "Type your password"),
        ({"password": "x" * 201}, "password", "longer than 200 characters"),
    ],
)
def test_what_is_missing_at_sign_in_stands_at_its_field(
    client: FlaskClient, fields: dict[str, str], field: str, error: str
) -> None:
    page = client.post("/login", data={"email": "rosa@example.org", "password": PASSWORD} | fields)
    assert page.status_code == 422
    assert error in error_at(page, field)
    assert "do not go together" not in page.text


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    wrong = sign_in(client, member, "another password")
    unknown = sign_in(client, "nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(member.email, "nobody@example.org") == unknown.text
    assert wrong.text.count("do not go together") == 1
    assert f'value="{member.email}"' in wrong.text


def test_who_knows_the_password_is_told_that_the_address_is_not_confirmed(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD, confirmed_at=None)
    assert "not confirmed yet" in sign_in(client, member).text
    assert "not confirmed yet" not in sign_in(client, member, "a wrong password").text.split("<form")[0]


def test_who_knows_the_password_is_told_that_the_account_is_closed(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD, active=False)
    assert "This account is closed" in sign_in(client, member).text
    assert "This account is closed" not in sign_in(client, member, "a wrong password").text


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
def test_asking_for_a_mail_answers_alike_for_every_address(
    client: FlaskClient, outbox: list, path: str
) -> None:
    known = make_member(password=PASSWORD, confirmed_at=None) if path == "/confirm" else make_member()
    pages = [
        client.post(path, data={"email": email}).text.replace(email, "x")
        for email in (known.email, "nobody@example.org", make_member(active=False).email)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert "on its way" in pages[0]
    assert [mail.to for mail in outbox] == [[known.email]]


def test_who_forgot_the_password_before_confirming_gets_the_confirming_mail(
    client: FlaskClient, outbox: list
) -> None:
    member = make_member(password=PASSWORD, confirmed_at=None)
    answer = client.post("/reset", data={"email": member.email})
    assert "on its way" in answer.text and "confirmed" not in answer.text
    assert client.get(link_in(outbox[0])).location == "/login"
    assert sign_in(client, member).location == "/go-on"


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
@pytest.mark.parametrize("typed, error", [("", "Type your e-mail"), ("nonsense", "does not look like")])
def test_a_misspelt_address_stands_at_its_field(
    client: FlaskClient, path: str, typed: str, error: str
) -> None:
    page = client.post(path, data={"email": typed})
    assert page.status_code in (200, 422)
    assert error in error_at(page, "email")
    assert "on its way" not in page.text


def test_a_reset_link_sets_the_password_once_and_ends_every_session(
    client: FlaskClient, outbox: list, login
) -> None:
    member = make_member(password=PASSWORD)
    other = client.application.test_client()
    sign_in(other, member)
    client.post("/reset", data={"email": member.email})
    link = link_in(outbox[0])
    new = {"password": "a whole new kettle", "password_confirm": "a whole new kettle"}
    assert client.post(link, data=new).location == "/login"
    assert not is_signed_in(other)
    assert sign_in(client, member).status_code == 422
    assert sign_in(client, member, "a whole new kettle").status_code == 302
    assert client.post(link, data=new).location == "/reset"


@pytest.mark.parametrize(
    "password, again, field, error",
    [
        ("", "", "password", "Type your password"),
        ("short", "short", "password", "shorter than 10"),
        ("a whole new kettle", "another kettle", "password_confirm", "not the same"),
    ],
)
def test_a_bad_new_password_stands_at_its_field(
    client: FlaskClient, outbox: list, password: str, again: str, field: str, error: str
) -> None:
    member = make_member(password=PASSWORD)
    client.post("/reset", data={"email": member.email})
    page = client.post(link_in(outbox[0]), data={"password": password, "password_confirm": again})
    assert page.status_code == 422
    assert error in error_at(page, field)


@pytest.mark.parametrize("path", ["/reset/nonsense", "/confirm/nonsense", "/reset/WyJ4IiwieSJd.x.y"])
def test_a_broken_link_leads_to_the_page_that_sends_a_new_one(client: FlaskClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    assert "This link does not work" in answer.text


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(
    client: FlaskClient, outbox: list
) -> None:
    member = make_member(password=PASSWORD)
    other = client.application.test_client()
    sign_in(other, member, remember="y")
    sign_in(client, member)
    new = {"new_password": "a whole new kettle", "new_password_confirm": "a whole new kettle"}
    assert client.post("/change", data={"password": PASSWORD} | new).location == "/settings"
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert "was changed just now" in outbox[-1].body


@pytest.mark.parametrize(
    "old, new, field, error",
    [
        ("", "a whole new kettle", "password", "Type your password"),
        ("wrong password", "a whole new kettle", "password", "This is not your password"),
        (PASSWORD, PASSWORD, "password", "the password that you have now"),
        (PASSWORD, "short", "new_password", "shorter than 10"),
    ],
)
def test_a_fault_in_changing_the_password_stands_at_its_field(
    client: FlaskClient, old: str, new: str, field: str, error: str
) -> None:
    sign_in(client, make_member(password=PASSWORD))
    page = client.post("/change", data={"password": old, "new_password": new, "new_password_confirm": new})
    assert page.status_code == 422
    assert error in error_at(page, field)


def test_typing_the_password_again_goes_on_to_an_own_address(client: FlaskClient) -> None:
    sign_in(client, make_member(password=PASSWORD))
    assert "This is not your password" in error_at(
        client.post("/verify", data={"password": "no"}), "password"
    )
    answer = client.post("/verify", data={"password": PASSWORD, "next": "/settings"})
    assert answer.location == "/settings"


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example/",
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "http://[bad",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    " //evil.example",
    "\x19//evil.example",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "evil.example",
]


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("place", ["query", "form"])
def test_next_never_leads_to_another_site(client: FlaskClient, where: str, place: str) -> None:
    member = make_member(password=PASSWORD)
    data = {"email": member.email, "password": PASSWORD}
    answer = (
        client.post("/login", query_string={"next": where}, data=data)
        if place == "query"
        else client.post("/login", data=data | {"next": where})
    )
    assert answer.status_code == 302
    assert answer.location.startswith("/") and answer.location[1:2] not in ("/", "\\", "\t")
    assert "evil" not in answer.location.split("/")[0]


@pytest.mark.parametrize("where", ["/settings", "/threads/7?after=3#reply", "http://localhost/settings"])
def test_next_leads_back_to_a_page_of_the_board(client: FlaskClient, where: str) -> None:
    page = client.get("/login", query_string={"next": where})
    shown = re.search(r'name="next"[^>]*value="([^"]*)"', page.text)
    assert shown and shown[1]
    answer = sign_in(client, make_member(password=PASSWORD), next=where)
    assert answer.location.endswith(where.removeprefix("http://localhost"))


def test_the_way_back_goes_along_from_sign_in_to_sign_up(client: FlaskClient) -> None:
    assert 'href="/register?next=/threads/7"' in client.get("/login?next=/threads/7").text
    assert 'value="/threads/7"' in client.get("/register?next=/threads/7").text


@pytest.mark.parametrize("path", ["/login", "/register"])
def test_other_ways_in_show_only_when_one_is_set_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    assert "with another account" not in client.get(path).text
    provider = {"label": "Example", "icon": "box-arrow-in-right", "url": "/somewhere"}
    monkeypatch.setitem(client.application.extensions, "providers", [provider])
    page = client.get(path).text
    assert "with another account" in page and "Continue with Example" in page


PAGES = ["/login", "/register", "/reset", "/confirm"]
MEMBER_PAGES = ["/change", "/verify"]


@pytest.mark.parametrize("path", PAGES + MEMBER_PAGES)
def test_account_pages_stand_in_our_frame_without_inline_parts(client: FlaskClient, path: str) -> None:
    if path in MEMBER_PAGES:
        sign_in(client, make_member(password=PASSWORD))
    page = client.get(path)
    assert page.status_code == 200
    assert "Skip to the page" in page.text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page.text)


def test_a_signed_in_member_needs_no_sign_in_page(client: FlaskClient) -> None:
    sign_in(client, make_member(password=PASSWORD))
    db.session.commit()
    for path in ("/login", "/register"):
        assert client.get(path).location == "/go-on"
