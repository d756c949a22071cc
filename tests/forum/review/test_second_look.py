"""A post that the reader was not sure of, through the pages: moderators are asked, members see nothing."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.review.models import Decision, ReviewItem
from forum.screening import Level, Screening
from tests.factories import make_member, make_post

UNSURE = "Woke up all funny again, hard to say how."
GRAVE = "A grave text."


@pytest.fixture
def post(fake_reader):
    fake_reader.answers[UNSURE] = Screening(Level.NONE, (), "1", True)
    fake_reader.answers[GRAVE] = Screening(Level.URGENT, (), "1")
    return make_post(body=UNSURE)


@pytest.fixture
def moderator(login):
    return login(make_member("Maud", role="moderator"))


def item():
    db.session.rollback()
    return db.session.scalars(select(ReviewItem)).one()


def decide(moderator, **form):
    form = {"version": item().version} | form
    return moderator.post(f"/review/{item().id}/decide", data=form, follow_redirects=True).text


def test_members_and_its_author_see_no_notice(client, login, post):
    quiet = make_post(post.thread, body="Good luck for Thursday.")
    for browser in (client, login(make_member()), login(post.author)):
        page = browser.get(f"/threads/{post.thread_id}").text
        assert UNSURE in page and quiet.revision.body in page
        assert "notice" not in page.partition("<main")[2].lower()
        assert "not sure" not in page and "not checked yet" not in page.lower()


def test_the_same_page_has_a_notice_when_the_reader_was_sure(client, post):
    make_post(post.thread, body=GRAVE)
    assert "notice" in client.get(f"/threads/{post.thread_id}").text.partition("<main")[2].lower()


def test_a_moderator_reads_that_the_reader_was_not_sure(moderator, post):
    assert "the reader was not sure" in moderator.get("/review").text
    page = moderator.get(f"/review/{item().id}").text
    assert "The reader was not sure." in page and UNSURE in page
    assert "found no sign" not in page


def test_a_sure_text_says_nothing_of_it(moderator, post):
    make_post(body=GRAVE)
    grave = db.session.scalars(select(ReviewItem).filter_by(level=Level.URGENT)).one()
    assert "not sure" not in moderator.get(f"/review/{grave.id}").text


def test_it_stands_after_the_urgent_ones_however_old_it_is(moderator, post):
    make_post(body=GRAVE)
    page = moderator.get("/review").text
    assert page.index(GRAVE) < page.index(UNSURE)


def test_a_moderator_gives_it_a_notice_and_takes_that_back(moderator, client, post):
    decide(moderator, verdict="change", level="urgent")
    assert (post.shown_level, item().state) == (Level.URGENT, "decided")
    moderator.post(f"/review/{item().id}/undo", data={"version": item().version})
    assert (post.shown_level, item().state) == (Level.NONE, "open")


def test_a_moderator_leaves_it_without_a_notice(moderator, post):
    assert "No notice is needed" in moderator.get(f"/review/{item().id}").text
    decide(moderator, verdict="keep")
    assert (post.shown_level, item().state) == (Level.NONE, "decided")
    assert db.session.scalars(select(Decision.verdict)).all() == ["keep"]
    assert "kept notice" in db.session.scalars(select(ModLogEntry.action)).all()
    assert "the reader was not sure" in moderator.get("/review?state=decided").text
