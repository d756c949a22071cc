"""Ask for an account to be deleted, take it back within seven days, and carry it out afterwards.

Until then nothing changes for readers: posts stay with their name, and the queue keeps its items, so that
the way back leads to the account as it was. The member is signed out everywhere, and who signs in meets
the page of gate.py.
"""

import secrets
from datetime import timedelta

import structlog
from sqlalchemy import select

from forum.db import db, lock_row, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import finish, promise
from forum.jobs.run import Work
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member
from forum.members.sessions import end_all_sessions
from forum.own_data.erase import erase
from forum.own_data.models import Closing

log = structlog.get_logger()

CLOSE = "close account"
WAY_BACK = timedelta(days=7)
MAIL_SUBJECT = "your account will be deleted"


def closing_of(member: Member) -> Closing | None:
    return db.session.scalar(select(Closing).filter_by(member_id=member.id))


def ask_to_close(member: Member, *, keeps_posts: bool, code: str = "") -> Closing:
    """Promise to erase the member in seven days, tell them by mail and sign them out everywhere.

    Asked a second time it changes nothing: the first word counts until it is taken back. Does not commit.
    """
    lock_row(member)  # a double click, or Facebook's request beside it, asks once
    if (earlier := closing_of(member)) is not None:
        return earlier
    closing = Closing(
        member_id=member.id,
        code=code or secrets.token_urlsafe(20),
        keeps_posts=keeps_posts,
        due_at=utcnow() + WAY_BACK,
    )
    db.session.add(closing)
    db.session.flush()
    promise(CLOSE, closing.id).due_at = closing.due_at
    end_all_sessions(member)
    link = link_to("security.login")
    send("closing", member.email, MAIL_SUBJECT, closing=closing, link=link)
    return closing


def keep_account(member: Member) -> bool:
    """Take it back; the receipt stays and points at nobody. False when there was nothing. Does not commit."""
    closing = closing_of(member)
    if closing is None:
        return False
    lock_row(closing)
    if closing.done_at is not None:
        return False
    closing.member_id = None
    return True


def keep_receipt(code: str) -> Closing:
    """A receipt of a deletion that is done already. Does not commit."""
    now = utcnow()
    closing = Closing(code=code, keeps_posts=True, asked_at=now, due_at=now, done_at=now)
    db.session.add(closing)
    db.session.flush()
    return closing


def carry_out(closing_id: int, in_request: bool) -> None:
    """The job: erase the member, unless they took it back."""
    if finish(CLOSE, closing_id):
        closing = db.session.get_one(Closing, closing_id)
        lock_row(closing)
        if closing.member_id is not None:
            member, keeps_posts = db.session.get_one(Member, closing.member_id), closing.keeps_posts
            closing.done_at = utcnow()
            erase(member, keeps_posts=keeps_posts)
    db.session.commit()


def give_up(closing_id: int) -> None:
    log.error("account not deleted", closing=closing_id)


CLOSING = Work(do=carry_out, give_up=give_up)


def sweep() -> None:
    """Promise again what was given up: a deletion is never forgotten. The caller commits."""
    overdue = select(Closing.id).where(Closing.member_id.is_not(None), Closing.due_at < utcnow())
    failed = select(Job.subject_id).where(Job.kind == CLOSE, Job.state == "failed")
    for closing_id in db.session.scalars(overdue.where(Closing.id.in_(failed))).all():
        promise(CLOSE, closing_id)
