"""The settings form and what a name may be."""

import pytest
from flask.testing import FlaskClient

from forum.db import db
from forum.members.fields import tidy
from forum.members.models import Member
from tests.factories import make_member


@pytest.mark.parametrize(
    "typed, kept",
    [("Rosa", "Rosa"), ("  Rosa  B ", "Rosa B"), ("Ro\tsa\n", "Ro sa"), (None, ""), ("\u00a0x", "x")],
)
def test_tidy_leaves_one_space_between_words(typed: str | None, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "fields, error",
    [
        ({"name": ""}, "at least one letter"),
        ({"name": "\u200b\u200b"}, "at least one letter"),
        ({"name": "TAKEN"}, "Another member has this name"),
        ({"name": "a\x00b"}, "cannot be shown"),
        ({"country": "ZZ"}, "Not a valid choice"),
        ({"about": "x" * 501}, "longer than 500"),
        ({"about": "a\x00b"}, "Character 2 cannot be shown"),
    ],
)
def test_bad_settings_keep_what_was_typed(login, fields: dict[str, str], error: str) -> None:
    make_member("Taken")
    member = make_member("Rosa", about="Before.")
    page = login(member).post("/settings", data={"name": "Rosa", "country": "", "about": "Line one"} | fields)
    assert page.status_code == 422
    assert error in page.text
    if "about" not in fields:
        assert "Line one" in page.text
    assert db.session.get_one(Member, member.id).about == "Before."


def test_settings_are_saved(login) -> None:
    member = make_member("Rosa")
    data = {"name": " Rosa  B", "country": "NZ", "about": "  One\r\nTwo  "}
    assert login(member).post("/settings", data=data).location == "/settings"
    saved = db.session.get_one(Member, member.id)
    assert (saved.name, saved.name_key, saved.country, saved.about) == ("Rosa B", "rosa b", "NZ", "One\nTwo")


def test_a_member_may_change_the_case_of_their_own_name(login) -> None:
    member = make_member("rosa")
    assert (
        login(member).post("/settings", data={"name": "ROSA", "country": "", "about": ""}).status_code == 303
    )


def test_settings_cannot_change_role_address_or_confirmation(login) -> None:
    member = make_member("rosa")
    data = {
        "name": "rosa",
        "country": "",
        "about": "",
        "email": "x@example.org",
        "roles": "admin",
        "active": "",
    }
    login(member).post("/settings", data=data)
    saved = db.session.get_one(Member, member.id)
    assert (saved.email, saved.is_moderator, saved.active) == (member.email, False, True)


def test_the_page_of_settings_is_for_members(client: FlaskClient) -> None:
    assert client.get("/settings").location == "/login?next=/settings"
