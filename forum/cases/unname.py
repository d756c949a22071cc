"""Take out of a text what names a person: members' names, addresses, numbers, links, mentions.

A help for the person who reviews the case, who has the last word: first names of people who are no members,
towns and clinics are theirs to find.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import func, literal, select

from forum.db import db
from forum.members.models import FORMER_KEY, Member, name_key
from forum.own_data.quotes import Change

SHORTEST_NAME = 2
# Each begins where its run of signs begins: from every place in it, a long run would take minutes.
PLAIN = (
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "an e-mail address"),
    (re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+", re.IGNORECASE), "a link"),
    (re.compile(r"(?<![\w@.])(?<![\w-]-)[\w-]+(?:\.[\w-]+)*"
                r"\.(?:com|org|net|info|io|eu|uk|de|fr|es|it|nl|ca|au)"
                r"(?:/[^\s<>()\[\]]*)?(?!\w)", re.IGNORECASE), "a link"),
    (re.compile(r"(?<![\w.+])(?:\+|00|\(?0)\d[\d\s()./-]{6,18}\d(?!\w)"), "a phone number"),
    (re.compile(r"(?<![\w.])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)"), "a phone number"),
)  # fmt: skip
FEWEST_DIGITS = 9
"""Of a phone number: a date has eight, an emergency number three."""
MENTION = re.compile(r"(?<![\w@])@[\w.-]*\w")
QUOTED = re.compile(r"\*\*(.{1,80}?)\*\* wrote:")


def names_in(texts: Sequence[str]) -> list[str]:
    """Names of members that these texts may hold: one query, whatever their number."""
    whole = name_key("\n".join(texts))
    # Not LIKE: a name may hold the signs that are special there.
    is_in = func.replace(literal(whole), Member.name_key, "") != whole
    named = select(Member.name).where(is_in, Member.name_key != FORMER_KEY).order_by(Member.name_key)
    return [name for name in db.session.scalars(named) if len(name) >= SHORTEST_NAME]


def find_names(texts: Sequence[str], names: Iterable[str]) -> list[list[Change]]:
    """What to change in each text, from top to bottom. One person has one letter in all of them."""
    patterns = [re.compile(_words(name), re.IGNORECASE) for name in names]
    letters: dict[str, str] = {}
    found = []
    for text in texts:
        taken: list[Change] = []
        for start, end, word in sorted(_places(text, patterns), key=lambda p: (p[0], -p[1])):
            if not taken or start >= taken[-1].end:
                person = name_key(text[start:end].lstrip("@"))
                taken.append(Change(start, end, word or letters.setdefault(person, _letter(len(letters)))))
        found.append(taken)
    return found


def _places(text: str, names: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and the word to put there; none for a person."""
    for pattern, word in PLAIN:
        for hit in pattern.finditer(text):
            digits = sum(sign.isdigit() for sign in hit[0])
            if word != "a phone number" or digits >= FEWEST_DIGITS:
                yield *hit.span(), word
    for hit in QUOTED.finditer(text):
        yield *hit.span(1), ""
    for pattern in (MENTION, *names):
        for hit in pattern.finditer(text):
            yield *hit.span(), ""


def _words(name: str) -> str:
    return r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"


def _letter(number: int) -> str:
    return f"person {chr(ord('A') + number) if number < 26 else number + 1}"


def apply(text: str, changes: Sequence[Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.new + text[change.end :]
    return text
