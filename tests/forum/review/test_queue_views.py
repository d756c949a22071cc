"""The page of the queue: rows, filters, the view with which it opens."""

import pytest

from forum.db import db
from forum.review.claim import take
from forum.saved_views.keep import make_default, save
from tests.factories import make_member


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


def test_a_row_tells_level_reason_time_and_who_has_it(make_item, login, ann):
    item = make_item(4, "failed", waited=20)
    take(item, make_member("Ben", role="moderator"))
    db.session.commit()
    page = login(ann).get("/review").text
    row = page[page.index(f'id="item-{item.id}"') :]
    for words in ("Crisis", "could not be checked", "late by 5 minutes", "Ben has it", "its time began"):
        assert words in row
    assert 'width="100"' in row


def test_an_open_row_can_be_taken_at_once(make_item, login, ann):
    item = make_item(2)
    client = login(ann)
    take_it = f'<form class="review-take" method="post" action="/review/{item.id}/take"'
    assert take_it in client.get("/review").text
    item.state, item.decided_at = "decided", item.opened_at
    db.session.commit()
    assert take_it not in client.get("/review?state=decided").text


def test_the_next_item_is_the_first_that_nobody_has(make_item, login, ann):
    free, taken = make_item(3), make_item(4)
    take(taken, make_member("Ben", role="moderator"))
    db.session.commit()
    client = login(ann)
    assert client.get("/review/next").location == f"/review/{free.id}"
    take(free, ann)
    db.session.commit()
    answer = client.get("/review/next", follow_redirects=True)
    assert answer.request.full_path == "/review?state=open" and "Nothing else waits" in answer.text


def test_a_filter_narrows_and_says_so(make_item, login, ann):
    urgent, crisis = make_item(2), make_item(4)
    page = login(ann).get("/review?level=urgent&kind=report").text
    assert f"item-{urgent.id}" in page and f"item-{crisis.id}" not in page
    assert "One item fits the filter" in page
    assert '<option value="urgent" selected>Urgent (1)</option>' in page
    assert "Urgent, Reported by a member" in page


def test_nothing_fits_leads_back_to_all(make_item, login, ann):
    make_item(2)
    page = login(ann).get("/review?level=crisis").text
    assert "Nothing fits" in page and 'href="/review?state=open"' in page


def test_the_bare_address_opens_the_default_view(login, ann):
    make_default(save(ann, "Alarm", {"state": "open", "level": "grave"}), True)
    client = login(ann)
    assert client.get("/review").location == "/review?state=open&level=grave"
    assert client.get("/review?state=open").status_code == 200


@pytest.mark.parametrize(
    "query", ["level=doom", "board=x", "state=", "late=2", "kind[]=1", "after=1&state=open"]
)
def test_nonsense_is_no_fault(login, ann, query):
    assert login(ann).get(f"/review?{query}").status_code in (200, 404)
