"""Whoever adds a table, or a column that points at a member, has to say what erasing does to it."""

from forum.db import db
from forum.own_data.fates import FATES, OTHER_TABLES


def test_every_column_that_points_at_a_member_has_a_fate() -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "member"
    }
    assert pointing == FATES.keys()


def test_every_table_was_thought_of() -> None:
    tables = {column.partition(".")[0] for column in FATES} | OTHER_TABLES.keys()
    assert tables == db.metadata.tables.keys()
