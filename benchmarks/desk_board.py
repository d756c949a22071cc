"""A board with many open review items and many moderators at their desks, for `benchmarks.desk`."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from benchmarks.pages import fill
from forum.db import db, utcnow
from forum.devices.keep import begin
from forum.devices.watch import DEVICE
from forum.factors.codes import METHOD
from forum.factors.proof import SECOND_FACTOR
from forum.members.models import Member, Role
from forum.review.models import Finding, ReviewItem, ReviewReason
from forum.welcome.finish import agree_to_terms

KINDS = ("screening", "report", "failed")


def fill_desk(items: int, moderators: int) -> None:
    """As many posts as items, each waiting, with two findings in its text; every fifth item is claimed."""
    fill(items)
    now, ids = utcnow(), range(1, items + 1)
    db.session.execute(insert(ReviewItem), [item_row(n, now) for n in ids])
    db.session.execute(
        insert(ReviewReason), [{"item_id": n, "kind": KINDS[n % len(KINDS)], "subject_id": n} for n in ids]
    )
    found = [finding_row(n, start) for n in ids for start in (0, 14)]
    db.session.execute(insert(Finding), found)
    role = db.session.scalar(select(Role).filter_by(name="moderator")) or Role(name="moderator")
    db.session.add(role)
    for member in db.session.scalars(select(Member).order_by(Member.id).limit(moderators)):
        member.roles = [role]
        member.confirmed_at, member.welcomed_at = now.replace(tzinfo=None), now
        member.tf_primary_method, member.tf_totp_secret = METHOD, "{}"
        agree_to_terms(member)
    db.session.commit()


def item_row(n: int, now: Any) -> dict[str, Any]:
    since = now - timedelta(minutes=n % 3_000)
    is_claimed = n % 5 == 0
    return {
        "post_id": n, "level": n % 5, "opened_at": since, "clock_at": since, "touched_at": since,
        "claimed_by_id": 1 if is_claimed else None, "claimed_at": now if is_claimed else None,
        "claimed_until": now + timedelta(hours=1) if is_claimed else None,
    }  # fmt: skip


def finding_row(n: int, start: int) -> dict[str, Any]:
    return {
        "screening_id": n, "concept": "bleeding", "field": "body", "start": start, "end": start + 10,
        "assertion": "present", "temporality": "current", "experiencer": "author", "level": n % 5,
        "because": [], "source": "benchmark",
    }  # fmt: skip


def cookies_of(app: Flask, moderators: int) -> list[str]:
    """A session cookie for each moderator, as a sign-in with a second factor would leave it."""
    seal = app.session_interface.get_signing_serializer(app)
    found = []
    for member in db.session.scalars(select(Member).order_by(Member.id).limit(moderators)):
        key = begin(member, "Firefox on Linux")
        values = {"_user_id": member.fs_uniquifier, "_fresh": True, DEVICE: key, SECOND_FACTOR: key}
        found.append(seal.dumps(values))
    db.session.commit()
    return found
