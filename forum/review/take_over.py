"""Take an item over from the moderator who has it, with a word to them."""

from forum.desk.notes import tell
from forum.members.models import Member
from forum.modlog.record import record
from forum.review import claim
from forum.review.models import ReviewItem

MOST_WORD = 300


def take_over(item: ReviewItem, moderator: Member, from_id: int, word: str = "") -> bool:
    """Claim an item that `from_id` was seen to have, and tell them. Return False when that has changed.

    Whoever let go meanwhile is told nothing: then the item was free. Does not commit.
    """
    if claim.take(item, moderator):
        return True
    other = item.claimed_by
    if other is None or not claim.take_over(item, moderator, from_id):
        return False
    tell(other, "taken over", word, item, moderator)
    record(moderator, "took over item", item.post, before={"claim": "another's"}, after={"claim": "own"})
    return True
