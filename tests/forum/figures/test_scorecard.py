"""The public page: totals only, made once an hour, and no small number in its source."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from forum.db import db, utcnow
from forum.figures import scorecard as room
from forum.figures.scorecard import make_scorecard
from forum.review.models import Screening
from tests.counting import queries
from tests.factories import make_post, make_thread


@pytest.fixture(autouse=True)
def no_card(app, monkeypatch):
    monkeypatch.delitem(app.extensions, "scorecard", raising=False)
    yield
    app.extensions.pop("scorecard", None)


@pytest.fixture
def read_posts(fake_reader):
    """Twelve mild posts, three emergencies, and a late reading of one more."""
    thread = make_thread(body="info: Hello.")
    for _ in range(11):
        make_post(thread, body="info: Hello.")
    for _ in range(3):
        make_post(thread, body="emergency: Help.")
    slow = make_post(thread, body="Slow.")
    late = update(Screening).where(Screening.revision_id == slow.revision_id)
    db.session.execute(late.values(finished_at=utcnow() + timedelta(hours=1)))
    db.session.commit()


def test_small_numbers_are_hidden_and_so_is_what_would_give_them_away(client, read_posts):
    card = make_scorecard(utcnow())
    assert card.read == "about 20" and card.at_once == "too few to say"
    assert card.notices["Emergency"] == card.notices["Crisis"] == "fewer than 10"
    assert card.notices["For information"] == "about 10"
    page = client.get("/safety").text
    told = re.findall(r"<dd>(.*?)</dd>", page)
    assert "fewer than 10" in told and not [words for words in told if re.fullmatch(r"[0-9]", words)]


def test_older_readings_do_not_count(client, read_posts):
    assert make_scorecard(utcnow() + timedelta(days=120)).read == "fewer than 10"


def test_it_is_made_once_an_hour(client, read_posts, monkeypatch):
    first = client.get("/safety").text
    make_post()
    with queries() as statements:
        assert "about 20" in client.get("/safety").text
    assert not [text for text in statements if "screening" in text], "the card in store is shown"
    later = utcnow() + timedelta(hours=2)
    monkeypatch.setattr(room, "utcnow", lambda: later)
    with queries() as statements:
        client.get("/safety")
    assert [text for text in statements if "screening" in text] and "about 20" in first


def test_the_page_says_what_it_is_not_and_the_footer_leads_to_it(client):
    page = client.get("/safety").text
    assert "no medical device" in page and "emergency number" in page
    assert 'href="/safety"' in client.get("/").text
