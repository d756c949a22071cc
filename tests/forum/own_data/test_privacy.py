"""What the privacy page and docs/privacy.md say is what the code does, in plain words."""

import html
import re
from pathlib import Path

from forum.db import db
from forum.own_data.fates import FATES
from forum.own_data.leftovers import BOTH, LEFTOVERS
from scripts.privacy import PAGE, printed
from tests.reading import grade

HIGHEST_GRADE = 7


def test_the_document_prints_the_table_of_the_code() -> None:
    page = PAGE.read_text()
    assert printed(page) == page, "run make privacy"


def test_every_table_with_a_fate_is_told_in_the_document() -> None:
    told = set(re.findall(r"`(\w+)`", Path(PAGE).read_text()))
    tables = {column.partition(".")[0] for column in FATES} - {"closing", "roles_users"}
    assert tables - told == set()


def test_every_leftover_is_about_a_column_that_there_is() -> None:
    tables = db.metadata.tables.values()
    columns = {f"{table.name}.{column.name}" for table in tables for column in table.columns}
    assert {column for row in LEFTOVERS for column, _ in row.found} <= columns
    assert all(set(row.choices) <= set(BOTH) and row.choices for row in LEFTOVERS)


def test_the_page_lists_what_is_left(client) -> None:
    page = html.unescape(client.get("/privacy").text)
    assert all(row.what in page and row.why in page for row in LEFTOVERS)


def test_the_page_can_be_read_after_seven_years_of_school(client) -> None:
    main = re.search(r"<main.*?</main>", client.get("/privacy").text, re.S)[0]
    blocks = re.findall(r"<(?:h\d|p|li)[^>]*>(.*?)</(?:h\d|p|li)>", main, re.S)
    lines = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", block)).split()) for block in blocks]
    assert grade(lines) <= HIGHEST_GRADE


def test_every_page_leads_to_it(client) -> None:
    assert 'href="/privacy"' in client.get("/").text
