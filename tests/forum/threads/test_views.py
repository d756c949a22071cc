"""Pages of a thread: read, start, reply, and what moderators do to it."""

import html
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.posts.models import Post
from forum.threads.lock import lock_thread
from forum.threads.models import Thread, Visit
from tests.factories import make_board, make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def form(**fields: str) -> dict[str, str]:
    return {"body": "Hello.", "form_key": str(uuid.uuid4())} | fields


def posts() -> int:
    return db.session.scalar(select(func.count(Post.id))) or 0


def test_visitors_read_a_thread_and_are_asked_to_sign_in_to_reply(client: FlaskClient) -> None:
    thread = make_thread(title="What did you pack?", body="Three **books**.")
    page = client.get(f"/threads/{thread.id}").text
    assert "What did you pack?" in page and "Three <strong>books</strong>." in page
    assert "<textarea" not in page
    assert f'href="/login?next=/threads/{thread.id}%23reply"' in page


def test_a_thread_pages_by_post(client: FlaskClient, monkeypatch) -> None:
    monkeypatch.setitem(client.application.config, "POSTS_PER_PAGE", 2)
    thread = make_thread(body="Words 0")
    replies = [make_post(thread, body=f"Words {number}") for number in (1, 2)]
    first = client.get(f"/threads/{thread.id}").text
    assert "Words 1" in first and "Words 2" not in first and "Earlier posts" not in first
    second = client.get(f"/threads/{thread.id}?after={replies[0].id}").text
    assert "Words 2" in second and "Words 1" not in second and "Earlier posts" in second


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1", "after=0", "after=99999999999", "after=" + "9" * 3000]
)
def test_a_page_key_that_is_no_id_answers_404(client: FlaskClient, query: str) -> None:
    assert client.get(f"/threads/{make_thread().id}?{query}").status_code == 404


def test_a_page_behind_the_end_leads_back(client: FlaskClient) -> None:
    page = client.get(f"/threads/{make_thread().id}?after=99999")
    assert page.status_code == 200 and "Earlier posts" in page.text


@pytest.mark.parametrize("path", ["/threads/999999", "/threads/0", "/threads/x", "/threads/" + "9" * 15])
def test_an_unknown_thread_answers_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_member_starts_a_thread(login) -> None:
    board = make_board()
    client = login(make_member("Rosa"))
    assert "Start a thread" in client.get(f"/boards/{board.slug}/new").text
    answer = client.post(f"/boards/{board.slug}/new", data=form(title="My week", body="A *long* one."))
    assert answer.status_code == 303
    thread = db.session.scalars(select(Thread)).one()
    assert (thread.title, thread.author.name, thread.board) == ("My week", "Rosa", board)


@pytest.mark.parametrize(
    "fields, error",
    [
        ({"title": ""}, "Write something in “Title” first"),
        ({"title": "x" * 201}, "longer than 200 characters"),
        ({"title": "two\nlines"}, "one line"),
        ({"body": " \n "}, "Write something in “Your post” first"),
        ({"body": "x" * 50_001}, "longer than 50,000 characters"),
        ({"body": "bell \x07 rings"}, "Character 6 cannot be shown (code 7)"),
    ],
)
def test_a_bad_thread_keeps_every_character(login, fields: dict[str, str], error: str) -> None:
    typed = form(title='A "title" & more', body="Some <words>") | fields
    page = login(make_member()).post(f"/boards/{make_board().slug}/new", data=typed)
    shown = html.unescape(page.text)
    assert page.status_code == 422 and error in shown
    assert typed["body"] in shown and (typed["title"] in shown or "\n" in typed["title"])
    assert typed["form_key"] in shown
    assert posts() == 0


def test_a_preview_shows_the_text_and_saves_nothing(login) -> None:
    client = login(make_member())
    for path in (f"/boards/{make_board().slug}/new", f"/threads/{make_thread().id}/reply"):
        page = client.post(path, data=form(title="T", body="*New* words", preview="1"))
        assert page.status_code == 200
        assert "<em>New</em> words" in page.text and "*New* words" in page.text
    assert posts() == 1


def test_a_thread_cannot_be_started_on_a_board_that_is_not_there(login) -> None:
    client = login(make_member())
    gone = make_board(deleted_at=utcnow())
    assert client.get("/boards/nowhere/new").status_code == 404
    assert client.post("/boards/nowhere/new", data=form(title="T")).status_code == 404
    assert client.post(f"/boards/{gone.slug}/new", data=form(title="T")).status_code == 410


def test_a_reply_leads_to_itself(login) -> None:
    thread = make_thread()
    answer = login(make_member()).post(f"/threads/{thread.id}/reply", data=form(body="Me too."))
    assert answer.location == f"/posts/{thread.last_post_id}"
    assert thread.reply_count == 1


def test_a_quote_stands_in_the_reply_box(login) -> None:
    thread = make_thread(author=make_member("Rosa"), body="Three books.")
    client = login(make_member())
    page = html.unescape(client.get(f"/threads/{thread.id}/reply?quote={thread.last_post_id}").text)
    assert "> **Rosa** wrote:\n>\n> Three books." in page


@pytest.mark.parametrize("quote", ["x", "0", "999999", "9" * 30])
def test_a_quote_of_no_post_answers_404(login, quote: str) -> None:
    assert login(make_member()).get(f"/threads/{make_thread().id}/reply?quote={quote}").status_code == 404


def test_a_post_of_another_thread_or_a_deleted_one_cannot_be_quoted(login) -> None:
    thread, other = make_thread(), make_post()
    client = login(make_member())
    assert client.get(f"/threads/{thread.id}/reply?quote={other.id}").status_code == 404
    mine = make_post(thread)
    mine.deleted_at = utcnow()
    assert client.get(f"/threads/{thread.id}/reply?quote={mine.id}").status_code == 410


def test_a_reply_to_a_locked_thread_is_refused_and_kept(login) -> None:
    thread = make_thread()
    lock_thread(thread, make_member(role="moderator"))
    client = login(make_member())
    page = client.post(f"/threads/{thread.id}/reply", data=form(body="My <careful> words"))
    assert page.status_code == 409
    assert "was locked while you wrote" in page.text and "My <careful> words" in html.unescape(page.text)
    assert posts() == 1
    assert "<textarea" not in client.get(f"/threads/{thread.id}").text


def test_reading_is_remembered_when_the_page_says_so_and_not_by_a_get(login) -> None:
    thread = make_thread()
    client = login(make_member())
    client.get(f"/threads/{thread.id}")
    assert db.session.scalar(select(Visit)) is None
    assert client.post(f"/threads/{thread.id}/seen", data={"post": thread.last_post_id}).status_code == 204
    assert db.session.scalars(select(Visit)).one().last_post_id == thread.last_post_id


@pytest.mark.parametrize("post", ["", "x", "0", "-1", "999999", "9" * 30])
def test_nobody_has_read_a_post_that_does_not_exist(login, post: str) -> None:
    client = login(make_member())
    assert client.post(f"/threads/{make_thread().id}/seen", data={"post": post}).status_code == 400
    assert db.session.scalar(select(Visit)) is None


def test_unread_leads_to_the_first_new_post_or_to_the_thread(login) -> None:
    thread = make_thread()
    client = login(make_member())
    client.post(f"/threads/{thread.id}/seen", data={"post": thread.last_post_id})
    assert client.get(f"/threads/{thread.id}/unread").location == f"/threads/{thread.id}"
    new = make_post(thread)
    make_post(thread)
    assert client.get(f"/threads/{thread.id}/unread").location == f"/posts/{new.id}"
    assert client.get(f"/threads/{thread.id}").text.count("is-unread") == 2


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_moderators_lock_pin_and_undo_both(login, role: str) -> None:
    thread = make_thread()
    client = login(make_member(role=role))
    for verb, column in (("lock", "locked_at"), ("pin", "pinned_at")):
        assert client.post(f"/threads/{thread.id}/{verb}").location == f"/threads/{thread.id}"
        assert getattr(thread, column)
        client.post(f"/threads/{thread.id}/{verb}")
        client.post(f"/threads/{thread.id}/un{verb}")
        assert getattr(thread, column) is None


@pytest.mark.parametrize("path", ["explode", "LOCK", "lock/x"])
def test_an_unknown_verb_answers_404(login, path: str) -> None:
    assert login(make_member(role="moderator")).post(f"/threads/{make_thread().id}/{path}").status_code == 404


def test_a_moderator_moves_a_thread(login) -> None:
    thread, board = make_thread(), make_board("Carers")
    client = login(make_member(role="moderator"))
    assert "Carers" in client.get(f"/threads/{thread.id}/move").text
    assert client.post(f"/threads/{thread.id}/move", data={"board": board.id}).status_code == 303
    assert thread.board is board


@pytest.mark.parametrize("board", ["", "x", "0", "999999", "deleted"])
def test_a_thread_moves_only_to_a_board_that_stands(login, board: str) -> None:
    thread = make_thread()
    gone = make_board(deleted_at=utcnow())
    value = str(gone.id) if board == "deleted" else board
    answer = login(make_member(role="moderator")).post(f"/threads/{thread.id}/move", data={"board": value})
    assert answer.status_code == 422
    assert thread.board_id != gone.id


def test_members_see_no_moderators_menu(login) -> None:
    thread = make_thread()
    assert "Moderate" not in login(make_member()).get(f"/threads/{thread.id}").text
    assert "Moderate" in login(make_member(role="moderator")).get(f"/threads/{thread.id}").text
