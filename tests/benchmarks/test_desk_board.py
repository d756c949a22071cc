"""The desk with ten thousand open items: as many queries as with forty, and page keys to the last of them."""

import pytest
from sqlalchemy import delete, func, select

from benchmarks.desk_board import cookies_of, fill_desk
from forum.db import db
from forum.members.models import Member
from forum.review.filters import Filters
from forum.review.models import Finding, ReviewItem, ReviewReason
from forum.review.queue import PAGE, page_of_items
from tests.accounts import session_of
from tests.counting import queries
from tests.forum.test_query_counts import MOST_DESK

pytestmark = pytest.mark.slow

MANY, FEW = 10_000, 40
PAGES = (
    "/review?state=open",
    "/review?level=grave&kind=report&hold=free&late=1&board=2",
    "/review/pulse?state=open&ids=1,2,3",
)


def count_from_one():
    """PostgreSQL goes on counting ids after a test's rows are gone, and the filling counts them itself."""
    if db.engine.dialect.name == "postgresql":
        for table in db.metadata.sorted_tables:
            if "id" in table.columns:
                again = func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), 1, False)
                db.session.execute(select(again))


@pytest.fixture
def full(app):
    count_from_one()
    fill_desk(MANY, 1)
    return db.session.get_one(Member, 1)


def counted(client):
    found = []
    for page in PAGES:
        client.get(page)
        with queries() as statements:
            assert client.get(page).status_code == 200
        found.append(len(statements))
    return found


def test_ten_thousand_items_take_as_many_queries_as_forty(full, login):
    client = login(full)
    with_many = counted(client)
    db.session.execute(delete(ReviewReason).where(ReviewReason.item_id > FEW))
    db.session.execute(delete(Finding).where(Finding.screening_id > FEW))
    db.session.execute(delete(ReviewItem).where(ReviewItem.id > FEW))
    db.session.commit()
    assert counted(client) == with_many
    assert max(with_many) <= MOST_DESK


def test_page_keys_lead_to_the_last_of_them(full):
    """A walk through all pages would take minutes: from the page before the end it goes on to the end."""
    in_order = select(ReviewItem.id).order_by(ReviewItem.level.desc(), ReviewItem.clock_at, ReviewItem.id)
    ids = list(db.session.scalars(in_order))
    page = page_of_items(Filters(), full, ids[-PAGE - 1])
    assert [item.id for item in page.items] == ids[-PAGE:] and page.after is None


def test_a_made_cookie_opens_the_desk(full, app):
    [cookie] = cookies_of(app, 1)
    client = app.test_client()
    client.set_cookie("session", cookie)
    assert client.get("/review?state=open").status_code == 200
    assert session_of(full)
