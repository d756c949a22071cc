"""Take a member's name out of the quotes in others' posts, and the quoted words too if they are to go.

Only what `forum.posts.quote` writes is changed: the line with the name over a quote block, and the block
under it. What others say in words of their own, and lines quoted by hand without a name, stay theirs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from forum.db import db
from forum.members.models import FORMER_NAME
from forum.posts.models import Revision
from forum.posts.quote import MARKS
from forum.posts.render import RENDERER, render
from forum.review.models import Finding, Screening

BATCH = 100
GONE = ">\n> (This text was deleted.)"
ANY_NAME = re.compile(r"^[ >]*> ?\*\*.+\*\* wrote:[ \t]*$")


@dataclass(frozen=True, slots=True)
class Change:
    """The stretch of a text from `start` to `end` becomes `new`."""

    start: int
    end: int
    new: str


def unname_quotes(name: str, *, keeps_words: bool) -> int:
    """Change every text that quotes this name; return how many. Reads all texts once. Does not commit."""
    shown = MARKS.sub(r"\\\1", name)
    quoting = select(Revision.id).where(Revision.body.contains(f"**{shown}** wrote:", autoescape=True))
    ids = list(db.session.scalars(quoting.order_by(Revision.id)))
    changed = 0
    for first in range(0, len(ids), BATCH):
        some = select(Revision).where(Revision.id.in_(ids[first : first + BATCH]))
        revisions = list(db.session.scalars(some))
        findings = _findings_of(revisions)
        for revision in revisions:
            changes = list(find_quotes(revision.body, shown, keeps_words))
            if changes:
                _rewrite(revision, changes, findings.get(revision.id, []))
                changed += 1
        db.session.flush()
    return changed


def find_quotes(body: str, shown: str, keeps_words: bool) -> Iterator[Change]:
    """What to change in a text, from top to bottom. `shown` is the name as a quote writes it."""
    head = re.compile(rf"^[ >]*> ?\*\*({re.escape(shown)})\*\* wrote:[ \t]*$")
    place, lines = 0, body.split("\n")
    block: tuple[int, int] | None = None
    for line in lines:
        end = place + len(line)
        if block and (not line.lstrip().startswith(">") or ANY_NAME.match(line)):
            if block[1] > block[0]:
                yield Change(*block, GONE)
            block = None
        if found := head.match(line):
            yield Change(place + found.start(1), place + found.end(1), FORMER_NAME)
            block = None if keeps_words else (end + 1, end + 1)
        elif block:
            block = (block[0], end)
        place = end + 1
    if block and block[1] > block[0]:
        yield Change(*block, GONE)


def _rewrite(revision: Revision, changes: Sequence[Change], findings: Sequence[Finding]) -> None:
    body = revision.body
    for change in reversed(changes):
        body = body[: change.start] + change.new + body[change.end :]
    revision.body, revision.html, revision.renderer = body, render(body), RENDERER
    for finding in findings:
        if finding.field == "body":
            _move(finding, changes)


def _move(finding: Finding, changes: Sequence[Change]) -> None:
    """Keep the marks on their words. What stood inside a quote that went goes with it."""
    place = moved(finding.start, finding.end, changes)
    if place is None:
        db.session.delete(finding)
        return
    finding.start, finding.end = place
    finding.because = [
        reason | {"spans": [list(p) for s, e in reason["spans"] if (p := moved(s, e, changes))]}
        for reason in finding.because
    ]


def moved(start: int, end: int, changes: Sequence[Change]) -> tuple[int, int] | None:
    """Where a stretch stands after the changes; None when one of them took it away."""
    shift = 0
    for change in changes:
        if change.end <= start:
            shift += len(change.new) - (change.end - change.start)
        elif change.start < end:
            return None
    return start + shift, end + shift


def _findings_of(revisions: Sequence[Revision]) -> dict[int, list[Finding]]:
    """By revision id."""
    theirs = select(Screening).where(Screening.revision_id.in_([revision.id for revision in revisions]))
    rows = db.session.scalars(theirs.options(selectinload(Screening.findings)))
    return {row.revision_id: list(row.findings) for row in rows}
