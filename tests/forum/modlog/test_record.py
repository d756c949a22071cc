"""The mod log keeps who did what to which thread or post."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from forum.db import db
from forum.modlog.models import READ, ModLogEntry
from forum.modlog.queries import PAGE, page_of_entries
from forum.modlog.record import dated, record, record_read, record_run
from forum.review.intake import open_item
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


def test_reading_an_item_is_logged_once_for_each_hour_and_moderator(app):
    item, moderator = open_item(make_post(), "report", 1), make_member(role="moderator")
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    for minutes, is_new in ((10, True), (50, False), (71, True), (72, False)):
        with dated(noon + timedelta(minutes=minutes)):
            assert record_read(moderator, item) is is_new
    with dated(noon + timedelta(minutes=72)):
        assert record_read(make_member(role="moderator"), item)
    [last, *_], _ = page_of_entries(None)
    assert (last.action, last.post, last.member_id) == (READ, item.post, item.post.author_id)


def test_an_entry_can_be_of_the_past(app):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with dated(at):
        entry = record(make_member(role="moderator"), "locked thread", make_thread())
    assert entry.created_at == at
