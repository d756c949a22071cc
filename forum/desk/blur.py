"""Fold distressing texts until their reader asks for them, as each moderator chose."""

from forum.desk.settings import settings_of
from forum.members.models import Member
from forum.screening import Level

FOLDED = {
    "off": frozenset(),
    "crisis": frozenset({Level.CRISIS}),
    "all": frozenset({Level.CRISIS, Level.EMERGENCY}),
}
"""Levels whose texts are folded, by what a moderator may choose."""


def folded_levels(member: Member) -> frozenset[Level]:
    return FOLDED.get(settings_of(member).blur, FOLDED["crisis"])
