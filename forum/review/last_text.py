"""What changed since the text before: words, findings and level."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from forum.db import db
from forum.posts.models import Post, Revision
from forum.review.models import Finding, Screening
from forum.review.word_diff import Change, word_diff
from forum.screening import Level, describe


@dataclass(frozen=True, slots=True)
class LastText:
    """The text before and the one now, compared; levels are None where the program has not read it."""

    number: int
    title: list[Change]
    body: list[Change]
    came: list[str]
    went: list[str]
    level_before: str | None
    level_now: str | None


def screenings_now_and_before(post: Post) -> tuple[Screening | None, Screening | None]:
    """The screening of the shown text and that of the text before it, with their findings."""
    of_two = select(Screening).join(Screening.revision).where(
        Revision.post_id == post.id, Revision.number >= post.revision.number - 1
    )  # fmt: skip
    found = db.session.scalars(
        of_two.options(joinedload(Screening.revision), selectinload(Screening.findings))
    )
    by_number = {row.revision.number: row for row in found}
    return by_number.get(post.revision.number), by_number.get(post.revision.number - 1)


def compare(post: Post, now: Screening | None, before: Screening | None) -> LastText | None:
    """None for a text that was never edited."""
    if before is None:
        return None
    old, new = before.revision, post.revision
    had, has = _named(old, before.findings), _named(new, now.findings if now else ())
    return LastText(
        number=old.number,
        title=word_diff(old.title, new.title) if old.title != new.title else [],
        body=word_diff(old.body, new.body),
        came=[said for key, said in has.items() if key not in had],
        went=[said for key, said in had.items() if key not in has],
        level_before=_level(before),
        level_now=_level(now),
    )


def fold(words: str) -> str:
    """The form in which two quotes count as the same: without case, with single spaces."""
    return " ".join(words.lower().split())


def _named(revision: Revision, findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
    """Findings that ask for something, by sign and folded words, as a moderator reads them."""
    named = {}
    for finding in findings:
        words = getattr(revision, finding.field)[finding.start : finding.end]
        if finding.level >= Level.INFO:
            named[finding.concept, fold(words)] = f"{describe(finding.concept).name}: “{words}”"
    return named


def _level(screening: Screening | None) -> str | None:
    return Level(screening.level).word if screening and screening.state == "done" else None
