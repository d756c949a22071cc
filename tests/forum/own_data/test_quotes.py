"""A member's name in the quotes of others, and the quoted words."""

import pytest
from flask import Flask

from forum.db import db
from forum.own_data.quotes import Change, find_quotes, moved, unname_quotes
from forum.posts.quote import quote
from forum.review.models import Finding, Screening
from tests.factories import make_member, make_post


def after(body: str, name: str = "Rosa", keeps_words: bool = True) -> str:
    for change in reversed(list(find_quotes(body, name, keeps_words))):
        body = body[: change.start] + change.new + body[change.end :]
    return body


GONE = ">\n> (This text was deleted.)"


@pytest.mark.parametrize(
    "body, kept, deleted",
    [
        (
            "> **Rosa** wrote:\n>\n> one\n> two\n\nYes.",
            "> **Former member** wrote:\n>\n> one\n> two\n\nYes.",
            f"> **Former member** wrote:\n{GONE}\n\nYes.",
        ),
        (
            "> **Rosa** wrote:\n> one\n> **Tom** wrote:\n> two",
            "> **Former member** wrote:\n> one\n> **Tom** wrote:\n> two",
            f"> **Former member** wrote:\n{GONE}\n> **Tom** wrote:\n> two",
        ),
        ("> **Rosa** wrote:", "> **Former member** wrote:", "> **Former member** wrote:"),
        ("> **Rosalind** wrote:\n> one", None, None),
        ("**Rosa** wrote: me", None, None),
        ("Rosa said it.\n> one", None, None),
    ],
)
def test_quotes_by_name(body: str, kept: str | None, deleted: str | None) -> None:
    assert after(body) == (kept or body)
    assert after(body, keeps_words=False) == (deleted or body)


def test_marks_move_with_their_words() -> None:
    changes = [Change(2, 4, "xxxxx"), Change(10, 20, "")]
    assert moved(0, 2, changes) == (0, 2)
    assert moved(5, 8, changes) == (8, 11)
    assert moved(20, 22, changes) == (13, 15)
    assert moved(9, 12, changes) is None


@pytest.mark.parametrize("name", ["Rosa", "R*[sa]_%", "Åsa <b>"])
def test_a_stored_quote_is_unnamed_rendered_again_and_keeps_its_marks(app: Flask, reader, name: str) -> None:
    quoted = make_post(author=make_member(name), body="How are you?")
    body = quote(quoted) + "I feel faint."
    post = make_post(quoted.thread, body=body)
    place = body.index("faint")
    add_finding(post, place, place + 5)
    assert unname_quotes(name, keeps_words=False) == 1
    db.session.commit()
    finding = db.session.query(Finding).one()
    revision = post.revision
    assert revision.body[finding.start : finding.end] == "faint"
    assert [revision.body[s:e] for s, e in finding.because[0]["spans"]] == ["faint"]
    assert "Former member" in revision.html and "How are you" not in revision.html + revision.body


def add_finding(post, start: int, end: int) -> None:
    screening = db.session.query(Screening).filter_by(revision_id=post.revision_id).one()
    because = [{"ruling": "x", "text": "x", "spans": [[start, end]]}]
    axes = {"assertion": "present", "temporality": "current", "experiencer": "author"}
    db.session.add(
        Finding(
            screening=screening,
            concept="x",
            source="x",
            field="body",
            start=start,
            end=end,
            level=1,
            because=because,
            **axes,
        )  # fmt: skip
    )
    db.session.commit()
