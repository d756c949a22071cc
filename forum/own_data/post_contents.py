"""A member's posts as plain data, batch by batch: a few queries for each batch."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from forum.db import db
from forum.members.models import Member
from forum.modlog.models import READ, ModLogEntry
from forum.notices.models import WORDS, Acknowledgement
from forum.posts.models import Post, Revision
from forum.review.models import Finding, Screening
from forum.screening import Level

BATCH = 200
SAID = {
    "kept notice": "A moderator looked and kept the note as it was.",
    "changed notice": "A moderator looked and changed the level of the note.",
    "removed notice": "A moderator looked and took the note away.",
    "undid decision": "A moderator took an earlier decision back.",
    "wrote to author": "A moderator wrote to you about the post.",
    "hid post": "A moderator hid the post from others.",
    "showed post": "A moderator let everybody read the post again.",
    "deleted post": "A moderator took the post away.",
    READ: "A moderator read the post at their desk.",
}
"""What a moderator did to a post, as its author is told."""


def moment(time: datetime | None) -> str | None:
    """ISO 8601 in UTC. The login library's own times come without a zone and are UTC too."""
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def posts_of(member: Member) -> Iterator[dict[str, Any]]:
    """The member's posts, oldest first, deleted ones too: their text is still held."""
    last = 0
    while posts := _batch(member, last):
        yield from _told(posts, member)
        last = posts[-1].id  # the session holds rows only as long as somebody else does


def _batch(member: Member, after: int) -> list[Post]:
    theirs = select(Post).where(Post.author_id == member.id, Post.id > after).order_by(Post.id).limit(BATCH)
    return list(db.session.scalars(theirs.options(joinedload(Post.thread))))


def _told(posts: Sequence[Post], member: Member) -> Iterator[dict[str, Any]]:
    ids = [post.id for post in posts]
    revisions = _by_post(select(Revision).where(Revision.post_id.in_(ids)).order_by(Revision.number))
    answers = _by_post(select(Acknowledgement).where(Acknowledgement.post_id.in_(ids)))
    actions = _by_post(select(ModLogEntry).where(ModLogEntry.post_id.in_(ids)).order_by(ModLogEntry.id))
    read = _screenings([revision.id for each in revisions.values() for revision in each])
    for post in posts:
        yield {
            "id": post.id,
            "thread_id": post.thread_id,
            "thread_title": post.thread.title,
            "starts_the_thread": post.is_first,
            "written_at": moment(post.created_at),
            "edited_at": moment(post.edited_at),
            "deleted_at": moment(post.deleted_at),
            "deleted_by": _deleter(post, member),
            "hidden_at": moment(post.hidden_at),
            "why_it_is_hidden": post.hidden_reason,
            "level_shown": Level(post.shown_level).word,
            "versions": [_version(revision, read.get(revision.id)) for revision in revisions[post.id]],
            "your_answers_to_notes": [_answer(answer) for answer in answers[post.id]],
            "what_moderators_did": [_action(entry) for entry in actions[post.id]],
        }


def _by_post(rows: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(rows):
        grouped[row.post_id].append(row)
    return grouped


def _screenings(revision_ids: Sequence[int]) -> dict[int, Screening]:
    rows = select(Screening).where(Screening.revision_id.in_(revision_ids))
    found = db.session.scalars(rows.options(selectinload(Screening.findings)))
    return {row.revision_id: row for row in found}


def _deleter(post: Post, member: Member) -> str | None:
    if post.deleted_at is None:
        return None
    return "you" if post.deleted_by_id == member.id else "a moderator"


def _version(revision: Revision, screening: Screening | None) -> dict[str, Any]:
    return {
        "number": revision.number,
        "title": revision.title,
        "text": revision.body,
        "html": revision.html,
        "written_at": moment(revision.created_at),
        "read_by_the_program": _reading(revision, screening) if screening else None,
    }


def _reading(revision: Revision, screening: Screening) -> dict[str, Any]:
    return {
        "state": screening.state,
        "level": Level(screening.level).word,
        "read_at": moment(screening.finished_at),
        "reader": screening.version,
        "words_that_counted": [_words(revision, f) for f in screening.findings if f.level >= Level.INFO],
    }


def _words(revision: Revision, finding: Finding) -> dict[str, Any]:
    text = getattr(revision, finding.field)
    return {"words": text[finding.start : finding.end], "level": Level(finding.level).word}


def _answer(answer: Acknowledgement) -> dict[str, Any]:
    return {
        "answer": WORDS[answer.word],
        "given_at": moment(answer.created_at),
        "taken_back_at": moment(answer.undone_at),
    }


def _action(entry: ModLogEntry) -> dict[str, Any]:
    said = SAID.get(entry.action, "A moderator changed something about the post.")
    return {"what": said, "level_after": entry.after.get("level"), "done_at": moment(entry.created_at)}
