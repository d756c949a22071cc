"""Hide a post: others lose the text everywhere, the author keeps it with any notice, and it can be undone."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.own_data.post_contents import posts_of
from forum.posts.delete import delete_post
from forum.posts.edit import edit_post
from forum.posts.hide import TITLE_HIDDEN, hide_post, show_post
from forum.posts.models import Post
from forum.screening import Level
from tests.factories import make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")
WORDS, REASON = "Wordsthatgo", "it names another member"
LINE = "A moderator hid this post: it names another member"


@pytest.fixture
def moderator(app: Flask):
    return make_member(role="moderator")


@pytest.fixture
def hidden(moderator) -> Post:
    post = make_post(body=WORDS)
    assert hide_post(post, moderator, REASON)
    db.session.commit()
    return post


def places(post: Post) -> list[str]:
    """Every page on which the text of a post can stand."""
    thread = f"/threads/{post.thread_id}"
    return [
        thread,
        f"{thread}/reply?quote={post.id}",
        f"/posts/{post.id}/history",
        f"/posts/{post.id}/report",
        f"/members/{post.author_id}",
        "/",
        f"/boards/{post.thread.board.slug}",
    ]


def test_hiding_and_showing_happen_once_and_are_logged(moderator, hidden: Post) -> None:
    assert not hide_post(hidden, moderator, "again") and hidden.hidden_reason == REASON
    assert show_post(hidden, moderator) and not show_post(hidden, moderator)
    assert (hidden.hidden_at, hidden.hidden_by_id, hidden.hidden_reason) == (None, None, "")
    log = [
        (e.action, e.before, e.after)
        for e in db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id))
    ]
    shown, gone = {"post": "shown"}, {"post": "hidden"}
    assert log == [("hid post", shown, gone), ("showed post", gone, shown)]


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_others_find_the_text_nowhere(
    client: FlaskClient, login, hidden: Post, who: str, number: int
) -> None:
    if who == "member":
        login(make_member())
    assert WORDS not in client.get(places(hidden)[number]).text


def test_readers_see_the_reason_and_when_in_its_place(client: FlaskClient, hidden: Post) -> None:
    page = client.get(places(hidden)[0]).text
    assert LINE in page and f'datetime="{hidden.hidden_at.isoformat()}"' in page


def test_a_notice_stays_for_the_author_and_goes_for_others(client, login, hidden: Post) -> None:
    hidden.shown_level = int(Level.EMERGENCY)
    assert "care-emergency" not in client.get(places(hidden)[0]).text
    page = login(hidden.author).get(places(hidden)[0]).text
    assert f'id="care-{hidden.id}"' in page and "tel:" in page
    assert LINE in page and WORDS in page


def test_the_author_finds_it_in_their_own_list_and_in_their_data(login, hidden: Post) -> None:
    assert WORDS in login(hidden.author).get(f"/members/{hidden.author_id}").text
    told = next(row for row in posts_of(hidden.author) if row["id"] == hidden.id)
    assert told["hidden_at"] and told["why_it_is_hidden"] == REASON and WORDS in json.dumps(told)


def test_moderators_see_it_folded(login, moderator, hidden: Post) -> None:
    page = login(moderator).get(places(hidden)[0]).text
    assert page.index("Show the hidden text") < page.index(WORDS)


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_nobody_quotes_a_hidden_post(login, moderator, hidden: Post, who: str) -> None:
    client = login(moderator if who == "moderator" else hidden.author)
    assert client.get(places(hidden)[1]).status_code == 410


def test_the_title_goes_with_the_first_post_and_comes_back(client: FlaskClient, moderator) -> None:
    thread = make_thread(title="Somebody's name")
    first = db.session.get_one(Post, thread.last_post_id)
    hide_post(first, moderator, REASON)
    edit_post(first, first.author, "Somebody's other name", "Hello.", 1)
    assert thread.title == TITLE_HIDDEN
    assert "other name" not in client.get(f"/threads/{thread.id}").text
    show_post(first, moderator)
    assert thread.title == "Somebody's other name"


def test_a_deleted_post_does_not_come_back(moderator, hidden: Post) -> None:
    delete_post(hidden, hidden.author)
    assert not hide_post(hidden, moderator, REASON)
    title = hidden.thread.title
    show_post(hidden, moderator)
    assert hidden.deleted_at and hidden.thread.title == title


def test_the_page_asks_why_keeps_what_was_typed_and_leads_back(login, moderator) -> None:
    post, client = make_post(body=WORDS), login(moderator)
    address = f"/posts/{post.id}/hide"
    assert "Hide this post?" in client.get(address).text
    wrong = client.post(address, data={"reason": "x" * 301, "next": "/review"})
    assert wrong.status_code == 422 and "x" * 301 in wrong.text and 'value="/review"' in wrong.text
    assert client.post(address, data={"reason": " "}).status_code == 422
    done = client.post(address, data={"reason": "Spam.", "next": "/review"})
    assert (done.status_code, done.location, post.hidden_reason) == (303, "/review", "Spam")
    assert client.post(f"/posts/{post.id}/show-again").location == f"/posts/{post.id}"
    assert post.hidden_at is None
