"""The first line of a desk note."""

import pytest

from forum.desk.notes import tell
from forum.desk.said import said
from tests.factories import make_member


@pytest.mark.parametrize(
    "kind, line",
    [
        ("taken over", "Ben took over an item that you had."),
        ("second opinion", "Ben asks for your opinion."),
        ("something newer", "Ben left you a word."),
    ],
)
def test_a_note_says_who_wants_what(app, kind, line):
    ann, ben = make_member(role="moderator"), make_member("Ben", role="moderator")
    assert said(tell(ann, kind, sender=ben)) == line


def test_a_note_of_the_program_names_nobody(app):
    assert said(tell(make_member(role="moderator"), "answer")) == "The desk answered you."
