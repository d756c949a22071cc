"""Shadow: each new text is also read by the changed reader, later and elsewhere. Counts, and shows nobody.

A text's own screening promises the job and knows nothing more of it: whatever goes wrong here changes
neither the post, nor its notice, nor the queue.
"""

from sqlalchemy import select

from forum.db import db, lock_row
from forum.jobs.promise import finish, promise
from forum.jobs.run import NotNow, Work
from forum.members.models import Member
from forum.modlog.record import record_desk
from forum.posts.models import Revision
from forum.review.models import Screening
from forum.screening import OUTAGE, RuleError, ScreeningError
from forum.trials import queries
from forum.trials.models import Proposal, Shadow
from forum.trials.pack import Change
from forum.trials.readers import read_changed
from forum.trials.tally import Seen, Tally

SHADOW = "shadow"
Key = tuple[int, str]
"""A proposal and its content."""


def start(proposal: Proposal, moderator: Member) -> bool:
    """Begin to count. False when the proposal was not tried, or is further already. Does not commit."""
    lock_row(proposal)
    if proposal.state != "tried":
        return False
    proposal.state = "shadow"
    db.session.add(Shadow(proposal=proposal, content_hash=proposal.content_hash))
    record_desk(moderator, "put a rule change in shadow", after={"proposal": proposal.id})
    return True


def watch(revision: Revision) -> None:
    """A new screening is stored: promise the second reading, if there is any to do. Does not commit."""
    if queries.is_any_in_shadow():
        promise(SHADOW, revision.id)


def read_promised(revision_id: int, in_request: bool) -> None:
    """The job: read with each changed reader, then count."""
    revision = db.session.get_one(Revision, revision_id)
    post_id, title, body = revision.post_id, revision.title, revision.body
    screening = db.session.scalars(select(Screening).filter_by(revision_id=revision_id)).one()
    before = Seen.of(screening) if screening.state == "done" else None
    changes = [Change.of(proposal) for proposal in queries.shadow_proposals()]
    db.session.rollback()  # reading takes its time: hold no connection meanwhile
    results = {(one.id, one.content_hash): _read(one, title, body) for one in changes}
    if finish(SHADOW, revision_id):
        for key, after in results.items():
            _count(key, post_id, revision_id, before, after)
    db.session.commit()


def _read(change: Change, title: str, body: str) -> Seen | None:
    try:
        return Seen.of(read_changed(change, title, body))
    except RuleError:
        return None  # what it built on has gone meanwhile; the page says so
    except ScreeningError as error:
        if error.stage == OUTAGE:
            raise NotNow(f"{error.stage}: {error.kind}") from None
        return None


def _count(key: Key, post_id: int, revision_id: int, before: Seen | None, after: Seen | None) -> None:
    going = select(Shadow).filter_by(proposal_id=key[0], content_hash=key[1], ended_at=None)
    shadow = db.session.scalar(going.order_by(Shadow.id.desc()).limit(1))
    if shadow is None:
        return
    lock_row(shadow)
    tally = Tally.from_json(shadow.tally)
    if before is None or after is None:
        tally.unread += 1
    else:
        tally.add(post_id, revision_id, before, after)
    shadow.tally = tally.as_json()


def give_up(revision_id: int) -> None:
    """After the last try the text counts as one that could not be read. Does not commit."""
    for proposal in queries.shadow_proposals():
        _count((proposal.id, proposal.content_hash), 0, revision_id, None, None)


SHADOWING = Work(do=read_promised, give_up=give_up)
