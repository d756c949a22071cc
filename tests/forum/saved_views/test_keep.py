"""Save, rename, choose and delete views."""

import pytest

from forum.db import db
from forum.saved_views import keep
from forum.saved_views.queries import default_view, views_of
from tests.factories import make_member

ALARM = {"state": "open", "level": "grave"}


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


def test_views_are_ones_own_and_in_order(ann):
    views = [keep.save(ann, name, ALARM) for name in ("Second", "First")]
    keep.save(make_member(role="moderator"), "Second", {})
    assert list(views_of(ann)) == views


def test_a_name_is_taken_whatever_its_case(ann):
    view = keep.save(ann, "Alarm", ALARM)
    other = keep.save(ann, "Other", {})
    with pytest.raises(keep.CannotSave):
        keep.save(ann, "ALARM", {})
    with pytest.raises(keep.CannotSave):
        keep.rename(other, "alarm")
    assert keep.rename(view, "ALARM") and not keep.rename(view, "ALARM")


def test_there_is_a_most(ann, monkeypatch):
    monkeypatch.setattr(keep, "MOST", 1)
    keep.save(ann, "Alarm", ALARM)
    with pytest.raises(keep.CannotSave):
        keep.save(ann, "Another", {})


def test_one_default_at_most(ann):
    first, second = keep.save(ann, "One", ALARM), keep.save(ann, "Two", {})
    other = keep.save(make_member(role="moderator"), "One", {})
    for view in (other, first, second):
        db.session.flush()
        assert keep.make_default(view, True)
    db.session.flush()
    assert default_view(ann) == second and default_view(other.member) == other
    assert keep.make_default(second, False) and not keep.make_default(second, False)
    db.session.flush()
    assert default_view(ann) is None


def test_a_deleted_view_is_gone(ann):
    view = keep.save(ann, "One", ALARM)
    db.session.flush()
    keep.delete(view)
    assert list(views_of(ann)) == []
