"""The page of scores."""

import html

from tests.judging import KEEP, LOWER, VERSION, decided


def test_the_page_tells_counts_and_says_when_they_are_too_few(login, thread, moderator):
    decided(thread, moderator, KEEP)
    decided(thread, moderator, LOWER)
    page = html.unescape(login(moderator).get("/review/scores").text)
    assert "1 of 2" in page and "too few to judge" in page and "kidney.toml" in page and VERSION in page


def test_enough_cases_get_a_share_with_its_interval(login, thread, moderator, app, monkeypatch):
    monkeypatch.setitem(app.config, "FLOOR_CASES", 2)
    decided(thread, moderator, KEEP)
    decided(thread, moderator, LOWER)
    page = html.unescape(login(moderator).get("/review/scores").text)
    assert "50 %" in page and "surely between 9 % and 91 %" in page


def test_the_newest_version_alone(login, thread, moderator):
    decided(thread, moderator, KEEP, version="1+rules.old.cues.old")
    decided(thread, moderator, LOWER)
    page = login(moderator).get("/review/scores?since=version").text
    assert "0 of 1" in page and "Last 90 days" in page


def test_without_decisions_the_page_says_so(login, moderator):
    assert "Nothing decided yet" in login(moderator).get("/review/scores").text
