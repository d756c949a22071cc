"""Tell by a mail that somebody replied, to members who asked for such mails."""

from forum.mails.links import link_to
from forum.mails.models import Mail
from forum.mails.send import send
from forum.members.models import Member
from forum.threads.models import Thread
from forum.threads.visits import read_up_to

CHOICE = "replies"


def tell_of_reply(thread: Thread, author: Member, last_post_id: int | None) -> Mail | None:
    """Put a mail to who started the thread; None when there is none to send. Does not commit.

    `last_post_id` is the last post before this reply: while it is unread they have their mail already.
    """
    starter = thread.author
    if starter is author or CHOICE not in starter.mail_choices:
        return None
    read = read_up_to(starter, thread)
    if read is not None and read < (last_post_id or 0):
        return None
    page, choices = link_to("threads.show", thread_id=thread.id), link_to("members.settings")
    return send("reply", starter.email, "somebody replied to you", page=page, choices=choices)
