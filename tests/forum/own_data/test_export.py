"""A copy of one's data: asked for, packed in the background, mailed, loaded once."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.keys import hashed
from forum.members.standing import silence
from forum.own_data import ask, post_contents
from forum.own_data.ask import ask_for_export
from forum.own_data.contents import EXPORTED, NOT_EXPORTED
from forum.own_data.fates import FATES
from forum.own_data.models import Export
from forum.own_data.pack import pack
from forum.posts.delete import delete_post
from forum.posts.edit import edit_post
from tests.accounts import link_in
from tests.counting import queries
from tests.factories import make_member, make_post, make_thread
from tests.forum.own_data.traces import EMAIL, NAME, Traces

ASK = "/settings/data/export"

pytestmark = pytest.mark.usefixtures("reader")


def unpack(packed: bytes) -> tuple[dict, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["data.json", "index.html"]
        return json.loads(archive.read("data.json")), archive.read("index.html").decode()


def count_exports() -> int:
    return db.session.scalar(select(func.count(Export.id))) or 0


@pytest.fixture
def link(freshly, rosa, outbox) -> str:
    """The link in the mail to Rosa, whose client has just asked."""
    freshly(rosa).post(ASK)
    run_due()
    run_due()
    return link_in(outbox[-1])


def test_it_is_asked_for_packed_mailed_and_loaded(app: Flask, client, rosa, link, outbox) -> None:
    assert (
        outbox[-1].to == [rosa.email] and "http://127.0.0.1:8000/settings/data/download/" in outbox[-1].body
    )
    page = client.get(link)
    assert page.status_code == 200 and "Download my data" in page.text
    answer = client.post(link)
    assert answer.mimetype == "application/zip" and "no-store" in answer.headers["Cache-Control"]
    data, html = unpack(answer.data)
    assert data["account"]["name"] == "Rosa" and "Rosa" in html


def test_the_link_works_once(client, link) -> None:
    client.post(link)
    for again in (client.get(link), client.post(link)):
        assert again.status_code == 410 and "This link was used" in again.text
    assert db.session.scalars(select(Export)).one().packed is None


def test_the_link_expires(client, link) -> None:
    db.session.execute(update(Export).values(expires_at=utcnow() - timedelta(seconds=1)))
    for late in (client.get(link), client.post(link)):
        assert late.status_code == 410 and "too old" in late.text


def test_the_link_needs_its_member(app: Flask, login, link) -> None:
    assert app.test_client().get(link).location.startswith("/login")
    stranger = login(make_member())
    for answer in (stranger.get(link), stranger.post(link)):
        assert answer.status_code == 404 and answer.mimetype == "text/html"


def test_the_table_holds_the_hash_of_the_key_only(link) -> None:
    key = link.rsplit("/", 1)[1]
    found = db.session.scalars(select(Export)).one().key
    assert found == hashed(key) and key not in found


def test_an_old_session_is_asked_for_the_password(freshly, rosa) -> None:
    page = {"Referer": "http://localhost/settings/data"}
    answer = freshly(rosa, ago=timedelta(hours=1)).post(ASK, headers=page)
    assert answer.location == "/verify?next=/settings/data" and count_exports() == 0


def test_one_is_packed_at_a_time(freshly, rosa) -> None:
    client = freshly(rosa)
    client.post(ASK)
    page = client.post(ASK, follow_redirects=True).text
    assert "packed already" in page and "Get a copy of my data" not in page
    assert count_exports() == 1


def test_three_a_day_are_enough(freshly, rosa) -> None:
    client = freshly(rosa)
    for _ in range(4):
        page = client.post(ASK, follow_redirects=True).text
        run_due()
    assert "Try again tomorrow" in page and count_exports() == 3


def test_one_that_was_given_up_does_not_block_the_next(app: Flask, rosa) -> None:
    ask_for_export(rosa)
    db.session.execute(update(Job).values(state="failed"))
    assert ask_for_export(rosa) is not None


def test_old_copies_are_emptied(app: Flask, rosa) -> None:
    old = Export(member_id=rosa.id, key="a", packed=b"x", expires_at=utcnow() - timedelta(hours=1))
    new = Export(member_id=rosa.id, key="b", packed=b"x", expires_at=utcnow() + timedelta(hours=1))
    db.session.add_all([old, new])
    db.session.flush()
    ask.sweep()
    db.session.commit()
    assert (old.packed, new.packed) == (None, b"x")


def test_posts_come_with_every_version_and_what_was_said_of_them(app: Flask, rosa) -> None:
    post = make_post(make_thread(title="Our thread"), rosa, "emergency: first words")
    edit_post(post, rosa, "", "second **words**", 1)
    gone = make_post(post.thread, rosa, "third words")
    delete_post(gone, make_member("Morag", role="moderator"))
    db.session.commit()
    data, html = unpack(pack(rosa))
    first, second = data["posts"]
    assert [v["text"] for v in first["versions"]] == ["emergency: first words", "second **words**"]
    assert first["versions"][0]["read_by_the_program"]["level"] == "emergency"
    assert (first["thread_title"], second["deleted_by"]) == ("Our thread", "a moderator")
    assert second["what_moderators_did"][0]["what"] == "A moderator took the post away."
    assert "<strong>words</strong>" in html and "Morag" not in html + json.dumps(data)


def test_the_copy_holds_what_is_the_members_and_nothing_of_others(app: Flask) -> None:
    traces = Traces()
    for number in range(2):
        traces.other.name, traces.other.email = "Othername", f"othermail{number}@example.org"
    make_post(traces.thread, traces.other, "otherwords")
    data, html = unpack(pack(traces.member))
    text = json.dumps(data)
    for ours in (
        NAME,
        EMAIL,
        "titletrace",
        "posttrace",
        "deletedtrace",
        "quotedtrace",
        "A notetrace",
        "mailtrace",
    ):
        assert ours in text, ours
    for others in ("Othername", "othermail", "otherwords", "words of another", "to calm down"):
        assert others not in text + html, others


def test_silences_are_told_with_their_reason(app: Flask, rosa) -> None:
    silence(rosa, 3, "Rude words", make_member("Morag", role="moderator"))
    [told] = unpack(pack(rosa))[0]["moderation_about_you"]
    assert told["reason"] == "Rude words" and told["until"] and "Morag" not in str(told)


def test_secrets_stay_behind(app: Flask, rosa) -> None:
    text = json.dumps(unpack(pack(rosa))[0])
    assert rosa.password not in text and rosa.fs_uniquifier not in text


def test_every_table_about_a_member_is_in_it_or_left_out_on_purpose() -> None:
    tables = {column.partition(".")[0] for column in FATES}
    assert tables == EXPORTED | NOT_EXPORTED.keys()


def test_markup_of_members_is_shown_as_they_typed_it(app: Flask, rosa) -> None:
    rosa.about = "<script>alert(1)</script>"
    make_post(author=rosa, body="<img src=x onerror=alert(1)>")
    html = unpack(pack(rosa))[1]
    assert "<script>" not in html and "<img" not in html and not re.search(r"<[^>]+(src|href)=", html)


def test_many_posts_take_as_many_queries_as_few(app: Flask, rosa) -> None:
    counted = []
    thread = make_thread()
    for _ in range(2):
        for _ in range(12):
            make_post(thread, rosa)
        with queries() as statements:
            pack(rosa)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_batches_join_without_gap(app: Flask, rosa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_contents, "BATCH", 2)
    thread = make_thread()
    ids = [make_post(thread, rosa).id for _ in range(5)]
    assert [post["id"] for post in unpack(pack(rosa))[0]["posts"]] == ids
