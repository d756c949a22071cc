"""The page of one item: what is there to judge by."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.members.former import former_member
from forum.notices.answer import say
from forum.posts.edit import edit_post
from forum.posts.hide import hide_post
from forum.review.decide import Verdict, decide
from forum.review.intake import screen_now
from forum.review.models import ReviewItem
from tests.factories import make_member, make_post

BLEEDING = "My gums have been bleeding since Monday."


@pytest.fixture
def desk(login, app):
    return login(make_member(role="moderator"))


def page_of(desk, post) -> str:
    item = db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()
    return desk.get(f"/review/{item.id}").text


def test_author_and_readers_stand_side_by_side_as_each_sees_the_notice(desk, app):
    post = make_post(body=BLEEDING, author=make_member(country="GB"))
    sides = page_of(desk, post).partition('<h3 id="author-side">')[2]
    author, readers = sides.partition('<h3 id="reader-side">')[::2]
    assert 'id="care-author"' in author and 'id="care-reader"' in readers
    assert "gums have been bleeding" in author and "gums have been bleeding" in readers


def test_the_country_of_the_author_is_not_shown(desk, app, monkeypatch):
    monkeypatch.setitem(app.config, "DEFAULT_COUNTRY", "US")
    page = page_of(desk, make_post(body=BLEEDING, author=make_member(country="GB")))
    assert "tel:999" not in page and "tel:111" not in page


def test_of_a_hidden_post_readers_are_told_to_see_no_text(desk, app):
    post = make_post(body=BLEEDING)
    hide_post(post, make_member(role="moderator"), "Private details.")
    page = page_of(desk, post)
    assert "a moderator has hidden the post" in page
    assert 'id="care-author"' in page and 'id="care-reader"' not in page


def test_the_change_since_the_text_before_is_open_and_marked(desk, app):
    post = make_post(body=BLEEDING)
    edit_post(post, post.author, "", BLEEDING.replace("Monday", "Tuesday"), 1)
    db.session.commit()
    screen_now(post.revision)
    page = page_of(desk, post)
    assert "What changed since version 1" in page and "<del>" in page and "<ins>" in page


def test_help_that_is_there_is_said_first(desk, app):
    post = make_post(body=BLEEDING)
    say(post, post.author, "help")
    assert "Help is there." in page_of(desk, post)


def test_what_was_decided_about_the_same_words_is_shown_with_the_outcome(desk, app):
    other = make_post(body=f"Hello. {BLEEDING}")
    item = db.session.scalars(select(ReviewItem).filter_by(post_id=other.id)).one()
    decide(item, make_member("Ben", role="moderator"), Verdict("remove", reason="past"), item.version)
    page = page_of(desk, make_post(body=BLEEDING))
    assert "Decided about the same words before" in page and "<strong>Ben</strong>: removed notice" in page


def test_a_post_of_a_former_member_has_a_page_too(desk, app):
    post = make_post(body=BLEEDING)
    post.author = former_member()
    assert "The author has left" in page_of(desk, post)
