"""The page of an item and its claim: who sees which buttons, and what each button does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.db import db, utcnow
from forum.desk.models import DeskNote
from forum.modlog import record
from forum.modlog.models import READ, ModLogEntry
from forum.posts.edit import edit_post
from forum.review.claim import holder, take
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.models import Decision, ReviewItem
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def item(app, fake_reader) -> ReviewItem:
    item = open_item(make_post(body="My gums bled on Monday."), "report", 1, Level.URGENT)
    db.session.commit()
    return item


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def ben(app):
    return make_member("Ben", role="moderator")


@pytest.fixture
def desk(ann, login):
    """Ann's browser."""
    return login(ann)


def at(item, action=""):
    return f"/review/{item.id}" + (f"/{action}" if action else "")


def typed(item, **fields):
    return {"verdict": "keep", "note": "Asked her twice.", "version": item.version} | fields


def test_a_free_item_is_taken_and_then_read_from_its_top(desk, item, ann):
    page = desk.get(at(item)).text
    assert "Nobody has this item" in page and "Take it" in page and holder(item) is None
    answer = desk.post(at(item, "take"))
    assert (answer.status_code, answer.location) == (303, at(item))
    assert holder(item) is ann
    assert "You have this item" in desk.get(at(item)).text


def test_what_another_has_can_be_read_and_taken_over_but_not_decided(desk, item, ben):
    take(item, ben)
    page = desk.get(at(item)).text
    assert "Ben has this item" in page and "Take it over from Ben" in page
    assert 'id="decide-form"' not in page


def test_prolonging_and_giving_back(desk, item, ann):
    take(item, ann)
    item.claimed_until = utcnow() + timedelta(seconds=30)
    assert desk.post(at(item, "prolong")).status_code == 303
    assert item.claimed_until > utcnow() + timedelta(minutes=2)
    assert desk.post(at(item, "give-back")).location == "/review"
    assert holder(item) is None


def test_prolonging_what_is_over_says_so(desk, item):
    answer = desk.post(at(item, "prolong"), follow_redirects=True)
    assert "Your time was over" in answer.text


def test_a_take_over_carries_a_word(desk, item, ann, ben):
    take(item, ben)
    sent = {"holder": ben.id, "word": "I know her."}
    assert desk.post(at(item, "take-over"), data=sent).status_code == 303
    assert holder(item) is ann
    assert db.session.scalars(select(DeskNote.text)).all() == ["I know her."]


@pytest.mark.parametrize("word, message", [("x" * 301, "longer than 300"), ("a\0b", "")])
def test_a_word_that_is_no_word_is_kept_and_nothing_changes_hands(desk, item, ben, word, message):
    take(item, ben)
    answer = desk.post(at(item, "take-over"), data={"holder": ben.id, "word": word})
    assert answer.status_code == 422 and message in answer.text
    assert holder(item) is ben


@pytest.mark.parametrize("seen", ["", "x", "0", "99999999999", "²"])
def test_a_take_over_from_nobody_known_is_refused(desk, item, ben, seen):
    take(item, ben)
    answer = desk.post(at(item, "take-over"), data={"holder": seen}, follow_redirects=True)
    assert "changed hands" in answer.text and holder(item) is ben


def test_deciding_a_free_item_needs_no_claim(desk, item):
    assert desk.post(at(item, "decide"), data=typed(item)).status_code == 303
    assert item.state == "decided"


def test_deciding_what_another_has_says_who_and_keeps_choice_and_note(desk, item, ben):
    take(item, ben)
    answer = desk.post(at(item, "decide"), data=typed(item, verdict="change", level="crisis"))
    assert answer.status_code == 409 and item.state == "open"
    assert "Ben has this item" in answer.text and "Asked her twice." in answer.text
    desk.post(at(item, "take-over"), data={"holder": ben.id})
    page = desk.get(at(item)).text
    assert "Asked her twice." in page and "You had chosen: Change the notice to crisis" in page


def form_of(desk, item):
    """What the page's form carries about what was seen."""
    page = desk.get(at(item)).text
    return {
        "version": item.version,
        "seen": page.partition('name="seen"')[2].partition('value="')[2].partition('"')[0],
    }


def test_the_second_decision_sees_what_the_first_did_and_keeps_its_note(desk, item, ben):
    sent = form_of(desk, item) | typed(item)
    decide(item, ben, Verdict("change", Level.INFO, note="Rang her."), item.version)
    answer = desk.post(at(item, "decide"), data=sent)
    assert answer.status_code == 409
    for words in (
        "Nobody had decided",
        "<strong>Ben</strong>: changed notice",
        "Rang her.",
        "Asked her twice.",
    ):
        assert words in answer.text
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_an_edit_meanwhile_shows_both_texts_and_the_form_decides_on_the_new_one(desk, item):
    sent = form_of(desk, item) | typed(item)
    edit_post(item.post, item.post.author, "", "My gums bled on Tuesday.", 1)
    answer = desk.post(at(item, "decide"), data=sent)
    assert answer.status_code == 409 and item.state == "open"
    assert "Version 1 of the text" in answer.text and "Version 2 of the text" in answer.text
    assert "Monday." in answer.text.partition("<del>")[2] and "Tuesday." in answer.text.partition("<ins>")[2]
    again = sent | {"version": item.version}
    assert desk.post(at(item, "decide"), data=again).status_code == 303


def test_after_undoing_the_other_decision_the_kept_note_is_in_the_form(desk, item, ben):
    sent = form_of(desk, item) | typed(item)
    decide(item, ben, Verdict("keep"), item.version)
    desk.post(at(item, "decide"), data=sent)
    undone = desk.post(at(item, "undo"), data={"version": item.version}, follow_redirects=True)
    assert "Asked her twice." in undone.text


def test_a_live_page_learns_of_a_take_over_with_its_word(desk, item, ann, ben):
    take(item, ann)
    seen = {"version": item.version, "mine": 1}
    assert desk.get(at(item, "state"), query_string=seen).json["news"] == []
    item.claimed_by = ben
    db.session.add(DeskNote(member=ann, sender=ben, item=item, kind="taken over", text="Mine, please."))
    state = desk.get(at(item, "state"), query_string=seen).json
    assert (state["kind"], state["holder"]) == ("other", ben.id)
    assert state["news"] == ["Ben took this item over. They say: Mine, please."]
    assert "Take it over from Ben" in state["html"] and "<html" not in state["html"]


def test_a_live_page_learns_of_a_decision_an_edit_and_the_end_of_its_time(desk, item, ben):
    seen = {"version": item.version, "mine": 1}
    assert "back in the queue" in desk.get(at(item, "state"), query_string=seen).json["news"][0]
    item.version += 1
    assert "changed meanwhile" in desk.get(at(item, "state"), query_string=seen).json["news"][0]
    decide(item, ben, Verdict("keep"), item.version)
    state = desk.get(at(item, "state"), query_string=seen).json
    assert state["news"][0] == "Ben decided this item meanwhile: kept notice." and state["state"] == "decided"


def test_the_script_gets_the_state_in_place_of_a_page(desk, item, ann):
    answer = desk.post(at(item, "take"), data={"by": "script", "version": item.version})
    assert answer.json["kind"] == "mine" and 0 < answer.json["seconds"] <= 300
    assert desk.post(at(item, "give-back"), data={"by": "script"}).json["kind"] == "free"


def test_reading_is_logged_once_an_hour_and_version(desk, item, monkeypatch):
    def reads():
        return list(db.session.scalars(select(ModLogEntry).filter_by(action=READ)))

    desk.get(at(item)), desk.get(at(item))
    assert [entry.after for entry in reads()] == [{"version": item.version}]
    item.version += 1
    desk.get(at(item))
    assert len(reads()) == 2
    monkeypatch.setattr(record, "READ_AGAIN", timedelta(0))
    desk.get(at(item))
    assert len(reads()) == 3
