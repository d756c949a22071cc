"""A form that arrives when the session has run out: the text is there again after the sign-in."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.db import db, utcnow
from forum.drafts import park
from forum.drafts.models import ParkedForm
from forum.jobs.worker import Rounds
from forum.members.sessions import end_all_sessions
from forum.posts.models import Post
from tests.accounts import csrf_token, link_in, sign_in, sign_up
from tests.factories import PASSWORD, make_board, make_member, make_post, make_thread

TEXT = 'Three "long" paragraphs.\n\n> quoted & <b>bold</b> 🙂\n\nThe end.'

pytestmark = pytest.mark.usefixtures("fake_reader", "with_csrf")


def parked() -> int:
    return db.session.scalar(select(func.count(ParkedForm.id))) or 0


def unescaped(page: TestResponse) -> str:

    return html.unescape(page.text)


@pytest.fixture
def rosa(app: Flask):
    return make_member("Rosa", password=PASSWORD)


@pytest.fixture
def forms(rosa) -> dict[str, tuple[str, dict[str, str]]]:
    """Address and fields of each form in which members write at length."""
    thread = make_thread(author=rosa)
    reply = make_post(thread, rosa)
    other = make_post(thread)
    body = {"body": TEXT, "form_key": "0b0e9a52-6d1f-4c59-9d3c-6f4f4f7f8a01"}
    return {
        "new thread": (f"/boards/{thread.board.slug}/new", body | {"title": "A title & more"}),
        "reply": (f"/threads/{thread.id}/reply", body),
        "edit": (f"/posts/{reply.id}/edit", body | {"based_on": "1"}),
        "edit of the first post": (
            f"/posts/{reply.id - 1}/edit",
            body | {"title": "A new title", "based_on": "1"},
        ),
        "report": (f"/posts/{other.id}/report", {"reason": "harm", "note": TEXT}),
        "settings": ("/settings", {"name": "Rosa B", "country": "NZ", "about": TEXT}),
    }


FORMS = ["new thread", "reply", "edit", "edit of the first post", "report", "settings"]


def log_in(client: FlaskClient, member, page: TestResponse | None = None, **fields: str) -> TestResponse:
    token = csrf_token(page or client.get("/login"))
    return sign_in(client, member, csrf_token=token, **fields)


def next_of(location: str) -> str:
    found = re.search(r"next=([^&]*)", location)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("how", ["session gone", "signed out everywhere", "never signed in"])
def test_a_form_without_a_session_is_there_again_after_the_sign_in(
    client: FlaskClient, rosa, forms, kind: str, how: str
) -> None:
    path, fields = forms[kind]
    token = lose_session(client, rosa, how)
    sent = client.post(path, data=fields | {"csrf_token": token})
    assert sent.location == f"/login?next={path}"
    page = client.get(sent.location)
    assert "Your text is kept" in page.text and TEXT[:9] not in page.text
    assert log_in(client, rosa, page, next=path).location == path
    shown = unescaped(client.get(path))
    for name, value in fields.items():
        if name not in ("form_key", "based_on", "country", "reason"):
            assert value in shown


def lose_session(client: FlaskClient, member, how: str) -> str:
    """Return the token of a form page that was open while the session ended."""
    if how == "never signed in":
        return ""
    log_in(client, member)
    token = csrf_token(client.get("/settings"))
    if how == "session gone":
        client.delete_cookie("session")
    else:
        end_all_sessions(member)
    return token


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("token", [None, "", "stale"])
def test_a_stale_token_with_a_live_session_leads_back_to_the_filled_form(
    client: FlaskClient, rosa, forms, kind: str, token: str | None
) -> None:
    path, fields = forms[kind]
    log_in(client, rosa)
    sent = client.post(path, data=fields | ({} if token is None else {"csrf_token": token}))
    assert sent.location == path
    page = client.get(path)
    assert "open for too long" in page.text
    shown = unescaped(page)
    assert (TEXT in shown) and fields.get("title", TEXT) in shown
    client.post(path, data=fields | {"csrf_token": csrf_token(page)})
    assert parked() == 0


def test_the_text_can_be_sent_after_the_sign_in_and_makes_one_post(client: FlaskClient, rosa, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    log_in(client, rosa)
    page = client.get(path)
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', page.text)
    assert key and key[1] == fields["form_key"]
    sent = client.post(path, data=fields | {"csrf_token": csrf_token(page)})
    assert sent.status_code == 303
    assert db.session.scalars(select(Post).filter_by(form_key=fields["form_key"])).one().revision.body == TEXT
    assert parked() == 0
    assert TEXT not in unescaped(client.get(path))


def test_the_text_stays_until_it_is_sent(client: FlaskClient, rosa, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    log_in(client, rosa)
    for _ in range(2):  # a page that was reloaded, or closed and opened again
        assert TEXT in unescaped(client.get(path))
    too_long = fields | {"body": "x" * 50_001, "csrf_token": csrf_token(client.get(path))}
    assert client.post(path, data=too_long).status_code == 422
    assert parked() == 1


def test_an_edit_that_waited_is_still_compared_with_what_was_saved_meanwhile(
    client: FlaskClient, rosa, forms
) -> None:
    path, fields = forms["edit"]
    client.post(path, data=fields)
    log_in(client, rosa)
    token = csrf_token(client.get("/settings"))
    client.post(path, data=fields | {"body": "From another tab.", "csrf_token": token})
    client.post(path, data=fields | {"csrf_token": "stale"})
    page = client.get(path)
    sent = client.post(path, data=fields | {"csrf_token": csrf_token(page)})
    assert sent.status_code == 409
    assert "From another tab." in sent.text and TEXT in unescaped(sent)


def test_a_visitor_who_joins_finds_the_text_after_confirming(
    client: FlaskClient, outbox: list, forms
) -> None:
    path, fields = forms["reply"]
    sign_in_page = client.get(client.post(path, data=fields).location)
    join = re.search(r'href="(/register\?[^"]*)"', sign_in_page.text)
    assert join and next_of(join[1]) == path
    token = csrf_token(client.get(join[1]))
    sent = sign_up(client, name="Nina", email="nina@example.org", csrf_token=token, next=path)
    assert sent.location == path
    assert client.get(link_in(outbox[0])).location == "/login"
    answer = log_in(client, "nina@example.org")
    assert answer.location == "/go-on"
    visit = client.get(client.get("/go-on").location)
    boxes = {"age": "y", "terms": "y", "csrf_token": csrf_token(visit)}
    assert client.post("/welcome", data=boxes).location == "/go-on"
    assert client.get("/go-on").location == path
    assert TEXT in unescaped(client.get(path))


def test_another_browser_cannot_reach_a_kept_text(client: FlaskClient, rosa, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    other = client.application.test_client()
    log_in(other, rosa)
    assert TEXT not in unescaped(other.get(path))
    assert other.get("/go-on").location == "/"
    key = db.session.scalars(select(ParkedForm.key)).one()
    assert len(key) >= 43
    with other.session_transaction() as session:
        session[park.SESSION_KEY] = [[path, "x" + key]]
    assert TEXT not in unescaped(other.get(path))


def test_a_key_opens_only_the_form_that_it_was_made_for(client: FlaskClient, rosa, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    log_in(client, rosa)
    other = f"/threads/{make_thread().id}/reply"
    assert TEXT not in unescaped(client.get(other))


def test_signing_out_leaves_nothing_for_the_next_person_at_the_device(
    client: FlaskClient, rosa, forms
) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    log_in(client, rosa)
    client.post("/logout", data={"csrf_token": csrf_token(client.get("/settings"))})
    assert parked() == 0
    log_in(client, make_member(password=PASSWORD))
    assert TEXT not in unescaped(client.get(path))


def test_several_forms_are_kept_and_the_last_one_is_gone_on_with(client: FlaskClient, rosa) -> None:
    paths = [f"/threads/{make_thread().id}/reply" for _ in range(3)]
    for number, path in enumerate(paths):
        client.post(path, data={"body": f"Text number {number}"})
    log_in(client, rosa)
    assert client.get("/go-on").location == paths[2]
    for number, path in enumerate(paths):
        assert f"Text number {number}" in client.get(path).text


def test_a_form_that_is_sent_twice_without_a_session_is_kept_once(client: FlaskClient, forms) -> None:
    path, fields = forms["reply"]
    for body in ("First try", "Second try"):
        client.post(path, data=fields | {"body": body})
    assert [row.fields["body"] for row in db.session.scalars(select(ParkedForm))] == ["Second try"]


def test_one_browser_keeps_a_limited_number_of_forms(client: FlaskClient) -> None:
    first = make_thread()
    for number in range(park.MOST_FORMS + 2):
        client.post(f"/boards/{make_board().slug}/new", data={"body": f"Text {number}", "title": "x"})
    assert first and parked() == park.MOST_FORMS


@pytest.mark.parametrize(
    "path, fields, kept",
    [
        ("/threads/{thread}/reply", {"body": "x", "preview": "1", "csrf_token": "t"}, {"body": "x"}),
        ("/threads/{thread}/reply", {"body": "x", "password": "p", "new_password": "q"}, {"body": "x"}),
        ("/threads/{thread}/reply", {"title": "no text"}, None),
        ("/threads/{thread}/lock", {"note": "a button has no page"}, None),
        ("/boards/{long}/new", {"body": "x"}, None),
    ],
)
def test_what_is_kept_of_a_form(client: FlaskClient, path: str, fields: dict, kept: dict | None) -> None:
    client.post(path.format(thread=make_thread().id, long="b" * 200), data=fields)
    assert db.session.scalar(select(ParkedForm.fields)) == kept


def test_a_text_too_long_for_any_form_is_refused(client: FlaskClient, forms) -> None:
    path, fields = forms["reply"]
    assert client.post(path, data=fields | {"body": "x" * (park.MOST_CHARACTERS + 1)}).status_code == 413
    assert parked() == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_a_form_of_another_site_is_not_kept(client: FlaskClient, rosa, forms, origin: str) -> None:
    path, fields = forms["reply"]
    for signed_in in (False, True):
        if signed_in:
            log_in(client, rosa)
        answer = client.post(path, data=fields, headers={"Origin": origin})
        assert answer.status_code == 400 and TEXT[:9] not in answer.text
    assert parked() == 0
    answer = client.post(path, data=fields, headers={"Origin": "http://localhost"})
    assert answer.location == path and parked() == 1


def test_texts_are_swept_after_a_day(app: Flask, client: FlaskClient, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    park.sweep()
    row = db.session.scalars(select(ParkedForm)).one()
    row.created_at = utcnow() - park.KEPT_FOR - timedelta(minutes=1)
    db.session.commit()
    park.sweep()
    db.session.commit()
    assert parked() == 0
    assert client.get("/go-on").location == "/"


def test_the_worker_sweeps(app: Flask, client: FlaskClient, forms) -> None:
    path, fields = forms["reply"]
    client.post(path, data=fields)
    db.session.scalars(select(ParkedForm)).one().created_at = utcnow() - park.KEPT_FOR - timedelta(minutes=1)
    db.session.commit()
    Rounds().next()
    assert parked() == 0


@pytest.mark.parametrize(
    "endpoint, values, expected",
    [
        ("threads.reply", {"thread_id": 1}, True),
        ("threads.seen", {"thread_id": 1}, False),
        ("security.logout", {}, False),
        ("security.login", {}, True),
    ],
)
def test_has_page_knows_addresses_that_only_take_forms(
    app: Flask, endpoint: str, values: dict, expected: bool
) -> None:
    with app.test_request_context():
        assert park.has_page(url_for(endpoint, **values)) is expected
        assert not park.has_page("/nowhere")


def test_may_be_called_without_a_kept_text(app: Flask) -> None:
    with app.test_request_context("/threads/1/reply"):
        assert park.take_back("/threads/1/reply") == {}
        assert park.last_path() is None
        park.forget("/threads/1/reply")
        park.forget_all()
