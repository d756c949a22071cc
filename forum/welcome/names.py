"""Names to choose from that tell nothing, and a look at whether a chosen one tells who somebody is."""

import random
import re
import unicodedata

from sqlalchemy import select

from forum.db import db
from forum.members.models import Member, name_key

FIRST = (
    "Amber", "Autumn", "Bright", "Calm", "Clear", "Copper", "Early", "Evening", "Gentle", "Golden", "Green",
    "Hazel", "Indigo", "Ivory", "Little", "Lunar", "Maple", "Misty", "Morning", "Northern", "Olive",
    "Patient", "Quiet", "Rainy", "Silver", "Slow", "Snowy", "Soft", "Spring", "Steady", "Still", "Summer",
    "Sunny", "Velvet", "Warm", "Willow", "Winter", "Wandering",
)  # fmt: skip
SECOND = (
    "Acorn", "Badger", "Beacon", "Birch", "Bridge", "Brook", "Candle", "Cedar", "Cloud", "Clover", "Compass",
    "Cove", "Feather", "Fern", "Finch", "Garden", "Harbour", "Heron", "Hill", "Island", "Kettle", "Kite",
    "Lantern", "Lark", "Meadow", "Moth", "Otter", "Pebble", "Pine", "Plum", "Puffin", "River", "Robin",
    "Sparrow", "Stone", "Teapot", "Thistle", "Valley", "Wren",
)  # fmt: skip
"""Kind words that say nothing of body, age, sex, place or illness."""

OFFERED = 4
SHORTEST = 3
"""Letters of a word that can point to somebody; initials and "de" do not."""


def suggest_names(seed: str) -> list[str]:
    """Free names, the same for the same seed: a page that comes back shows the ones that were seen."""
    chance = random.Random(seed)
    drawn = list(dict.fromkeys(_draw(chance) for _ in range(OFFERED * 5)))
    taken = set(db.session.scalars(select(Member.name_key).where(Member.name_key.in_(map(name_key, drawn)))))
    return [name for name in drawn if name_key(name) not in taken][:OFFERED]


def _draw(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.randrange(2, 100)}"


def looks_real(name: str, given_name: str, email: str | None) -> bool:
    """True when the name holds a word of the real name or of the e-mail address before its @.

    It can be wrong both ways and only warns: "Rose" is a flower too.
    """
    telling = _words(given_name) | _words((email or "").partition("@")[0])
    run_together = "".join(_parts(name))
    return bool(telling & _words(name)) or any(
        len(word) > SHORTEST and word in run_together for word in telling
    )


def _words(text: str) -> set[str]:
    return {part for part in _parts(text) if len(part) >= SHORTEST}


def _parts(text: str) -> list[str]:
    """Words without marks on letters, digits and case: "José_87" and "jose" are the same."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[^\W\d_]+", plain)
