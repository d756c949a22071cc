"""Send a letter to the author of a post."""

from forum.db import db
from forum.letters.models import Letter
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member
from forum.modlog.record import record
from forum.review.models import ReviewItem


def send_letter(item: ReviewItem, moderator: Member, subject: str, body: str) -> Letter | None:
    """Put the letter on the board and mail that there is one. None where nobody could read it.

    The mail holds no word of it: neither subject nor text. Does not commit.
    """
    post, member = item.post, item.post.author
    if member.is_former:
        return None
    letter = Letter(member=member, moderator=moderator, item=item, post=post, subject=subject, body=body)
    db.session.add(letter)
    record(moderator, "wrote to author", post)
    send("letter", member.email, "a letter waits for you", page=link_to("letters.index"))
    return letter
