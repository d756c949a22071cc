"""The guide of the desk is the document, and what it promises is what the code does."""

import re
from datetime import timedelta

from forum.desk.guide import GUIDE, PICTURES, guide
from forum.review.clock import target
from forum.review.decide import REASONS
from forum.screening import Level
from tests.factories import make_member


def test_the_page_shows_the_document_with_its_pictures(login):
    client = login(make_member(role="moderator"))
    page = client.get("/desk/guide").text
    pictures = re.findall(r'src="(guide/[^"]+)"', page)
    assert "Your first item" in page and len(pictures) == 2
    assert all(client.get(f"/desk/{name}").status_code == 200 for name in pictures)
    assert client.get("/desk/guide/..%2f..%2fREADME.md").status_code == 404


def test_it_leads_to_no_document_that_is_not_served():
    assert ".md" not in guide() and "img/" not in guide()
    assert PICTURES.is_dir()


def test_the_reasons_and_times_are_those_of_the_board(app):
    text = GUIDE.read_text()
    told = [words for words in REASONS.values() if words != "Something else"]
    assert [words for words in told if words not in text] == []
    times = [target(level) for level in (Level.CRISIS, Level.EMERGENCY, Level.URGENT, Level.NONE)]
    quarter = timedelta(minutes=15)
    assert times == [quarter, quarter, timedelta(hours=4), timedelta(days=1)]
