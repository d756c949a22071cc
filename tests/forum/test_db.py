"""The store: what a fault of the database may say."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forum.db import db


def test_a_fault_of_the_database_holds_none_of_what_somebody_wrote(app):
    with pytest.raises(DBAPIError) as fault:
        db.session.execute(text("INSERT INTO nowhere VALUES (:body)"), {"body": "My gums bleed"})
    db.session.rollback()
    assert "gums" not in str(fault.value)
