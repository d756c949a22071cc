"""Desk notes: for one moderator, until put away."""

from forum.db import db
from forum.desk.notes import MOST_UNSEEN, put_all_away, put_away, tell, unseen
from tests.factories import make_member


def test_a_note_is_shown_to_its_moderator_until_put_away(app):
    ann, ben = make_member(role="moderator"), make_member(role="moderator")
    note = tell(ann, "escalated", "Look at the second line.", sender=ben)
    db.session.commit()
    assert unseen(ann) == [note] and unseen(ben) == []
    assert not put_away(ben, note.id)
    assert put_away(ann, note.id) and not put_away(ann, note.id)
    assert unseen(ann) == []


def test_what_waits_behind_the_page_is_not_put_away_with_it(app):
    ann = make_member(role="moderator")
    notes = [tell(ann, "escalated") for _ in range(MOST_UNSEEN + 1)]
    db.session.commit()
    assert put_all_away(ann) == MOST_UNSEEN and unseen(ann) == notes[-1:]
