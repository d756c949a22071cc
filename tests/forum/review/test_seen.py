"""What was seen travels in the form and comes back whole, or not at all."""

import pytest

from forum.review.seen import Seen, read_seen


def test_what_was_seen_comes_back():
    seen = Seen(revision=3, level=2, decision=17)
    assert read_seen(str(seen)) == seen


@pytest.mark.parametrize(
    "text", [None, "", "1", "1.2", "1.5.0", "-1.2.0", "a.b.c", "1.2.3.4", "1.2.9999999999", "²" * 5]
)
def test_what_no_page_has_sent_is_nothing(text):
    assert read_seen(text) is None
