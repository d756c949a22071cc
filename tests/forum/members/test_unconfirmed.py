"""Sign-ups that nobody confirmed go after a week; members and whoever wrote something stay."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.db import db, utcnow
from forum.members.models import Member
from forum.members.queries import is_name_taken
from forum.members.unconfirmed import KEPT_FOR, sweep
from tests.factories import make_member, make_thread

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "age, confirmed, stays",
    [
        (KEPT_FOR - MINUTE, False, True),
        (KEPT_FOR + MINUTE, False, False),
        (KEPT_FOR + MINUTE, True, True),
    ],
)
def test_how_long_a_sign_up_is_kept(app: Flask, age: timedelta, confirmed: bool, stays: bool) -> None:
    now = utcnow().replace(tzinfo=None)
    member = make_member("Rosa", create_datetime=now - age, confirmed_at=now if confirmed else None)
    assert sweep() == int(not stays)
    db.session.commit()
    assert (db.session.get(Member, member.id) is not None) is stays
    assert is_name_taken("rosa") is stays


def test_one_on_whom_other_rows_depend_stays_and_stops_nobody(app: Flask, fake_reader) -> None:
    long_ago = utcnow().replace(tzinfo=None) - KEPT_FOR - MINUTE
    writer = make_member(create_datetime=long_ago, confirmed_at=None)
    make_thread(author=writer)
    make_member("Rosa", create_datetime=long_ago, confirmed_at=None)
    assert sweep() == 1
    db.session.commit()
    assert db.session.get(Member, writer.id) is not None and not is_name_taken("rosa")
