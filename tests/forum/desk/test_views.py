"""Notes on the pages of the desk."""

import pytest

from forum.db import db
from forum.desk.notes import tell, unseen
from tests.factories import make_member


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


@pytest.mark.parametrize("page", ["/review", "/modlog"])
def test_every_page_of_the_desk_shows_the_notes_and_the_nav(login, ann, page):
    tell(ann, "escalated", "Look <b>here</b>.", sender=make_member("Ben", role="moderator"))
    text = login(ann).get(page).text
    assert "Ben asks you to look at an item." in text and "Look &lt;b&gt;here&lt;/b&gt;." in text
    assert f'href="{page}" aria-current="page"' in text


def test_a_note_is_put_away_and_one_is_back_on_the_page(login, ann):
    note = tell(ann, "late")
    db.session.commit()
    answer = login(ann).post(
        f"/desk/notes/{note.id}/put-away", headers={"Referer": "http://localhost/modlog"}
    )
    assert answer.location == "/modlog" and unseen(ann) == []


def test_another_moderators_note_stays(login, ann):
    note = tell(make_member(role="moderator"), "late")
    db.session.commit()
    assert login(ann).post(f"/desk/notes/{note.id}/put-away").location == "/review"
    assert unseen(note.member) == [note]
