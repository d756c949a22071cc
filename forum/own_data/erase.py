"""Erase a member for good: their row goes, and with it all that says who they were.

What becomes of each table stands in fates.py; what is left in the end stands in leftovers.py and is
checked there against the whole database.
"""

from sqlalchemy import String, cast, delete, func, literal, or_, select, update

from forum.db import change_rows, db
from forum.drafts import park
from forum.drafts.models import ParkedForm
from forum.mails.models import Mail
from forum.mails.sweep import drop
from forum.members.former import former_member
from forum.members.models import Member
from forum.own_data.cases import clear_cases
from forum.own_data.fates import FATES, Fate
from forum.own_data.notes import clear_notes
from forum.own_data.quotes import unname_quotes
from forum.own_data.texts import empty_texts
from forum.posts.models import Post
from forum.reports.models import Report
from forum.signin.models import Arrival, Identity


def erase(member: Member, *, keeps_posts: bool) -> None:
    """Take the member out of every table. Texts stay without the name, or are emptied. Does not commit."""
    former = former_member()
    db.session.flush()
    clear_notes(member, keeps_posts=keeps_posts)  # before the texts: they tell which posts were deleted
    empty_texts(member, only_deleted=keeps_posts)
    clear_cases(member)
    db.session.flush()
    unname_quotes(member.name, keeps_words=keeps_posts)
    db.session.flush()
    _drop_loose_rows(member)
    _make_room(member, former)
    for column, fate in FATES.items():
        _settle(column, fate, member, former)
    change_rows(delete(Member).where(Member.id == member.id))
    db.session.expire_all()


def _settle(column_name: str, fate: Fate, member: Member, former: Member) -> None:
    table_name, name = column_name.split(".")
    table = db.metadata.tables[table_name]
    theirs = table.c[name] == member.id
    if fate is Fate.DELETE:
        change_rows(table.delete().where(theirs))
    else:
        change_rows(table.update().where(theirs).values({name: former.id if fate is Fate.GIVE else None}))


def _make_room(member: Member, former: Member) -> None:
    """What is unique for one author or reporter must be so among all former members."""
    # The key of the form came from the member's browser; the post's own id is as good.
    key = literal("former-") + cast(Post.id, String)
    change_rows(update(Post).where(Post.author_id == member.id).values(form_key=key))
    reported = select(Report.post_id).where(Report.reporter_id == former.id)
    change_rows(delete(Report).where(Report.reporter_id == member.id, Report.post_id.in_(reported)))


def _drop_loose_rows(member: Member) -> None:
    """Rows that point at no member: found by address, by identity or by the pages of the member's posts."""
    to_them = select(Mail.id).where(func.lower(Mail.recipient) == member.email.lower())
    drop(list(db.session.scalars(to_them)))
    same = select(Identity.id).where(
        Identity.member_id == member.id,
        Identity.issuer == Arrival.issuer,
        Identity.subject == Arrival.subject,
    )
    at_address = func.lower(Arrival.email) == member.email.lower()
    change_rows(delete(Arrival).where(or_(at_address, same.exists())))
    park.sweep()
    edit = literal("/posts/") + cast(Post.id, String) + literal("/edit")
    edits = select(edit).where(Post.author_id == member.id)
    change_rows(delete(ParkedForm).where(ParkedForm.path.in_(edits)))
