"""The page of the log and its file: every filter, key paging, and no formula in a spreadsheet."""

import csv
import io

import pytest
from sqlalchemy import select

from forum.db import db
from forum.members.standing import silence
from forum.modlog import views
from forum.modlog.models import CLIMBED, ModLogEntry
from forum.modlog.queries import PAGE
from forum.modlog.record import record, record_read, record_run
from forum.review.intake import open_item
from tests.factories import make_member, make_post, make_thread


@pytest.fixture
def log(app, login):
    """Four entries, each of its own kind, and a moderator who looks at them."""
    ann, ben = make_member("Ann", role="moderator"), make_member("Ben", role="moderator")
    zoe, post = make_member("Zoe"), make_post(author=make_member("Paul"))
    item = open_item(post, "report", 1)
    record(ann, "hid post", post, note="=1+1")
    record_read(ben, item)
    record(ben, "locked thread", make_thread(author=zoe), before={"open": True})
    silence(zoe, 3, "Rude.", ann)
    db.session.commit()
    return {"client": login(ann), "ann": ann, "thread": post.thread_id, "item": item.id}


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(
    "query, actions",
    [
        ("", ["silenced", "locked thread", "hid post"]),
        ("reads=1", ["silenced", "locked thread", "read item", "hid post"]),
        ("member=zoe", ["silenced", "locked thread"]),
        ("moderator={ann.id}", ["silenced", "hid post"]),
        ("thread={thread}", ["hid post"]),
        ("item={item}&reads=1", ["read item", "hid post"]),
        ("action=read+item", ["read item"]),
        ("days=7&action=silenced", ["silenced"]),
        ("member=zoe&thread={thread}", []),
    ],
)
def test_each_filter_narrows_the_file_and_the_page_alike(log, query, actions):
    query = query.format_map(log)
    page = log["client"].get(f"/modlog?{query}").text
    assert page.count('class="log-entry"') == len(actions)
    told = [row["action"] for row in rows_of(log["client"].get(f"/modlog.csv?{query}"))]
    assert [action for action in told if action != "exported the log"] == actions


def test_levels_are_told_in_the_words_of_the_board(log):
    before, after = {"level": "emergency"}, {"level": "none", "reason": ""}
    record(log["ann"], "removed notice", make_post(), before=before, after=after)
    db.session.commit()
    page = log["client"].get("/modlog").text
    assert "<span>Emergency → No sign</span>" in page and "reason" not in page.split('class="log-list"')[1]


def test_the_ladder_is_told_in_words_and_leads_to_the_item(log):
    record_run(CLIMBED, {"item": log["item"], "step": 0, "told": 4})
    db.session.commit()
    page = log["client"].get("/modlog").text
    assert "</strong> told moderators that an item waits" in page and "4 of them" in page
    assert "step 0 of the ladder" in page
    assert f'<a href="/review/{log["item"]}">Item {log["item"]}</a>' in page
    assert f'<option value="{CLIMBED}">told moderators that an item waits</option>' in page


@pytest.mark.parametrize(
    "query, says",
    [
        ("member=Nobody+at+all", "Nobody here has this name."),
        ("thread=twelve", "Write the number only"),
        ("item=0", "Write the number only"),
        ("thread=99999999999999999999", "Write the number only"),
        ("moderator=nobody", "Not a valid choice"),
        ("days=5", "Not a valid choice"),
    ],
)
def test_a_filter_that_means_nothing_says_so_and_keeps_what_was_typed(log, query, says):
    for path in ("/modlog", "/modlog.csv"):
        answer = log["client"].get(f"{path}?{query}&item=77")
        assert answer.status_code == 422 and says in answer.text
    assert 'value="77"' in answer.text or query.startswith("item")


def test_a_file_holds_names_and_no_formula_and_leaves_a_line(log):
    rows = rows_of(log["client"].get("/modlog.csv"))
    assert rows[-1] | {"done by": "Ann", "about": "Paul", "note": "'=1+1"} == rows[-1]
    assert "A reply." not in str(rows) and "A thread" not in str(rows)
    last = db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id.desc()).limit(1)).one()
    assert (last.who, last.action) == ("Ann", "exported the log")


def test_a_zero_is_told_and_what_is_empty_is_not(log):
    record_run("ended a rescreen", {"run": 5, "posts": 0, "fault": ""})
    assert "run: 5, posts: 0<" in log["client"].get("/modlog").text


def test_paging_keeps_the_filter(log):
    thread = make_thread()
    for _ in range(PAGE + 1):
        record(log["ann"], "pinned thread", thread)
    page = log["client"].get("/modlog?action=pinned+thread").text
    assert page.count('class="log-entry"') == PAGE and "action=pinned+thread" in page.split("before=")[1][:60]


def test_a_long_file_is_sent_batch_by_batch_and_misses_none(log, monkeypatch):
    whole = rows_of(log["client"].get("/modlog.csv?reads=1"))
    monkeypatch.setattr(views, "BATCH", 1)
    assert rows_of(log["client"].get("/modlog.csv?reads=1"))[1:] == whole
