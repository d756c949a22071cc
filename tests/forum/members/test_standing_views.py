"""Silencing and suspending on the board: with an end and a reason, never a moderator, never oneself."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.members.standing import silence
from forum.modlog.models import ModLogEntry
from tests.factories import make_member

pytestmark = pytest.mark.usefixtures("app")
REASON = "You wrote to others about money."


@pytest.fixture
def moderator(app) -> Member:
    return make_member(role="moderator")


def sent(**fields: str) -> dict[str, str]:
    return {"kind": "silence", "days": "3", "reason": REASON} | fields


@pytest.mark.parametrize("kind, field", [("silence", "silenced_until"), ("suspend", "suspended_until")])
def test_a_moderator_stops_a_member_for_days_with_a_reason(login, moderator, outbox, kind, field) -> None:
    member, client = make_member(), login(moderator)
    address = f"/members/{member.id}/standing"
    assert "Both end by themselves" in client.get(address).text
    done = client.post(address, data=sent(kind=kind, next="/review/1"))
    assert (done.status_code, done.location) == (303, "/review/1")
    assert getattr(member, field) and member.standing_reason == REASON
    assert REASON in outbox[-1].body
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.moderator_id, entry.member_id, entry.note) == (moderator.id, member.id, REASON)


def test_it_is_lifted_in_the_same_place_and_the_log_says_what_was(login, moderator) -> None:
    member, client = make_member(), login(moderator)
    silence(member, 3, REASON, moderator)
    assert "Lift the silence" in client.get(f"/members/{member.id}").text
    assert client.post(f"/members/{member.id}/restore").status_code == 303
    assert not member.is_silenced
    entry = db.session.scalars(select(ModLogEntry).filter_by(action="restored")).one()
    assert list(entry.before) == ["silenced"]


@pytest.mark.parametrize("role", ["moderator", "admin"])
@pytest.mark.parametrize("path", ["standing", "restore"])
def test_moderators_and_admins_are_no_matter_for_the_board(login, moderator, role, path) -> None:
    other = make_member(role=role)
    client = login(moderator)
    assert client.post(f"/members/{other.id}/{path}", data=sent()).status_code == 403
    assert client.post(f"/members/{moderator.id}/{path}", data=sent()).status_code == 403
    assert not (other.is_silenced or moderator.is_silenced)


@pytest.mark.parametrize(
    "fields",
    [{"kind": ""}, {"days": "0"}, {"days": "366"}, {"days": "x"}, {"reason": " "}, {"reason": "y" * 301}],
)
def test_a_wrong_form_does_nothing_and_keeps_what_was_typed(login, moderator, fields) -> None:
    member = make_member()
    page = login(moderator).post(f"/members/{member.id}/standing", data=sent(**fields))
    assert page.status_code == 422 and fields.get("reason", REASON) in page.text
    assert not member.is_silenced
