"""What silenced and suspended members meet: a page with the reason, the end and whom to write to.

The page keeps what was typed and has the numbers to call: nobody is cut off from help.
"""

from typing import Any

from flask import Flask, current_app, render_template, request
from flask_security import logout_user

from forum.drafts import park
from forum.members.models import Member
from forum.members.queries import signed_in_member
from forum.notices.cards import CareCard
from forum.notices.refused import card_of_typed

CLOSED_TO_SILENCED = frozenset(
    {
        "threads.new",
        "threads.reply",
        "posts.edit",
        "reports.new",
        # A moderator who is silenced does not judge others meanwhile.
        "threads.moderate",
        "threads.move",
        "standing.stop",
        "standing.lift",
        "hiding.hide",
        "letters.write",
        "asks.ask",
        "asks.answer",
        "hiding.show_again",
        "review.go_on_deciding",
        "review.settle",
        "review.take_back",
        "trials.new",
        "trials.change",
        "trials.try_it",
        "trials.put_in_shadow",
        "trials.go_live",
        "trials.withdraw",
        "claim.take",
        "claim.prolong",
        "claim.give_back",
        "claim.take_over_item",
        "oncall.put",
        "cases.settle",
        "scores.alarm",
    }
)
"""Everything else stays open to them: reading, help cards and their answers, settings, deleting, data."""
FILES = frozenset({"static", "bootstrap.static", "security.static", "icons"})


def init_app(app: Flask) -> None:
    app.before_request(check_standing)


def check_standing() -> Any:
    if request.endpoint in FILES or (member := signed_in_member()) is None:
        return None
    if member.is_suspended:
        card = card_of_typed()  # with the numbers of their own country
        logout_user()
        return refusal(member, card)
    if member.is_silenced and request.endpoint in CLOSED_TO_SILENCED:
        park.park()
        return refusal(member, card_of_typed())
    return None


def refusal(member: Member, card: CareCard | None = None) -> tuple[str, int]:
    """403 with the reason and what was typed. A silenced member finds it again in the form, for a day."""
    fields = park.typed_fields() if request.method == "POST" else {}
    return render_template(
        "members/refused.html",
        member=member,
        until=member.suspended_until if member.is_suspended else member.silenced_until,
        contact=current_app.config["CONTACT"],
        card=card,
        typed=[fields[name] for name in ("title", *sorted(park.WRITTEN_FIELDS)) if fields.get(name)],
    ), 403
