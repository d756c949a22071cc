"""What the watcher of the live pages asks the database: what changed, and who may still hear of it.

Four queries at most, however many items and streams there are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select

from forum.db import db, utcnow
from forum.devices.models import Device
from forum.members.models import MODERATOR_ROLES, Member, Role
from forum.review.claim import is_claimed
from forum.review.models import ReviewItem


@dataclass(frozen=True, slots=True)
class News:
    """Two that are equal tell the same state of the queue.

    The newest change alone would not do: of two changes at once the one that was stamped first may be
    committed last. Versions and running claims tell of it, and of claims whose time is over.
    """

    counts: tuple[tuple[int, int], ...] = ()
    """(level, open items) of each level that has any."""
    changed_at: datetime | None = None
    versions: int = 0
    claims: int = 0

    def as_dict(self) -> dict[str, dict[str, int]]:
        return {"counts": {str(level): number for level, number in self.counts}}


def read_news() -> News:
    by_level = (
        select(
            ReviewItem.level,
            func.count(),
            func.sum(ReviewItem.version),
            func.sum(case((is_claimed(utcnow()), 1), else_=0)),
        )
        .where(ReviewItem.state == "open")
        .group_by(ReviewItem.level)
        .order_by(ReviewItem.level.desc())
    )
    rows = db.session.execute(by_level).all()
    return News(
        counts=tuple((level, number) for level, number, _, _ in rows),
        changed_at=db.session.scalar(select(func.max(ReviewItem.touched_at))),
        versions=sum(versions for _, _, versions, _ in rows),
        claims=sum(claims for _, _, _, claims in rows),
    )


def who_may_hear(device_ids: Collection[int]) -> set[int]:
    """Those of these devices that are signed in and whose member is still a moderator in good standing."""
    may = (
        select(Device.id)
        .join(Device.member)
        .where(
            Device.id.in_(device_ids),
            Device.ended_at.is_(None),
            Member.roles.any(Role.name.in_(MODERATOR_ROLES)),
            _is_over(Member.suspended_until),
        )
    )
    return set(db.session.scalars(may))


def _is_over(until: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    return or_(until.is_(None), until <= utcnow())
