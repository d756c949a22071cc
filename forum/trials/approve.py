"""Let a proposal go live. Nothing else does."""

from forum.db import lock_row, utcnow
from forum.modlog.record import record_desk
from forum.trials.gate import Asked, gates_of
from forum.trials.propose import about, end_shadow

WENT_LIVE = "put a rule change live"


def approve(asked: Asked) -> list[str]:
    """Make it live, or return the names of the gates that are closed. Does not commit.

    Every process loads it within seconds; see live.py.
    """
    proposal = asked.proposal
    lock_row(proposal)
    closed = [name for name, is_open in gates_of(asked).items() if not is_open]
    if closed:
        return closed
    end_shadow(proposal)
    proposal.state, proposal.live_at, proposal.approved_by_id = "live", utcnow(), asked.approver.id
    after = about(proposal) | {"reader before": asked.version}
    record_desk(asked.approver, WENT_LIVE, before={"state": "shadow"}, after=after, note=asked.reason)
    return []
