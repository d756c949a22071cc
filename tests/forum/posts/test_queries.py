"""Find posts, and page through a thread."""

import pytest
from flask import Flask
from werkzeug.exceptions import Gone, NotFound

from forum.db import db, utcnow
from forum.posts.models import Post
from forum.posts.queries import first_unread, get_post, page_of_posts, page_start, post_of_form, posts_of
from forum.threads.models import Thread
from tests.counting import queries
from tests.factories import make_member, make_post, make_thread

SIZE = 3


@pytest.fixture(autouse=True)
def small_pages(app: Flask, fake_reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "POSTS_PER_PAGE", SIZE)


@pytest.fixture
def thread(app: Flask) -> Thread:
    """Eight posts, with posts of another thread between them."""
    thread = make_thread()
    for _ in range(7):
        make_thread()
        make_post(thread)
    return thread


def posts(thread: Thread) -> list[Post]:
    return list(db.session.query(Post).filter_by(thread_id=thread.id).order_by(Post.id))


def test_walking_on_meets_every_post_once_in_order(thread: Thread) -> None:
    seen, after = [], None
    for _ in range(3):
        page = page_of_posts(thread, after)
        seen += page.posts
        after = page.newer
    assert (seen, after) == (posts(thread), None)


def test_walking_back_leads_over_the_same_pages(thread: Thread) -> None:
    first = page_of_posts(thread, None)
    second = page_of_posts(thread, first.newer)
    third = page_of_posts(thread, second.newer)
    assert not first.has_older
    assert second.has_older and page_of_posts(thread, second.older).posts == first.posts
    assert third.has_older and page_of_posts(thread, third.older).posts == second.posts


def test_a_page_that_is_just_full_has_no_next_one(app: Flask) -> None:
    thread = make_thread()
    for _ in range(SIZE - 1):
        make_post(thread)
    page = page_of_posts(thread, None)
    assert (len(page.posts), page.newer) == (SIZE, None)


def test_a_page_behind_the_end_is_empty_and_leads_back(thread: Thread) -> None:
    last = posts(thread)[-1]
    page = page_of_posts(thread, last.id + 1000)
    assert page.posts == [] and page.has_older
    assert page_of_posts(thread, page.older).posts == posts(thread)[-SIZE:]


@pytest.mark.parametrize("place", range(8))
def test_page_start_leads_to_the_page_of_a_post(thread: Thread, place: int) -> None:
    post = posts(thread)[place]
    page = page_of_posts(thread, page_start(post))
    assert post in page.posts
    assert page.posts[0] is posts(thread)[place - place % SIZE]


def test_deleted_posts_keep_their_place(thread: Thread) -> None:
    posts(thread)[1].deleted_at = utcnow()
    assert page_of_posts(thread, None).posts == posts(thread)[:SIZE]
    assert page_start(posts(thread)[SIZE]) == posts(thread)[SIZE - 1].id


def test_a_page_takes_as_many_queries_for_one_post_as_for_many(app: Flask) -> None:
    thread_id = make_thread().id

    def needed() -> int:
        db.session.expire_all()
        thread = db.session.get_one(Thread, thread_id)
        with queries() as statements:
            for post in page_of_posts(thread, None).posts:
                assert post.revision.html and post.author.name and post.author.badge is None
        return len(statements)

    one = needed()
    for _ in range(SIZE - 1):
        make_post(db.session.get_one(Thread, thread_id))
    assert needed() == one


@pytest.mark.parametrize("read, unread", [(0, 0), (3, 3), (7, 7), (8, None)])
def test_first_unread_is_the_one_after_the_last_read(thread: Thread, read: int, unread: int | None) -> None:
    all_posts = posts(thread)
    found = first_unread(thread, all_posts[read - 1].id if read else 0)
    assert found == (None if unread is None else all_posts[unread])


def test_a_post_is_found_by_the_form_that_made_it_and_its_author(thread: Thread) -> None:
    post = posts(thread)[0]
    assert post_of_form(post.author, post.form_key) is post
    assert post_of_form(make_member(), post.form_key) is None


def test_an_unknown_post_is_not_found_and_a_deleted_one_is_gone(thread: Thread) -> None:
    post = posts(thread)[1]
    assert get_post(post.id) is post
    with pytest.raises(NotFound):
        get_post(post.id + 1000)
    post.deleted_at = utcnow()
    with pytest.raises(Gone):
        get_post(post.id)


@pytest.mark.parametrize("part", ["thread", "board"])
def test_a_post_goes_with_its_thread_and_its_board(thread: Thread, part: str) -> None:
    gone = thread if part == "thread" else thread.board
    gone.deleted_at = utcnow()
    with pytest.raises(Gone):
        get_post(posts(thread)[1].id)


def test_posts_of_a_member_page_by_key_newest_first(thread: Thread) -> None:
    author = make_member()
    theirs = [make_post(thread, author) for _ in range(5)][::-1]
    first, key = posts_of(author, None)
    rest, end = posts_of(author, key)
    assert (first + rest, end) == (theirs, None)


def test_posts_on_a_deleted_board_are_not_listed(thread: Thread) -> None:
    author = make_member()
    make_post(thread, author)
    thread.board.deleted_at = utcnow()
    db.session.commit()
    assert posts_of(author, None) == ([], None)
