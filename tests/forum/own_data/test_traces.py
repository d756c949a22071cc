"""After erasing, the whole database holds just the traces that docs/privacy.md lists."""

import pytest

from forum.db import db
from forum.own_data.erase import erase
from forum.own_data.leftovers import BOTH, KEPT, LEFTOVERS
from tests.forum.own_data.traces import WORDS, Traces


@pytest.fixture
def traces(reader) -> Traces:
    return Traces()


def test_the_filling_leaves_every_kind_of_trace(traces: Traces) -> None:
    kinds = {kind for _, kind in traces.found()}
    assert kinds == set(traces.words.values())
    assert kinds > WORDS.keys()


@pytest.mark.parametrize("choice", BOTH)
def test_what_is_left_is_what_the_privacy_page_says(traces: Traces, choice: str) -> None:
    erase(traces.member, keeps_posts=choice == KEPT)
    db.session.commit()
    listed = {pair for row in LEFTOVERS if choice in row.choices for pair in row.found}
    assert traces.found() == listed
