"""What plugins answer with: frozen models, so that a broken file is refused when it is read.

The rules in here are editorial ones (docs/plugin-hooks.md): every claim names a source that is listed, no
claim rests on memory alone, and no claim stays unread for longer than a year (safety: half a year).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]

REVIEW_WITHIN = timedelta(days=366)
REVIEW_SAFETY_WITHIN = timedelta(days=184)

Kind = Literal["crisis", "act", "emergency", "overdose", "urgent", "info", "unchecked"]
Voice = Literal["author", "cared_for", "reader"]


class Model(BaseModel):
    """Base of the models below: frozen, and a key that is not known is an error, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Model):
    """Where claims come from; `read_as` says which copy was read, as honesty about the check."""

    key: Text
    title: Text
    publisher: Text
    url: Text | None = None
    read_as: Text


class Claim(Model):
    """One statement of fact for readers, with the place that backs it and the day to look again.

    `confidence` has no value for "from memory": such a claim cannot be written down here.
    """

    text: Text
    source: Text
    where: Text
    review_by: date
    confidence: Literal["A", "B"]

    def is_overdue(self, today: date) -> bool:
        """True from the day after `review_by`; pages then mark the claim."""
        return today > self.review_by


class Section(Model):
    """A titled group of claims; `safety` halves the time until its claims are read again."""

    key: Key
    title: Text
    safety: bool = False
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class Treatment(Model):
    """One drug as members see it: the widget beside the boards and the full page are made from this."""

    key: Key
    name: Text
    generic_name: Text
    drug_class: Text
    reviewed_on: date
    summary: Claim
    get_help: Section
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def claims(self) -> Iterator[Claim]:
        """Every claim in reading order, the summary first."""
        yield self.summary
        yield from self.get_help.claims
        for section in self.sections:
            yield from section.claims

    @property
    def next_review(self) -> date:
        """The earliest review date of all claims."""
        return min(claim.review_by for claim in self.claims())

    def source(self, key: str) -> Source:
        """The source with this key; every claim's key is known to exist."""
        return next(source for source in self.sources if source.key == key)

    def source_number(self, key: str) -> int:
        """The place of a source in the list at the foot of the page, from 1, for "[3]" after a claim."""
        return 1 + [source.key for source in self.sources].index(key)

    @model_validator(mode="after")
    def check_sources(self) -> Self:
        """Refuse a claim whose source is not in the list, and a key that is used twice."""
        known = [source.key for source in self.sources]
        sections = [self.get_help.key, *(section.key for section in self.sections)]
        for keys, what in ((known, "source"), (sections, "section")):
            if doubled := {key for key in keys if keys.count(key) > 1}:
                raise ValueError(f"{what} key used twice: {', '.join(sorted(doubled))}")
        for claim in self.claims():
            if claim.source not in known:
                raise ValueError(f"source {claim.source!r} of the claim {claim.text!r} is not in [[sources]]")
        return self

    @model_validator(mode="after")
    def check_review_dates(self) -> Self:
        """Refuse a claim that would stay unread for too long after `reviewed_on`."""
        safety = {claim for part in (self.get_help, *self.sections) if part.safety for claim in part.claims}
        for claim in self.claims():
            allowed = REVIEW_SAFETY_WITHIN if claim in safety else REVIEW_WITHIN
            if claim.review_by - self.reviewed_on > allowed:
                raise ValueError(
                    f"review_by {claim.review_by} of the claim {claim.text!r} is more than "
                    f"{allowed.days} days after reviewed_on {self.reviewed_on}"
                )
        return self


class Panel(Model):
    """A further box beside the boards, drawn under the widget; its sources are those of its treatment."""

    key: Key
    treatment: Key
    title: Text
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class PanelFile(Model):
    """What a plugin's `panels.toml` holds."""

    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]


class NoticeText(Model):
    """The parts of a care card that a treatment words itself; a part left out keeps the general wording."""

    heading: Text | None = None
    lead: tuple[Text, ...] | None = None
    why: tuple[Text, ...] | None = None
    tell: tuple[Text, ...] | None = None
    bullets: Annotated[tuple[Text, ...], Field(max_length=5)] | None = None
    small_print: tuple[Text, ...] | None = None


class Notice(Model):
    """A treatment's wording of the care cards: kind of card, then whom it speaks to, then the parts."""

    treatment: Key
    language: Text
    team: Text
    texts: dict[Kind, dict[Voice, NoticeText]]
