"""A refused form is shown again with everything but passwords, and can be sent from there."""

import pytest
from flask.testing import FlaskClient

from tests.accounts import csrf_token, sign_in
from tests.codes import code_at
from tests.factories import PASSWORD, make_member, make_thread

pytestmark = pytest.mark.usefixtures("with_csrf", "fake_reader")


@pytest.mark.parametrize(
    "path, fields",
    [
        ("/login", {"email": "rosa@example.org", "next": "/threads/7"}),
        ("/register", {"email": "rosa@example.org", "name": "Rosa & Tom", "country": "GB"}),
        ("/reset", {"email": "rosa@example.org"}),
        ("/confirm", {"email": "rosa@example.org"}),
        ("/country", {"country": "NZ"}),
    ],
)
def test_a_stale_page_for_visitors_is_offered_again(client: FlaskClient, path: str, fields: dict) -> None:
    page = client.post(path, data=fields | {"password": "purple kettle", "csrf_token": "stale"})
    assert page.status_code == 400
    assert "open for too long" in page.text and "purple kettle" not in page.text
    assert f'action="{path}"' in page.text
    for value in fields.values():
        assert f'value="{value.replace("&", "&amp;")}"' in page.text


def test_the_offered_form_works(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    page = client.post("/login", data={"email": member.email, "password": PASSWORD, "csrf_token": "stale"})
    assert "you will be asked for yours" in page.text
    again = client.post("/login", data={"email": member.email, "csrf_token": csrf_token(page)})
    assert again.status_code == 422
    assert "Type your password" in again.text and f'value="{member.email}"' in again.text


def test_a_stale_button_of_a_moderator_is_offered_again(client: FlaskClient) -> None:
    moderator = make_member(role="moderator", password=PASSWORD)
    thread = make_thread()
    page = client.get(sign_in(client, moderator, csrf_token=csrf_token(client.get("/login"))).location)
    client.post("/login/code", data={"code": code_at(), "csrf_token": csrf_token(page)})
    page = client.post(f"/threads/{thread.id}/lock", data={"note": "Enough said"})
    assert page.status_code == 400
    assert "Enough said" in page.text
    client.post(f"/threads/{thread.id}/lock", data={"csrf_token": csrf_token(page)})
    assert thread.locked_at


def test_a_visitors_button_leads_to_the_sign_in_page_and_back_to_where_it_was(client: FlaskClient) -> None:
    thread = make_thread()
    referrer = {"Referer": f"http://localhost/threads/{thread.id}"}
    answer = client.post(f"/threads/{thread.id}/lock", headers=referrer)
    assert answer.location == f"/login?next=/threads/{thread.id}"
    elsewhere = client.post(f"/threads/{thread.id}/lock", headers={"Referer": "https://evil.example/x"})
    assert elsewhere.location == "/login?next="


def test_another_sites_form_is_not_offered(client: FlaskClient) -> None:
    page = client.post("/login", data={"email": "x@example.org"}, headers={"Origin": "https://evil.example"})
    assert page.status_code == 400
    assert "Send it again" not in page.text and "x@example.org" not in page.text
