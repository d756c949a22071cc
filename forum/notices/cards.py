"""Builds the care card of a post: pure data in, frozen card out. Templates only lay it out.

The card names what to do before why (FACTS 6.1): the heading is the action, the numbers follow. It never
names a disease and never says that someone is safe.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from forum.notices.countries import Country, Line, LineKind
from forum.notices.wording import Wording

Voice = Literal["author", "cared_for", "reader"]
Acknowledged = Literal["help", "over"]

MOST_QUOTES = 4
MOST_REASONS = 2  # a card is read in fright: two reasons move, five are a wall
CALLS: dict[str, tuple[LineKind, ...]] = {
    "crisis": ("crisis", "text", "emergency"),
    "act": ("emergency", "poison", "crisis", "text"),
    "emergency": ("emergency",),
    "overdose": ("emergency", "poison"),
    "urgent": ("advice", "emergency"),
    "info": (),
    "unchecked": ("emergency", "crisis"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One line to call, text or open. The first of a card is the largest control of the site."""

    kind: LineKind
    label: str
    name: str
    number: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class CareCard:
    """A notice, ready to lay out from top to bottom in the order of its fields.

    `kind` is the level, except "act" (a crisis with an act or a plan), "overdose" (by mistake) and
    "unchecked" (the post has not been read). `is_line` cards are one quiet line: the heading alone.
    `folded` holds the one line to show instead while the card is folded.
    """

    level: str
    kind: str
    voice: Voice
    heading: str
    lead: tuple[str, ...]
    calls: tuple[Call, ...]
    seen_label: str
    seen: tuple[str, ...]
    why_label: str
    why: tuple[str, ...]
    tell_label: str
    tell: tuple[str, ...]
    bullets: tuple[str, ...]
    small_print: tuple[str, ...]
    numbers_for: str
    country: str
    folded: str | None = None

    @property
    def is_line(self) -> bool:
        """True for `info`: no box, no numbers, one line."""
        return self.kind == "info"

    @property
    def is_urgent(self) -> bool:
        """True where a page should announce the card at once (role "alert")."""
        return self.kind not in ("info", "unchecked")


def build_card(
    level: str,
    *,
    country: Country,
    wording: Wording,
    voice: Voice = "author",
    quotes: Sequence[str] = (),
    reasons: Sequence[str] = (),
    concepts: Collection[str] = (),
    acknowledged: Acknowledged | None = None,
) -> CareCard | None:
    """The card for a screened post; None for "none". Quotes, reasons and concepts come from its findings.

    `country` is that of whoever reads the card, which is not always the author's.
    """
    if level == "none":
        return None
    card = _lay_out(level, card_kind(level, concepts, wording), voice, country, wording)
    if acknowledged:
        card = replace(card, folded=wording.folded[acknowledged]["reader" if voice == "reader" else "author"])
    if card.is_line:
        return card
    why = distinct(reasons)[:MOST_REASONS] or card.why
    return replace(card, seen=distinct(quotes)[:MOST_QUOTES], why=why)


def build_unchecked_card(*, country: Country, wording: Wording, voice: Voice = "author") -> CareCard:
    """The safety card for a post that has not been read yet, because the checker is down or behind."""
    return _lay_out("unchecked", "unchecked", voice, country, wording)


def card_kind(level: str, concepts: Collection[str], wording: Wording) -> str:
    """Which card a level gets: an act or a plan, or an overdose, changes the first number to call."""
    if level == "crisis" and not wording.act_concepts.isdisjoint(concepts):
        return "act"
    if level == "emergency" and not wording.overdose_concepts.isdisjoint(concepts):
        return "overdose"
    return level


def distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """Each text once, whatever its case, in the given order; empty ones left out."""
    by_key: dict[str, str] = {}
    for text in texts:
        if text.strip():
            by_key.setdefault(text.strip().casefold(), text.strip())
    return tuple(by_key.values())


def _lay_out(level: str, kind: str, voice: Voice, country: Country, wording: Wording) -> CareCard:
    text, labels, places = wording.texts[kind][voice], wording.labels, _places(country, wording)

    def fill(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(line.format_map(places) for line in lines)

    numbers_for = labels["numbers_for"].format(country=country.name)
    return CareCard(
        level=level,
        kind=kind,
        voice=voice,
        heading=text.heading.format_map(places),
        lead=fill(text.lead),
        calls=_calls(kind, country),
        seen_label=labels["seen_by_reader" if voice == "reader" else "seen"],
        seen=(),
        why_label=labels["why"],
        why=fill(text.why),
        tell_label=labels["tell"],
        tell=fill(text.tell),
        bullets=fill(text.bullets),
        small_print=fill(text.small_print),
        numbers_for=numbers_for if country.is_known else labels["numbers_unknown"],
        country=country.code,
    )


def _places(country: Country, wording: Wording) -> dict[str, str]:
    advice = country.of_kind("advice")
    return {
        "emergency": country.emergency,
        "crisis": country.of_kind("crisis")[0].label,
        "advice": advice[0].number if advice else wording.labels["no_advice_line"],
        "team": wording.team,
    }


def _calls(kind: str, country: Country) -> tuple[Call, ...]:
    """Of emergency numbers only the first: on a card in a fright there is nothing to choose."""
    lines: list[Line] = []
    for line_kind in CALLS[kind]:
        of_kind = country.of_kind(line_kind)
        lines += of_kind[:1] if line_kind == "emergency" else of_kind[:2]
    return tuple(Call(line.kind, line.label, line.name, line.number, line.href, line.note) for line in lines)
