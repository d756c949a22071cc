"""Mails about items that wait: one mail a moderator a round, held back during their quiet hours."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from forum.db import add_once, change_rows, db
from forum.desk.models import DeskSettings
from forum.desk.quiet import quiet_until
from forum.desk.settings import defaults
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member
from forum.oncall.cover import may_be_on_call
from forum.oncall.models import HeldMail
from forum.oncall.steps import LIFE_THREATENING
from forum.review.models import ReviewItem
from forum.screening import Level

MOST_LINES = 20
"""Items named in one mail; the queue has them all."""
TEMPLATE, SUBJECT, SUBJECT_MANY = "late_items", "an item waits on the desk", "items wait on the desk"


class Letters:
    """Collects what each moderator is to be told, then sends one mail each. Does not commit."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._items: dict[Member, dict[int, ReviewItem]] = defaultdict(dict)
        self._settings: dict[int, DeskSettings] | None = None

    def add(self, member: Member, item: ReviewItem) -> None:
        """Put the item into the member's mail, or keep it until their quiet hours end."""
        until = self._held_until(member, item)
        if until is None:
            self._items[member][item.id] = item
        else:
            add_once(HeldMail, member_id=member.id, item_id=item.id, clock_at=item.clock_at, due_at=until)

    def add_held(self) -> None:
        """What was held and is due: sent if its item still waits, dropped if not."""
        due = select(HeldMail, ReviewItem, Member).where(HeldMail.due_at <= self._now)
        due = due.join(ReviewItem, ReviewItem.id == HeldMail.item_id).join(
            Member, Member.id == HeldMail.member_id
        )
        for held, item, member in db.session.execute(due.order_by(HeldMail.id)).all():
            is_ours = change_rows(delete(HeldMail).where(HeldMail.id == held.id)) == 1
            still_waits = item.state == "open" and item.clock_at == held.clock_at
            if is_ours and still_waits and may_be_on_call(member):
                self.add(member, item)

    def send(self) -> None:
        for member, items in self._items.items():
            gravest_first = sorted(items.values(), key=lambda item: (-item.level, item.clock_at, item.id))
            _write(member, gravest_first)

    def _held_until(self, member: Member, item: ReviewItem) -> datetime | None:
        if item.level in LIFE_THREATENING:
            return None
        if self._settings is None:
            self._settings = {row.member_id: row for row in db.session.scalars(select(DeskSettings))}
        return quiet_until(self._settings.get(member.id) or defaults(), self._now)


def _write(member: Member, items: Sequence[ReviewItem]) -> None:
    """No post text, no name, and nothing of the levels in the subject: it shows on locked screens."""
    lines = [(Level(item.level).word, link_to("review.show", item_id=item.id)) for item in items[:MOST_LINES]]
    send(
        TEMPLATE,
        member.email,
        SUBJECT if len(items) == 1 else f"{len(items)} {SUBJECT_MANY}",
        lines=lines,
        more=len(items) - len(lines),
        queue=link_to("queue.index"),
    )
