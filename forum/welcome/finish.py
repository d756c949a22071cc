"""End the first visit: note what was ticked and chosen."""

from forum.db import utcnow
from forum.members.models import Member
from forum.welcome.terms import AGE, TERMS, VERSION, give_consent


def agree_to_terms(member: Member) -> None:
    """Note that the member agreed to the terms as they are now. Does not commit."""
    give_consent(member, TERMS, VERSION)


def finish_visit(member: Member, least_age: int, stage: str | None, mails: list[str]) -> None:
    """Welcome the member: from now on every page opens. Does not commit."""
    agree_to_terms(member)
    give_consent(member, AGE, str(least_age))
    member.stage, member.mail_choices = stage or None, mails
    member.welcomed_at = utcnow()
