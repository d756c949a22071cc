"""What the watcher sees, who may hear, and what it costs."""

from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.devices.keep import begin, end
from forum.devices.models import Device
from forum.live import news
from forum.live.news import News, read_news, who_may_hear
from forum.review.claim import give_back, take, take_over
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.undo import undo
from tests.counting import queries
from tests.factories import make_member, make_post


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


@pytest.fixture
def item(app, fake_reader):
    item = open_item(make_post(), "report", 1, 2)
    db.session.commit()
    return item


def test_an_empty_queue_is_no_news(app):
    assert read_news() == News()


def test_each_change_of_an_item_is_news(item, ann):
    ben = make_member(role="moderator")
    seen = [read_news()]
    for change in (
        lambda: open_item(make_post(), "report", 1, 4),
        lambda: take(item, ann),
        lambda: take_over(item, ben, ann.id),
        lambda: give_back(item, ben),
        lambda: decide(item, ann, Verdict("keep"), item.version),
        lambda: undo(item, ann),
    ):
        change()
        db.session.commit()
        seen.append(read_news())
    assert len(set(seen)) == len(seen)
    assert seen[-1].as_dict() == {"counts": {"4": 1, "2": 1}}


def test_a_claim_that_runs_out_is_news(item, ann, monkeypatch):
    take(item, ann)
    db.session.commit()
    before = read_news()
    monkeypatch.setattr(news, "utcnow", lambda: utcnow() + timedelta(hours=1))
    assert read_news() != before


def device_of(member):
    begin(member, "Firefox on Linux")
    db.session.commit()
    return db.session.query(Device).filter_by(member_id=member.id).one()


def sign_out(member, device):
    end(device)


def lose_role(member, device):
    member.roles.clear()


def be_suspended(member, device):
    member.suspended_until = utcnow() + timedelta(days=1)


@pytest.mark.parametrize("loss", [sign_out, lose_role, be_suspended])
def test_who_is_signed_out_or_no_moderator_hears_nothing(ann, loss):
    admin = make_member(role="admin", suspended_until=utcnow() - timedelta(days=1))
    mine, theirs = device_of(ann), device_of(admin)
    assert who_may_hear({mine.id, theirs.id}) == {mine.id, theirs.id}
    loss(ann, mine)
    db.session.commit()
    assert who_may_hear({mine.id, theirs.id}) == {theirs.id}


def test_a_look_takes_three_queries_whatever_is_there(item, ann):
    devices = {device_of(make_member(role="moderator")).id for _ in range(5)}
    with queries() as statements:
        read_news(), who_may_hear(devices)
    assert len(statements) == 3
