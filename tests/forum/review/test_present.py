"""A screening in a moderator's words."""

import pytest

from forum.posts.models import Revision
from forum.review.models import Finding
from forum.review.present import Part, mark

TEXT = "blood and more blood today"


def finding(start, end, level=2, field="body"):
    return Finding(concept="gum_bleeding", field=field, start=start, end=end, level=level)


@pytest.mark.parametrize(
    "findings, marked",
    [
        ([], []),
        ([finding(0, 5)], ["blood"]),
        ([finding(0, 5), finding(15, 20)], ["blood", "blood"]),
        ([finding(0, 5, level=2), finding(0, 14, level=3)], ["blood and more"]),
        ([finding(0, 14, level=2), finding(0, 5, level=2)], ["blood and more"]),
        ([finding(0, 5, level=0)], []),
        ([finding(0, 5, field="title")], []),
        ([finding(20, 26)], [" today"]),
    ],
)
def test_marks_are_the_gravest_then_the_longest(app, findings, marked):
    parts = mark(Revision(title="", body=TEXT), "body", findings)
    assert [part.text for part in parts if part.level] == marked


def test_the_parts_are_the_whole_text(app):
    parts = mark(Revision(title="", body=TEXT), "body", [finding(4, 9), finding(15, 20)])
    assert "".join(part.text for part in parts) == TEXT
    assert parts[0] == Part("bloo")
