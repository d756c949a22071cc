"""No queue without a second factor in this session."""

import pytest
from flask.testing import FlaskClient

from forum.db import db, utcnow
from forum.factors.change import renew_codes
from forum.factors.proof import SECOND_FACTOR
from forum.members.models import Member, WebAuthn
from forum.members.roles import add_role
from tests.accounts import session_of, sign_in
from tests.codes import code_at
from tests.factories import PASSWORD, make_member, make_post, make_thread

NO_APP = {"tf_primary_method": None, "tf_totp_secret": None}
ASKED = "/second-factor?next=/review"


def open_without_proof(client: FlaskClient, member: Member) -> FlaskClient:
    values = session_of(member)
    with client.session_transaction() as session:
        session.update(values)
        session.pop(SECOND_FACTOR)
    return client


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_who_has_none_is_led_to_set_one_up(client: FlaskClient, role: str) -> None:
    moderator = make_member(role=role, password=PASSWORD, **NO_APP)
    sign_in(client, moderator)
    answer = client.get("/review")
    assert (answer.status_code, answer.location) == (303, ASKED)
    page = client.get(answer.location)
    assert "Set up a second factor first" in page.text
    assert "/settings/second-factor/app?next=/review" in page.text
    assert client.get("/").status_code == 200, "the boards stay open"


@pytest.mark.parametrize("path", ["/review", "/review?state=decided", "/modlog"])
def test_who_has_one_shows_it_and_comes_back(client: FlaskClient, path: str) -> None:
    open_without_proof(client, make_member(role="moderator"))
    place = client.get(path).location
    assert place.startswith("/second-factor?next=")
    assert client.post(place, data={"code": "000000"}).status_code == 422
    answer = client.post(place, data={"code": code_at()})
    assert (answer.status_code, answer.location) == (303, path)
    assert client.get(path).status_code == 200


def test_a_recovery_code_shows_it_too(client: FlaskClient) -> None:
    moderator = make_member(role="moderator")
    codes = renew_codes(moderator)
    open_without_proof(client, moderator)
    assert client.post(ASKED, data={"code": codes[0]}).location == "/review"
    assert client.get("/review").status_code == 200


def test_both_steps_of_the_sign_in_open_the_queue(client: FlaskClient) -> None:
    sign_in(client, make_member(role="moderator", password=PASSWORD))
    client.post("/login/code", data={"code": code_at()})
    assert client.get("/review").status_code == 200


def test_a_remembered_browser_opens_the_queue(client: FlaskClient) -> None:
    moderator = make_member(role="moderator", password=PASSWORD)
    sign_in(client, moderator)
    client.post("/login/code", data={"code": code_at(), "remember_browser": "y"})
    client.post("/logout")
    sign_in(client, moderator)
    assert client.get("/review").status_code == 200


def test_a_new_password_keeps_what_was_shown(client: FlaskClient) -> None:
    sign_in(client, make_member(role="moderator", password=PASSWORD))
    client.post("/login/code", data={"code": code_at()})
    new = "yellow bucket by the door"
    client.post("/change", data={"password": PASSWORD, "new_password": new, "new_password_confirm": new})
    assert client.get("/review").status_code == 200


def test_a_new_password_shows_nothing_that_was_not_shown(client: FlaskClient) -> None:
    open_without_proof(client, make_member(role="moderator", password=PASSWORD))
    new = "yellow bucket by the door"
    client.post("/change", data={"password": PASSWORD, "new_password": new, "new_password_confirm": new})
    assert client.get("/review").status_code == 303


def test_what_one_showed_does_not_count_for_the_next_at_this_browser(client: FlaskClient) -> None:
    sign_in(client, make_member(role="moderator", password=PASSWORD))
    client.post("/login/code", data={"code": code_at()})
    client.post("/logout")
    sign_in(client, make_member(role="moderator", password=PASSWORD, **NO_APP))
    assert client.get("/review").location == ASKED


def test_a_role_given_during_a_session_asks_at_once(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    sign_in(client, member)
    assert client.get("/review").status_code == 403
    add_role(member, "moderator")
    assert client.get("/review").location == ASKED


def test_a_passkey_is_a_second_factor_of_a_moderator(client: FlaskClient) -> None:
    moderator = make_member(role="moderator", password=PASSWORD, **NO_APP)
    moderator.webauthn.append(
        WebAuthn(name="Key", credential_id=b"x", public_key=b"x", sign_count=0, usage="first", extensions="",
                 lastuse_datetime=utcnow().replace(tzinfo=None), transports=[],
                 device_type="single_device", backup_state=False)
    )  # fmt: skip
    db.session.commit()
    assert sign_in(client, moderator).location.startswith("/login/passkey")


def test_an_unproved_moderator_deletes_no_post(client: FlaskClient, fake_reader) -> None:
    post = make_post(make_thread())
    open_without_proof(client, make_member(role="moderator"))
    assert client.post(f"/posts/{post.id}/delete").location.startswith("/second-factor")
    assert not post.deleted_at


def test_what_a_moderator_typed_is_kept_on_the_way(client: FlaskClient, fake_reader) -> None:
    thread = make_thread()
    open_without_proof(client, make_member(role="moderator"))
    answer = client.post(f"/threads/{thread.id}/move", data={"note": "Belongs there."})
    assert answer.location == f"/second-factor?next=/threads/{thread.id}/move"
    assert "Your text is kept" in client.get(answer.location).text


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_it_leads_back_to_this_board_only(client: FlaskClient, place: str) -> None:
    open_without_proof(client, make_member(role="moderator"))
    answer = client.post("/second-factor", data={"code": code_at(), "next": place})
    assert answer.location == "/"
