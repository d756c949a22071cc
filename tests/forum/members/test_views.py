"""A member's page, and the settings page."""

from flask.testing import FlaskClient

from forum.posts.delete import delete_post
from tests.factories import make_member, make_post, make_thread


def test_a_members_page_lists_their_posts_newest_first(client: FlaskClient, fake_reader) -> None:
    rosa = make_member("Rosa", about="Two cats.")
    thread = make_thread(author=rosa, title="My week", body="First words")
    make_post(thread, rosa, "Second words")
    make_post(thread, make_member("Tom"), "Words of Tom")
    page = client.get(f"/members/{rosa.id}").text
    assert "Two cats." in page and "Words of Tom" not in page
    assert page.index("Second words") < page.index("First words")


def test_deleted_posts_and_threads_are_not_listed(client: FlaskClient, fake_reader) -> None:
    rosa = make_member("Rosa")
    post = make_post(author=rosa, body="Gone words")
    delete_post(post, rosa)
    assert "Gone words" not in client.get(f"/members/{rosa.id}").text
    assert "No posts yet" in client.get(f"/members/{rosa.id}").text


def test_posts_page_by_key(client: FlaskClient, fake_reader, monkeypatch) -> None:
    monkeypatch.setitem(client.application.config, "POSTS_PER_PAGE", 2)
    rosa = make_member("Rosa")
    thread = make_thread()
    posts = [make_post(thread, rosa, f"Words {number}.") for number in range(3)]
    first = client.get(f"/members/{rosa.id}").text
    assert "Words 2." in first and "Words 0." not in first
    assert f"?before={posts[1].id}" in first
    second = client.get(f"/members/{rosa.id}?before={posts[1].id}").text
    assert "Words 0." in second and "Words 1." not in second
    assert "Older posts" not in second


def test_an_unknown_member_answers_404(client: FlaskClient) -> None:
    for path in ("/members/99999", "/members/0", "/members/x", "/members/" + "9" * 20):
        assert client.get(path).status_code == 404


def test_the_address_of_a_member_is_on_their_own_settings_only(client: FlaskClient, login) -> None:
    rosa = make_member("Rosa")
    assert rosa.email not in client.get(f"/members/{rosa.id}").text
    assert rosa.email in login(rosa).get("/settings/ways-in").text
    assert rosa.email not in client.get(f"/members/{rosa.id}").text
