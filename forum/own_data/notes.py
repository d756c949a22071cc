"""Notes about a member's posts that others wrote: moderators in the log, members in their reports.

Where the posts stay, a note stays without the member's name and address; where the texts go, so do notes
about them, as they may quote them.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select, true, update

from forum.asks.models import Ask
from forum.cases.models import RuleAlarm
from forum.db import change_rows, db
from forum.letters.models import Letter
from forum.members.models import FORMER_NAME, Member
from forum.modlog.models import ModLogEntry
from forum.posts.models import Post
from forum.reports.models import Report
from forum.review.models import Decision, ReviewItem
from forum.trials.models import Proposal


def clear_notes(member: Member, *, keeps_posts: bool) -> None:
    """Does not commit."""
    posts = select(Post.id).where(Post.author_id == member.id)
    gone = posts.where(Post.deleted_at.is_not(None)) if keeps_posts else posts
    for table, about in _notes():
        change_rows(update(table).where(about(gone), table.note != "").values(note=""))
        if keeps_posts:
            _unname(table, about(posts), member)
    _clear_answers(member, gone, posts if keeps_posts else None)
    _clear_hidden_reasons(member, gone, posts if keeps_posts else None)
    for entry in entries_about(member):
        entry.note = ""
    mine = update(Report).where(Report.reporter_id == member.id)
    change_rows(mine.values(note=""))
    _unname(RuleAlarm, RuleAlarm.settled_by_id == member.id, member, RuleAlarm.done)
    for table, column in ((Decision, Decision.moderator_id), (ModLogEntry, ModLogEntry.moderator_id)):
        _unname(table, column == member.id, member)
    _unname(Letter, Letter.moderator_id == member.id, member, Letter.body)
    for column, by in ((Ask.note, Ask.sender_id), (Ask.answer, Ask.answered_by_id)):
        _unname(Ask, by == member.id, member, column)
    # Why a rule should change may tell of anybody.
    _unname(Proposal, true(), member, Proposal.why)


def _clear_answers(member: Member, gone: Any, kept: Any) -> None:
    """What moderators answered each other about the posts; their questions are notes like all others."""
    change_rows(update(Ask).where(_items(Ask, gone)).values(answer=""))
    if kept is not None:
        _unname(Ask, _items(Ask, kept), member, Ask.answer)


def _clear_hidden_reasons(member: Member, gone: Any, kept: Any) -> None:
    """The line that stands in the place of a hidden post, in the posts themselves."""
    change_rows(update(Post).where(Post.id.in_(gone)).values(hidden_reason=""))
    if kept is not None:
        _unname(Post, Post.id.in_(kept), member, Post.hidden_reason)
    _unname(Post, Post.hidden_by_id == member.id, member, Post.hidden_reason)


def entries_about(member: Member) -> Sequence[ModLogEntry]:
    """What moderators did to the member as a person, such as to silence them; see `record_member`."""
    about = (ModLogEntry.member_id == member.id, ModLogEntry.thread_id.is_(None))
    return db.session.scalars(select(ModLogEntry).where(*about).order_by(ModLogEntry.id)).all()


def _notes() -> Any:
    """Each table with notes, and what makes its rows notes about some posts."""
    yield Report, lambda posts: Report.post_id.in_(posts)
    yield ModLogEntry, lambda posts: ModLogEntry.post_id.in_(posts)
    yield Decision, lambda posts: _items(Decision, posts)
    yield Ask, lambda posts: _items(Ask, posts)


def _items(table: Any, posts: Any) -> Any:
    """The rows of this table that are about a review item of these posts."""
    return table.item_id.in_(select(ReviewItem.id).where(ReviewItem.post_id.in_(posts)))


def _unname(table: Any, condition: Any, member: Member, column: Any = None) -> None:
    """Put "Former member" where a note, or this column, has the name or address as words of their own."""
    words = (member.name, member.email)
    column = table.note if column is None else column
    named = or_(*(func.lower(column).contains(word.lower(), autoescape=True) for word in words))
    for row in db.session.scalars(select(table).where(condition, named)):
        setattr(row, column.key, without(getattr(row, column.key), words))


def without(text: str, words: tuple[str, ...]) -> str:
    """The text with "Former member" in place of these words, whatever their case."""
    for word in words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", FORMER_NAME, text, flags=re.IGNORECASE)
    return text
