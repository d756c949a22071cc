"""Pages of one post."""

import html

import pytest
from flask.testing import FlaskClient

from forum.db import db
from forum.posts.models import Post
from tests.factories import make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def edit(client: FlaskClient, post: Post, **fields: str):
    data = {"body": "New words", "based_on": "1"} | fields
    return client.post(f"/posts/{post.id}/edit", data=data)


def test_a_post_leads_to_its_page_of_the_thread(client: FlaskClient, monkeypatch) -> None:
    monkeypatch.setitem(client.application.config, "POSTS_PER_PAGE", 2)
    thread = make_thread()
    posts = [make_post(thread) for _ in range(3)]
    assert client.get(f"/posts/{posts[0].id}").location == f"/threads/{thread.id}#post-{posts[0].id}"
    location = client.get(f"/posts/{posts[2].id}").location
    assert location == f"/threads/{thread.id}?after={posts[0].id}#post-{posts[2].id}"
    assert f'id="post-{posts[2].id}"' in client.get(location.split("#")[0]).text


def test_the_edit_page_holds_the_text_that_is_saved(login) -> None:
    post = make_post(body='Old <words> & "more"')
    page = login(post.author).get(f"/posts/{post.id}/edit")
    assert 'Old <words> & "more"' in html.unescape(page.text)
    assert 'name="title"' not in page.text


def test_the_first_post_is_edited_with_its_title(login) -> None:
    thread = make_thread(title="Old title")
    post = db.session.get_one(Post, thread.last_post_id)
    client = login(post.author)
    assert 'value="Old title"' in client.get(f"/posts/{post.id}/edit").text
    edit(client, post, title="New title")
    assert thread.title == "New title"


def test_a_saved_edit_shows_on_the_post_with_its_history(client: FlaskClient, login) -> None:
    post = make_post(body="Old words")
    assert edit(login(post.author), post).status_code == 303
    page = client.get(f"/threads/{post.thread_id}").text
    assert "New words" in page and "Old words" not in page and f"/posts/{post.id}/history" in page
    history = client.get(f"/posts/{post.id}/history").text
    assert history.index("New words") < history.index("Old words")


@pytest.mark.parametrize("fields", [{"body": ""}, {"body": "a\x00b"}, {"body": "x" * 50_001}])
def test_a_bad_edit_keeps_what_was_typed_and_saves_nothing(login, fields: dict[str, str]) -> None:
    post = make_post(body="Old words")
    page = edit(login(post.author), post, **fields)
    assert page.status_code == 422
    assert fields["body"][:10] in page.text
    assert post.revision.body == "Old words"


@pytest.mark.parametrize("based_on", ["1", "", "x", "-5"])
def test_a_stale_edit_shows_both_versions_and_can_then_be_saved(login, based_on: str) -> None:
    post = make_post(body="One")
    client = login(post.author)
    edit(client, post, body="From the phone")
    page = edit(client, post, body="From the laptop", based_on=based_on)
    assert page.status_code == 409
    assert "From the phone" in page.text and "From the laptop" in page.text
    assert 'name="based_on" type="hidden" value="2"' in page.text
    assert edit(client, post, body="From the laptop", based_on="2").status_code == 303
    assert post.revision.body == "From the laptop"


def test_a_stale_edit_of_the_title_shows_both_titles(login) -> None:
    post = db.session.get_one(Post, make_thread(title="One", body="Same words").last_post_id)
    client = login(post.author)
    edit(client, post, title="Title from the phone", body="Same words")
    page = edit(client, post, title="Title from the laptop", body="Same words").text
    assert "Title from the phone" in page and "Title from the laptop" in page


def test_a_preview_while_editing_saves_nothing(login) -> None:
    post = make_post(body="Old words")
    page = edit(login(post.author), post, body="*New* words", preview="1")
    assert page.status_code == 200
    assert "<em>New</em> words" in page.text and "*New* words" in page.text
    assert post.revision.body == "Old words"


def test_deleting_asks_first_and_then_leaves_a_line(client: FlaskClient, login) -> None:
    post = make_post(body="Words to go")
    client = login(post.author)
    assert "Delete this post?" in client.get(f"/posts/{post.id}/delete").text
    assert post.deleted_at is None
    assert client.post(f"/posts/{post.id}/delete").status_code == 303
    page = client.get(f"/threads/{post.thread_id}").text
    assert "Words to go" not in page and "deleted by its author" in page


def test_a_moderators_delete_says_so(login) -> None:
    post = make_post(body="Words to go")
    client = login(make_member(role="moderator"))
    client.post(f"/posts/{post.id}/delete")
    assert "removed by a moderator" in client.get(f"/threads/{post.thread_id}").text


@pytest.mark.parametrize("path", ["edit", "history", "delete", "report"])
def test_a_deleted_post_is_gone_from_every_page(login, path: str) -> None:
    post = make_post()
    client = login(post.author)
    client.post(f"/posts/{post.id}/delete")
    assert client.get(f"/posts/{post.id}/{path}").status_code == 410


@pytest.mark.parametrize("post_id", ["999999", "0", "-1", "x", "1.5", "9" * 12, "9" * 4000])
def test_ids_without_a_post_answer_404(login, post_id: str) -> None:
    client = login(make_member())
    for path in (f"/posts/{post_id}", f"/posts/{post_id}/edit", f"/posts/{post_id}/history"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "body, html",
    [
        ("*x*", "<p><em>x</em></p>\n"),
        ("", ""),
        ("a\r\nb", "<p>a<br>\nb</p>\n"),
        ("<b>", "<p>&lt;b&gt;</p>\n"),
    ],
)
def test_the_preview_answers_with_safe_html_alone(login, body: str, html: str) -> None:
    answer = login(make_member()).post("/preview", data={"body": body})
    assert (answer.status_code, answer.text) == (200, html)


def test_the_preview_refuses_what_no_post_may_hold(login) -> None:
    client = login(make_member())
    assert client.post("/preview", data={"body": "x" * 50_001}).status_code == 413
    assert client.post("/preview", data={}).text == ""
