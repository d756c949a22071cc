"""What a proposal must have behind it before it may go live. docs/try-before-live.md prints this table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from forum.db import utcnow
from forum.members.models import Member
from forum.trials import queries
from forum.trials.check import faults_of
from forum.trials.models import Proposal
from forum.trials.tally import Tally

SHORTEST_REASON = 10
"""Characters of the reason for approving one's own proposal: more than "ok"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants it live now."""

    proposal: Proposal
    approver: Member
    version: str
    """Of the reader that serves the board."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    rule: str
    is_open: Callable[[Asked], bool]


def is_tested(asked: Asked) -> bool:
    return queries.backtest_that_counts(asked.proposal, asked.version) is not None


def is_shadowed(asked: Asked) -> bool:
    shadow = queries.last_shadow(asked.proposal)
    if asked.proposal.state != "shadow" or shadow is None:
        return False
    hours = timedelta(hours=current_app.config["SHADOW_HOURS"])
    is_long = utcnow() - shadow.started_at >= hours
    tally = Tally.from_json(shadow.tally)
    # A text that one of the two could not read tells nothing of the change.
    return is_long or tally.read - tally.unread >= current_app.config["SHADOW_TEXTS"]


def is_admin(asked: Asked) -> bool:
    return asked.approver.is_admin


def is_other(asked: Asked) -> bool:
    if asked.approver.id != asked.proposal.proposer_id:
        return True
    return queries.count_admins() == 1 and len(asked.reason.strip()) >= SHORTEST_REASON


def is_readable(asked: Asked) -> bool:
    return not faults_of(asked.proposal.kind, asked.proposal.content)


def reads_here(asked: Asked) -> bool:
    return not current_app.config["MODERATION_URL"]


GATES = {
    "tested": Gate(
        "A finished backtest of this very content, against the reader that serves the board now.", is_tested
    ),
    "shadowed": Gate(
        "In shadow for CAREBOARD_SHADOW_HOURS hours, or CAREBOARD_SHADOW_TEXTS texts, whichever comes first.",
        is_shadowed,
    ),
    "admin": Gate("Approved by an admin.", is_admin),
    "other": Gate(
        "Approved by somebody else than whoever proposed it. Where there is one admin only, that admin may "
        "approve their own and says why; the reason stands in the log.",
        is_other,
    ),
    "readable": Gate("The rule reader takes it beside all other rules as they are now.", is_readable),
    "here": Gate(
        "Posts are read on this machine. A service elsewhere gets its rules from whoever runs it: "
        "download the pack and give it to them.",
        reads_here,
    ),
}


def told(name: str) -> str:
    """The rule of a gate for a page: with the numbers of this board, not the names of its settings."""
    rule = GATES[name].rule
    for setting in ("SHADOW_HOURS", "SHADOW_TEXTS"):
        rule = rule.replace(f"CAREBOARD_{setting}", str(current_app.config[setting]))
    return rule


def gates_of(asked: Asked, is_final: bool = True) -> dict[str, bool]:
    """Each gate by name, and whether it is open. Reading all rules takes a second: a page that only shows
    the gates leaves that one to the moment of approval."""
    return {
        name: gate.is_open(asked)
        for name, gate in GATES.items()
        if is_final or gate.is_open is not is_readable
    }


def as_markdown() -> str:
    """The gates as docs/try-before-live.md prints them."""
    return "\n".join(f"{number}. {gate.rule}" for number, gate in enumerate(GATES.values(), 1))
