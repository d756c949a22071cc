"""A screening in a moderator's words."""

import pytest

from forum.posts.models import Revision
from forum.review.models import Finding
from forum.review.present import Part, found_by, mark, tell
from forum.review.queries import screening_of
from tests.factories import make_post

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


@pytest.mark.parametrize(
    "source, said",
    [
        (
            "plugins/lemtrada/symptoms/kidney.toml:41",
            "rule file plugins/lemtrada/symptoms/kidney.toml, line 41",
        ),
        (
            "number:body_temperature (a/numbers.toml:3)",
            "A measurement (body temperature), rule a/numbers.toml:3",
        ),
        ("model:ab12", "Learned from examples, model ab12, sure 87 times in 100"),
        ("something else", "something else"),
    ],
)
def test_what_saw_the_words_is_told_in_words(source, said):
    reason = {
        "ruling": "learned model",
        "text": "it reads this as urgent or graver: 87 in 100",
    }
    assert said in found_by(Finding(source=source, because=[reason]))


def test_each_finding_names_its_source_and_when_it_is_read_again(app):
    post = make_post(body="My gums have been bleeding since Monday. My temperature is 39.4.")
    for told in tell(post.revision, screening_of(post)):
        assert told.source and told.review_by and not told.is_overdue, told
        assert "toml" in told.found_by or "model" in told.found_by
