"""One's own desk: settings that stay, folded texts, a pause, and a kind word after a hard day."""

import re
from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.desk.notes import tell, unseen
from forum.desk.pause import pause, running_pause
from forum.desk.settings import own_settings, settings_of
from forum.oncall.models import Shift
from forum.review.intake import open_item
from forum.screening import Level
from tests.factories import make_member, make_post

GOOD = {"zone": "Europe/Berlin", "quiet_from": "22:00", "quiet_to": "07:00", "blur": "all"}


@pytest.fixture
def ann(reader):
    return make_member("Ann", role="moderator")


@pytest.fixture
def desk(login, ann):
    return login(ann)


def waiting(level):
    item = open_item(make_post(body="These very words"), "report", 1, level)
    db.session.commit()
    return item


def test_settings_are_saved_and_shown_again(desk, ann):
    assert desk.post("/desk/settings", data=GOOD).status_code == 303
    saved = settings_of(ann)
    assert (saved.zone, saved.quiet_from, saved.quiet_to, saved.blur) == ("Europe/Berlin", 1320, 420, "all")
    page = desk.get("/desk/settings").text
    assert 'value="22:00"' in page and "selected" in page
    desk.post("/desk/settings", data=GOOD | {"quiet_from": "", "quiet_to": ""})
    assert settings_of(ann).quiet_from is None


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"zone": "Atlantis/Sunk"}, "Not a valid choice"),
        ({"quiet_from": "half past"}, "Type a time such as 22:00."),
        ({"quiet_to": ""}, "a beginning and an end"),
        ({"quiet_to": "22:00"}, "cannot last the whole day"),
        ({"blur": "everything"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(desk, ann, wrong, said):
    answer = desk.post("/desk/settings", data=GOOD | wrong)
    assert answer.status_code == 422 and said in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in (GOOD | wrong).values() if ":" in typed)
    assert settings_of(ann).zone == "UTC"


FOLD = r'<details class="fold veil"><summary>Show the text</summary>.*?These very words.*?</details>'


@pytest.mark.parametrize("blur, folded", [("off", set()), ("crisis", {4}), ("all", {3, 4})])
@pytest.mark.parametrize("level", [Level.URGENT, Level.EMERGENCY, Level.CRISIS])
def test_a_text_is_folded_as_they_chose_on_the_item_and_in_the_queue(desk, ann, level, blur, folded):
    own_settings(ann).blur = blur
    item = waiting(level)
    for path in (f"/review/{item.id}", "/review"):
        page = desk.get(path).text
        assert "These very words" in page
        assert bool(re.search(FOLD, page, re.S)) is (level in folded), path


def test_without_a_choice_crisis_is_folded(desk):
    assert re.search(FOLD, desk.get(f"/review/{waiting(Level.CRISIS).id}").text, re.S)


def test_the_button_pauses_and_every_page_says_so_until_they_come_back(desk, ann):
    assert 'href="/desk/pause"' in desk.get("/review").text
    assert desk.post("/desk/pause", data={"length": "open"}).status_code == 303
    for path in ("/review", "/modlog", "/on-call", "/desk/settings", "/desk/pause"):
        assert "You are paused" in desk.get(path).text
    desk.post("/desk/back")
    assert running_pause(ann) is None and "You are paused</strong>" not in desk.get("/review").text


def test_a_length_that_is_none_pauses_nobody(desk, ann):
    answer = desk.post("/desk/pause", data={"length": "for ever"})
    assert answer.status_code == 422 and running_pause(ann) is None


def test_after_many_hard_items_the_queue_suggests_a_pause_and_stops_nobody(app, desk, monkeypatch):
    monkeypatch.setitem(app.config, "HARD_ITEMS_A_DAY", 2)
    ben = make_member("Ben", role="moderator")
    soon = utcnow() + timedelta(hours=1)
    db.session.add(Shift(member=ben, starts_at=soon, ends_at=soon + timedelta(hours=1)))
    items = [waiting(Level.CRISIS) for _ in range(3)]
    for number, item in enumerate(items):
        assert ("hard items today" in desk.get("/review").text) is (number >= 2)
        assert desk.get(f"/review/{item.id}").status_code == 200
        desk.get(f"/review/{item.id}")
    page = desk.get("/review").text
    assert "You had 3 hard items today" in page and "Ben is on call next" in page
    assert desk.post(f"/review/{items[0].id}/take").status_code == 303


def test_all_notes_can_be_put_away_at_once(desk, ann):
    ben = make_member(role="moderator")
    for member in (ann, ann, ben):
        tell(member, "back", sender=ben)
    assert "Put all away" in desk.get("/review").text
    desk.post("/desk/notes/put-away")
    assert unseen(ann) == [] and len(unseen(ben)) == 1


def test_a_pause_of_one_is_not_shown_to_another(desk, ann):
    pause(make_member("Ben", role="moderator"))
    assert "You are paused" not in desk.get("/review").text
