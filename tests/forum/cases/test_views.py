"""The list of cases and the page on which one is looked through."""

import html

import pytest
from sqlalchemy import select

from forum.cases.models import CaseReview
from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.review.undo import undo
from tests.factories import make_member
from tests.judging import KEEP, LOWER, RULE, decided, finding, removed

BODY = "Bluebird said my gums bleed, mail b@example.org."


@pytest.fixture
def decision(thread, moderator):
    author = make_member("Bluebird")
    return decided(
        thread, moderator, removed("past"), body=BODY, findings=[finding("gums bleed", BODY)], author=author
    )


@pytest.fixture
def desk(login, moderator):
    return login(moderator)


@pytest.fixture
def page(decision):
    return f"/review/cases/{decision.id}"


CLEAN = "Person A said my gums bleed."


def form(**values):
    usual = {"verdict": "approve", "seen": "0", "body": CLEAN, "is_clean": "y"}
    return usual | {"quote_0": "gums bleed", "meaning_0": "past"} | values


def review() -> CaseReview | None:
    return db.session.scalar(select(CaseReview))


def test_the_page_shows_the_text_without_names_and_what_the_decision_says(desk, page):
    text = html.unescape(desk.get(page).text)
    assert "person A said my gums bleed, mail an e-mail address." in text
    assert "Bluebird" not in text and "b@example.org" not in text
    assert '<option selected value="past">' in text and "removed the notice: past" in text


def test_reading_a_case_is_logged_as_reading_its_item(desk, page):
    desk.get(page)
    desk.get(page)
    assert [e.action for e in db.session.scalars(select(ModLogEntry))].count("read item") == 1


def test_approving_keeps_the_edited_text_and_logs_it_without_text(desk, page):
    assert desk.post(page, data=form()).status_code == 303
    case = review()
    assert (case.state, case.body, case.level, case.given, case.reason) == ("approved", CLEAN, 0, 2, "past")
    [mark] = case.findings
    assert mark["temporality"] == "past" and CLEAN[mark["start"] : mark["end"]] == "gums bleed"
    entry = db.session.scalars(select(ModLogEntry).filter_by(action="approved case")).one()
    assert entry.after == {"state": "approved", "level": "none"} and entry.note == ""
    assert CLEAN in html.unescape(desk.get(page).text)


def test_without_the_tick_nothing_is_stored_and_everything_is_kept(desk, page):
    data = form(body="Typed by hand, gums bleed")
    del data["is_clean"]
    answer = desk.post(page, data=data)
    assert answer.status_code == 422 and review() is None
    assert "Typed by hand, gums bleed" in answer.text and "then tick this" in answer.text


def test_a_quote_that_was_edited_away_is_an_error_at_its_field(desk, page):
    answer = desk.post(page, data=form(body="Something else."))
    assert answer.status_code == 422 and review() is None
    assert 'id="quote_0-error"' in answer.text and "do not stand in the text any more" in answer.text


@pytest.mark.parametrize("values, marks", [({"meaning_0": "leave out"}, 0), ({"quote_0": "Some"}, 1)])
def test_it_may_be_dropped_or_marked_anew(desk, page, values, marks):
    desk.post(page, data=form(body="Something else.", **values))
    assert len(review().findings) == marks


@pytest.mark.parametrize("values", [{"verdict": "x"}, {"meaning_0": "x"}, {"body": " "}, {"body": "a\x00b"}])
def test_bad_input_is_refused(desk, page, values):
    assert desk.post(page, data=form(**values)).status_code == 422
    assert review() is None


def test_leaving_out_keeps_no_text(desk, page):
    desk.post(page, data=form())
    seen = str(int(review().reviewed_at.timestamp() * 1_000_000))
    assert desk.post(page, data={"verdict": "leave out", "seen": seen}).status_code == 303
    db.session.expire_all()
    assert (review().state, review().body, review().findings) == ("left out", "", [])


def test_the_second_of_two_reviews_is_refused_and_keeps_what_was_typed(desk, page):
    desk.post(page, data=form())
    answer = desk.post(page, data=form(body="Mine: gums bleed"))
    assert answer.status_code == 409 and review().body == CLEAN
    assert "Mine: gums bleed" in answer.text and CLEAN in answer.text


def test_an_undone_decision_is_no_case_any_more(desk, page, decision, moderator):
    desk.post(page, data=form())
    undo(decision.item, moderator)
    assert desk.get(page).status_code == 404
    assert page not in desk.get("/review/cases").text


@pytest.mark.parametrize(
    "query, found",
    [
        ("", {"kept", "lowered", "grave"}),
        ("?outcome=right", {"kept", "grave"}),
        ("?outcome=wrong", {"lowered"}),
        ("?level=emergency", {"grave"}),
        (f"?rule={RULE.replace('#', '%23')}", {"kept", "lowered", "grave"}),
        ("?rule=learned+model", set()),
        ("?state=approved", set()),
        ("?state=to+review&level=urgent", {"kept", "lowered"}),
        ("?outcome=x&level=y&state=z", {"kept", "lowered", "grave"}),
    ],
)
def test_the_list_is_narrowed(desk, thread, moderator, query, found):
    ids = {
        "kept": decided(thread, moderator, KEEP).id,
        "lowered": decided(thread, moderator, LOWER).id,
        "grave": decided(thread, moderator, KEEP, level=3).id,
    }
    page = desk.get(f"/review/cases{query}").text
    assert {name for name, key in ids.items() if f'href="/review/cases/{key}"' in page} == found


def test_the_list_shows_no_names(desk, decision):
    assert "Bluebird" not in desk.get("/review/cases").text
