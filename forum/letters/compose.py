"""What the page on which a letter is written needs: the answers to begin with, filled for this item."""

from dataclasses import dataclass

from forum.letters.answers import answer_of, direction, filled, load, offered
from forum.letters.models import Letter
from forum.letters.queries import letters_about
from forum.members.models import Member
from forum.review.models import ReviewItem, Screening
from forum.review.queries import screening_of, standing_decision


@dataclass(frozen=True, slots=True)
class Beginning:
    """An answer with its text filled in."""

    key: str
    name: str
    subject: str
    body: str


def beginnings(item: ReviewItem, moderator: Member, screening: Screening | None = None) -> list[Beginning]:
    """Those that fit the item; on a decided one, those that fit the decision. A page has the screening."""
    screening, decision = screening or screening_of(item.post), None
    if item.state == "decided":
        decision = standing_decision(item)
    fits = decision and direction(decision.level_before, decision.level_after, decision.verdict)
    found = offered(item, fits)
    return [Beginning(a.key, a.name, a.subject, filled(a, item, screening, moderator)) for a in found]


def speaks_of_another(key: str, fits: str) -> bool:
    """True when the answer with this key tells of another decision than the one that was made."""
    answer = answer_of(key)
    return answer is not None and answer.fits not in ("", fits)


def earlier_letters(item: ReviewItem) -> list[Letter]:
    return letters_about(item.id)


def name_of(key: str) -> str:
    """The answer's name as the moderator picked it."""
    return load()[1][key].name
