"""Fields and values that no form of ours has."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from forum.db import db
from forum.members.models import Member
from tests.accounts import sign_in, sign_up
from tests.arriving import FACEBOOK, GOOGLE, come, members_at, visit
from tests.factories import PASSWORD, make_member, make_post
from tests.forum.test_access import ROUTES

EVIL: dict[str, str] = {
    "roles": "admin", "role": "admin", "is_admin": "1", "is_moderator": "1", "active": "1", "is_active": "1",
    "confirmed_at": "2020-01-01", "fs_uniquifier": "evil", "silenced_until": "", "suspended_until": "",
    "standing_reason": "evil", "is_demo": "1", "welcomed_at": "2020-01-01", "tf_totp_secret": "evil",
    "tf_primary_method": "evil", "mf_recovery_codes": "evil", "last_code": "1",
    "fs_webauthn_user_handle": "",
    "id": "1", "create_datetime": "2001-01-01", "name_key": "evil", "user": "1", "member_id": "1",
    "username": "evil", "is_email_verified": "1", "us_totp_secrets": "evil",
}  # fmt: skip
PROTECTED = [
    "id", "email", "password", "active", "fs_uniquifier", "confirmed_at", "silenced_until", "suspended_until",
    "standing_reason", "is_demo", "welcomed_at", "tf_totp_secret", "tf_primary_method", "mf_recovery_codes",
    "create_datetime",
]  # fmt: skip
POSTS = sorted(route.partition(" ")[2] for route in ROUTES if route.startswith("POST"))
ENDS = {"/settings/sign-out-everywhere"}
"""Changes the identifier, as it should."""


def path_of(rule: str, post_id: int) -> str:
    path = re.sub(r"<any\([^<>]*>", "lock", rule)
    return re.sub(r"<[^<>]*>", lambda found: str(post_id) if "row" in found[0] else "x", path)


def facts(member: Member) -> dict[str, Any]:
    db.session.refresh(member)
    return {name: getattr(member, name) for name in PROTECTED} | {"roles": [r.name for r in member.roles]}


@pytest.mark.parametrize("rule", [rule for rule in POSTS if rule not in ENDS])
def test_fields_of_the_table_in_every_form(freshly: Any, fake_reader: Any, rule: str) -> None:
    """Roles, standing, address or proof as extra fields of every form: forms read their own fields only."""
    member = make_member(email="mallory@example.org")
    before = facts(member)
    own = {"name": "Mallory", "email": "evil@example.org", "country": "GB", "age": "y", "terms": "y"}
    path = path_of(rule, make_post().id)
    answer = freshly(member).post(path, data=EVIL | own)
    assert answer.status_code < 500
    assert facts(member) == before


@pytest.mark.parametrize("known", [True, False])
def test_mass_assignment_at_sign_up(client: FlaskClient, known: bool) -> None:
    """A sign-up with extra fields, to be an admin or confirmed from the start: one is a plain member."""
    if known:
        make_member()
    sign_up(client, **EVIL)
    [member] = members_at("rosa@example.org")
    assert [role.name for role in member.roles] == ["member"] and member.confirmed_at is None
    assert not (member.is_demo or member.tf_totp_secret or member.mf_recovery_codes or member.welcomed_at)
    assert member.fs_uniquifier != "evil" and sign_in(client, member).status_code == 422


def test_mass_assignment_at_the_first_visit(client: FlaskClient) -> None:
    """A first visit with extra fields, to be an admin or have another address: one is a plain member."""
    come(client)
    visit(client, **EVIL | {"email": "evil@example.org", "subject": "evil", "issuer": "evil"})
    [member] = db.session.scalars(select(Member)).unique()
    assert member.email == GOOGLE.email and member.badge is None and not member.is_demo
    assert member.fs_uniquifier != "evil" and not member.tf_totp_secret


def test_no_stage_or_mail_that_is_none(freshly: Any) -> None:
    """Values that no choice has, in the settings: the form names its choices."""
    member = make_member()
    data = {"name": member.name, "stage": "<script>", "mails": ["evil"], "country": "XX"}
    assert freshly(member).post("/settings", data=data).status_code == 422
    assert (member.stage, member.mail_choices, member.country) == (None, [], None)


NAMES = sorted(
    {
        "name",
        "email",
        "password",
        "code",
        "next",
        "country",
        "picked",
        "sure",
        "age",
        "terms",
        "stage",
        "mails",
    }
    | {
        "about",
        "posts",
        "state",
        "credential",
        "usage",
        "remember",
        "remember_browser",
        "homepage",
        "identity",
    }
    | {"new_password", "new_password_confirm", "password_confirm", "signed_request", "shown", "body", "title"}
)
NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "a NUL": b"a%00b",
    "half a character": b"%ED%A0%80",
    "no UTF-8": b"%FF%FE",
    "a line end": b"a%0D%0ABcc: evil@example.org",
    "directions": b"%E2%80%AE%E2%80%8B",
    "a million accents": b"Z" + b"%CC%81" * 20_000,
    "a great number": b"9" * 5_000,
    "a formula": b"=cmd%7C%27%2FC+calc%27%21A0",
    "a template": b"%7B%7B7*7%7D%7D%25s%7B0%7D",
    "an address": b"a%40b%40c%00%40example.org",
    "a long address": b"a" * 300 + b"%40" + b"b" * 300 + b".org",
    "JSON": b"%7B%22id%22%3A%5B1%5D%7D",
}
ALL_POSTS = [rule for rule in POSTS if "threads" not in rule and "review" not in rule]


def states(app: Flask, freshly: Any, careful_member: Member) -> dict[str, FlaskClient]:
    """Browsers in each state that an account form may meet."""
    half, arriving, proving = app.test_client(), app.test_client(), app.test_client()
    sign_in(half, careful_member)
    come(arriving)
    come(proving, FACEBOOK)
    return {
        "visitor": app.test_client(),
        "half signed in": half,
        "arriving": arriving,
        "proving": proving,
        "member": freshly(make_member(password=PASSWORD)),
    }


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_every_field(app: Flask, freshly: Any, careful_member: Member, value: str) -> None:
    """NUL bytes, half characters, line ends, huge numbers in every field: no answer is a fault."""
    body = b"&".join(name.encode() + b"=" + NONSENSE[value] for name in NAMES)
    body += b"&" + b"&".join(name.encode() + b"[]=" + NONSENSE[value] for name in NAMES)
    form = {"content_type": "application/x-www-form-urlencoded"}
    for state, client in states(app, freshly, careful_member).items():
        for rule in ALL_POSTS:
            answer = client.post(path_of(rule, 1), data=body, **form)
            assert answer.status_code < 500, (state, rule)
            assert "evil@example.org" not in str(answer.headers)


@pytest.mark.parametrize("rule", ALL_POSTS)
def test_ten_megabytes(freshly: Any, rule: str) -> None:
    """Ten megabytes in a name or password: the request is cut off before any form reads it."""
    client = freshly(make_member(password=PASSWORD))
    answer = client.post(path_of(rule, 1), data={"name": "x" * 10_000_000, "password": "y"})
    assert answer.status_code in (404, 413) or answer.status_code in (302, 303)


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "multipart/form-data", "text/plain"])
def test_another_kind_of_body(app: Flask, freshly: Any, careful_member: Member, kind: str) -> None:
    """JSON, XML, files or lists where a form belongs: they are no form, and no fault."""
    body = b'{"email": ["a"], "password": {"$ne": null}, "roles": ["admin"], "name": 5}'
    for state, client in states(app, freshly, careful_member).items():
        for rule in ALL_POSTS:
            answer = client.post(path_of(rule, 1), data=body, content_type=kind)
            assert answer.status_code < 500, (state, rule)


def test_the_walk_sees_every_column() -> None:
    # No attack: a new column that forms must not set belongs into the list above.
    free = {"name", "name_key", "country", "about", "stage", "mail_choices", "last_code", "username"}
    used = {column.key for column in inspect(Member).columns} - set(PROTECTED) - free
    assert all(
        re.match(r"(tf|us|mf|login|current|last)_|fs_|.*login.*|update_datetime", name) for name in used
    )
