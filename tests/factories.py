"""Rows for tests. Everything goes through the board's own verbs, so that counts and promises are right."""

import uuid
from functools import cache
from itertools import count

from flask_security import hash_password
from sqlalchemy import select

from forum.boards.models import Board
from forum.db import db, utcnow
from forum.demo.people import TOTP_KEY
from forum.factors.codes import METHOD
from forum.factors.library import library
from forum.members.models import MODERATOR_ROLES, Member, Role
from forum.posts.models import Post
from forum.posts.write import reply, start_thread
from forum.review.intake import screen_now
from forum.threads.models import Thread
from forum.welcome.finish import agree_to_terms

_numbers = count(1)


def add_roles() -> None:
    for name in ("member", "moderator", "admin"):
        db.session.add(Role(name=name))
    db.session.commit()


PASSWORD = "purple kettle under rain"


def make_member(name: str = "", role: str = "member", **fields: object) -> Member:
    """A confirmed, welcomed member; `password=PASSWORD` gives one who can use the sign-in page.

    Moderators have an app for codes with the key `TOTP_KEY`, unless `tf_totp_secret=None` says otherwise.
    """
    number = next(_numbers)
    if password := fields.pop("password", None):
        fields["password"] = hash_password(str(password))
    usual: dict[str, object] = {
        "name": name or f"member{number}",
        "email": f"member{number}@example.org",
        "active": True,
        "fs_uniquifier": uuid.uuid4().hex,
        "confirmed_at": utcnow().replace(tzinfo=None),
        "roles": list(db.session.scalars(select(Role).filter_by(name=role))),
        "welcomed_at": utcnow() if fields.get("confirmed_at", True) else None,
    }
    if role in MODERATOR_ROLES:
        usual |= {"tf_primary_method": METHOD, "tf_totp_secret": app_secret()}
    member = Member(**usual | fields)
    db.session.add(member)
    if member.welcomed_at:
        agree_to_terms(member)
    db.session.commit()
    return member


@cache
def app_secret() -> str:
    """The key of the app as the table keeps it; made once, as the encryption is slow on purpose."""
    return str(library().totp_factory.keep(TOTP_KEY))


def make_board(title: str = "", **fields: object) -> Board:
    number = next(_numbers)
    usual = {"slug": f"board-{number}", "title": title or f"Board {number}", "position": number}
    board = Board(**usual | fields)
    db.session.add(board)
    db.session.commit()
    return board


def make_thread(
    board: Board | None = None, author: Member | None = None, title: str = "A thread", body: str = "Hello."
) -> Thread:
    """A thread with its first post, screened."""
    post = start_thread(board or make_board(), author or make_member(), title, body, str(uuid.uuid4()))
    db.session.commit()
    screen_now(post.revision)
    return post.thread


def make_post(thread: Thread | None = None, author: Member | None = None, body: str = "A reply.") -> Post:
    """A reply, screened."""
    post = reply(thread or make_thread(), author or make_member(), body, str(uuid.uuid4()))
    db.session.commit()
    screen_now(post.revision)
    return post
