"""Erasing a member: what readers and moderators see of it afterwards."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.db import db
from forum.jobs.models import Job
from forum.members.former import former_member
from forum.members.models import FORMER, Member
from forum.members.queries import is_name_taken
from forum.members.standing import silence
from forum.modlog.models import ModLogEntry
from forum.own_data.erase import erase
from forum.posts.delete import TITLE_GONE
from forum.posts.models import Post
from forum.posts.write import reply
from forum.reports.models import Report
from forum.reports.report import report_post
from forum.review.decide import Verdict, decide
from forum.review.models import Decision, ReviewItem
from tests.counting import queries
from tests.factories import make_board, make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("reader")


def gone(member: Member, *, keeps_posts: bool) -> None:
    erase(member, keeps_posts=keeps_posts)
    db.session.commit()


def item_of(post: Post) -> ReviewItem:
    return db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()


def test_kept_posts_stand_without_the_name(app: Flask, client) -> None:
    thread = make_thread(author=make_member("Rosa"), title="My week", body="It was long.")
    gone(thread.author, keeps_posts=True)
    page = client.get(f"/threads/{thread.id}").text
    assert "My week" in page and "It was long." in page and "Former member" in page
    assert "Rosa" not in page and f"/members/{former_member().id}" not in page


def test_deleted_posts_leave_a_line(app: Flask, client) -> None:
    thread = make_thread(author=make_member("Rosa"), title="My week", body="It was long.")
    make_post(thread, body="Sorry to hear.")
    gone(thread.author, keeps_posts=False)
    page = client.get(f"/threads/{thread.id}").text
    assert "deleted by its author" in page and "Sorry to hear." in page and TITLE_GONE in page
    assert "My week" not in page and "It was long." not in page


@pytest.mark.parametrize("path", ["/", "/boards/{slug}", "/threads/{thread}", "/posts/{post}/history"])
def test_pages_that_named_the_member_still_open(app: Flask, client, path: str) -> None:
    thread = make_thread(author=make_member("Rosa"))
    post = make_post(thread, thread.author)
    gone(thread.author, keeps_posts=True)
    path = path.format(slug=thread.board.slug, thread=thread.id, post=post.id)
    answer = client.get(path)
    assert answer.status_code == 200 and "Rosa" not in answer.text


def test_the_shared_row_has_no_page_and_nobody_can_take_its_name(app: Flask, client) -> None:
    assert client.get(f"/members/{former_member().id}").status_code == 410
    assert is_name_taken("former  MEMBER")
    assert former_member().id == former_member().id


def test_an_open_crisis_stays_in_the_queue_with_its_kept_text(app: Flask, login) -> None:
    post = make_post(author=make_member(), body="crisis: I cannot go on")
    gone(post.author, keeps_posts=True)
    assert item_of(post).state == "open" and item_of(post).level == 4
    page = login(make_member(role="moderator")).get(f"/review/{item_of(post).id}").text
    assert "I cannot go on" in page and "Former member" in page


def test_items_close_when_their_text_goes(app: Flask, login) -> None:
    post = make_post(author=make_member(), body="crisis: I cannot go on")
    item = item_of(post)
    seen = item.version
    gone(post.author, keeps_posts=False)
    assert (item.state, item.version, post.shown_level) == ("decided", seen + 1, 0)
    page = login(make_member(role="moderator")).get(f"/review/{item.id}")
    assert page.status_code == 200 and "I cannot go on" not in page.text


def test_a_text_that_was_deleted_before_goes_in_any_case(app: Flask) -> None:
    from forum.posts.delete import delete_post

    post = make_post(author=make_member(), body="Not this one.")
    delete_post(post, post.author)
    gone(post.author, keeps_posts=True)
    assert post.revision.body == "" and post.deleted_at is not None


def test_decisions_keep_their_action_without_the_text(app: Flask) -> None:
    post = make_post(author=make_member(), body="emergency: words")
    decide(item_of(post), make_member(role="moderator"), Verdict("keep", note="words"), item_of(post).version)
    gone(post.author, keeps_posts=False)
    entry, decision = (
        db.session.scalars(select(ModLogEntry)).one(),
        db.session.scalars(select(Decision)).one(),
    )
    assert (entry.action, entry.note, decision.verdict, decision.note) == ("kept notice", "", "keep", "")


def test_a_moderator_who_leaves_leaves_the_log(app: Flask, login) -> None:
    post = make_post(body="emergency: words")
    moderator = make_member("Morag", role="moderator")
    decide(
        item_of(post), moderator, Verdict("remove", reason="past", note="It is over."), item_of(post).version
    )
    gone(moderator, keeps_posts=True)
    page = login(make_member(role="moderator")).get("/modlog").text
    assert "It is over." in page and "Former member" in page and "Morag" not in page


def test_the_log_of_a_silence_tells_no_longer_whose(app: Flask, login) -> None:
    member = make_member("Rosa")
    silence(member, 3, "Rude to Rosalind", make_member(role="moderator"))
    gone(member, keeps_posts=True)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert entry.note == "" and entry.after.keys() == {"until"}
    assert login(make_member(role="moderator")).get("/modlog").status_code == 200


def test_two_former_members_may_have_reported_the_same_post(app: Flask) -> None:
    post = make_post()
    for _ in range(2):
        reporter = make_member()
        report_post(post, reporter, "rude", "My words")
        gone(reporter, keeps_posts=True)
    report = db.session.scalars(select(Report)).one()
    assert report.reporter.fs_uniquifier == FORMER and report.note == ""


def test_two_former_members_may_have_had_the_same_form_key(app: Flask) -> None:
    thread, key = make_thread(), str(uuid.uuid4())
    for _ in range(2):
        author = make_member()
        reply(thread, author, "Hello", key)
        gone(author, keeps_posts=True)
    assert db.session.scalar(select(func.count(Post.id)).where(Post.form_key == key)) == 0


def test_many_posts_take_as_many_statements_as_few(app: Flask) -> None:
    counted = []
    former_member()
    for number in (2, 30):
        author, thread = make_member(), make_thread(make_board())
        for _ in range(number):
            make_post(thread, author)
        with queries() as statements:
            gone(author, keeps_posts=False)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_a_mail_that_waits_is_not_sent_any_more(app: Flask) -> None:
    from forum.mails.send import MAIL, put

    member = make_member()
    put(member.email, "Hello", "Hello", "Hello")
    gone(member, keeps_posts=True)
    assert db.session.scalar(select(func.count(Job.id)).where(Job.kind == MAIL)) == 0
