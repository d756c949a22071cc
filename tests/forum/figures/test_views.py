"""The page of figures: each plot has its table, each table its file, and the same numbers in all."""

import csv
import io
from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.figures.tables import TABLES
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from tests.factories import make_member, make_post


@pytest.fixture
def desk(login):
    """A moderator named Ann who decided one item in 20 minutes; another has waited for five hours."""
    ann = make_member("Ann", role="moderator")
    for minutes, is_decided in ((20, True), (300, False)):
        item = open_item(make_post(), "screening", 1, 2)
        item.opened_at = item.clock_at = utcnow() - timedelta(minutes=minutes)
        db.session.flush()
        if is_decided:
            decide(item, ann, Verdict("keep"), item.version)
    db.session.commit()
    return login(ann)


def rows_of(desk, key, days=30):
    return list(csv.reader(io.StringIO(desk.get(f"/review/figures/{key}.csv?days={days}").text)))


def test_every_table_is_on_the_page_and_in_a_file(desk):
    page = desk.get("/review/figures").text
    for key in TABLES:
        head, *rows = rows_of(desk, key)
        assert f'id="{key}"' in page and head and rows, key
        assert all(f'<th scope="col">{name}</th>' in page for name in head)


def test_the_waits_are_told_in_words_and_in_the_file_in_seconds(desk):
    page = desk.get("/review/figures").text
    assert "20 min" in page and "5 h" in page and "100 %" in page
    [row] = rows_of(desk, "waiting")[1:]
    assert row[:3] == ["Urgent", str(240 * 60), "1"] and 1200 <= int(row[3]) < 1210
    assert row[6:8] == ["100.0", "1"] and row[9] == "1", "one waits, and is late"


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_period_has_all_its_days(desk, days):
    rows = rows_of(desk, "in-and-out", days)
    assert len(rows) == days + 1
    # Shortly after midnight what came in five hours ago stands in the row of yesterday.
    came_in, went_out = (sum(int(row[column]) for row in rows[-2:]) for column in (1, 2))
    assert (came_in, went_out) == (2, 1)


@pytest.mark.parametrize("days", ["", "5", "1e9", "x", "٣٠"])
def test_a_period_that_is_none_is_the_usual_one(desk, days):
    assert len(rows_of(desk, "cover", days)) == 31


def test_a_table_that_is_none_is_not_found(desk):
    assert desk.get("/review/figures/names.csv").status_code == 404


def test_the_load_is_in_the_order_of_names_and_no_contest(desk):
    assert rows_of(desk, "load")[1] == ["Ann", "1", "0", "0"]
    assert "this is no contest" in desk.get("/review/figures").text
