"""The mod log keeps who did what to which thread or post."""

from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.modlog.queries import PAGE, page_of_entries
from forum.modlog.record import record, record_run
from tests.factories import make_member, make_post, make_thread


def test_an_entry_about_a_post_names_its_thread_too(app):
    post = make_post()
    record(make_member(role="moderator"), "looked", post, note="Why.")
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.post, entry.thread, entry.action, entry.note) == (post, post.thread, "looked", "Why.")


def test_an_entry_about_a_thread_names_no_post(app):
    thread = make_thread()
    record(make_member(role="moderator"), "locked thread", thread)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.thread, entry.post) == (thread, None)


def test_pages_go_from_the_newest_on_and_miss_none(app):
    thread, moderator = make_thread(), make_member(role="moderator")
    for number in range(PAGE + 2):
        record(moderator, f"step {number}", thread)
    db.session.commit()
    first, older = page_of_entries(None)
    second, end = page_of_entries(older)
    assert [entry.action for entry in first + second] == [f"step {n}" for n in reversed(range(PAGE + 2))]
    assert end is None


def test_what_the_program_did_to_many_posts_has_no_moderator_and_no_thread(app):
    record_run("read stored posts again", {"texts": 3})
    [entry], older = page_of_entries(None)
    assert (entry.moderator, entry.thread, entry.post, entry.after) == (None, None, None, {"texts": 3})
