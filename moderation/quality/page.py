"""The Markdown page of `python -m moderation evaluate`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from moderation.evaluate import Evaluation, Result
from moderation.quality import sections
from moderation.quality.slices import SPLITS, by_length, by_split, by_voice, groups, kind_of
from moderation.quality.tables import folded, table
from moderation.quality.worst import error_counts, error_rows, worst

INTRODUCTION = """\
A post is right when its level is one that a careful nurse could defend (`accept`). A notice is given from
`urgent` up; a grave post is one that needs `emergency` or `crisis`. Who reads the card of either is told the
emergency number: “emergencies told to call now” counts both. Ranges are 95 % intervals: Wilson for shares;
for F1, macro-F1 and AUROC a bootstrap that draws authors (1,000 times, seed fixed)."""
SPLITS_SAY = """\
**train** was read while rules were written, and the learned model is trained on it: its figures say nothing
about strangers. **dev** was looked at to choose between ways of reading. **test** chooses nothing, and
no two splits share an author. The writers of all three are of one kind: real people's posts are read worse
(docs/decisions/0014-strangers-write-otherwise.md)."""
TRAIN_SAYS = "Of the {:,} posts of the train split, a part picked by checksum was read."
ERROR_HEAD = ("id", "file", "error", "true level", "given level", "marked by the reader", "found, by what")


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands on the page beside the figures of our own reader, as Markdown; empty parts are left out."""

    rivals: str = ""
    peers: str = ""
    show_test_text: bool = False
    train_posts: int = 0
    """How many posts the train split has, when not all of them were read."""


def evaluation_page(evaluation: Evaluation, packs: Sequence[str], extras: Extras | None = None) -> str:
    """All tables, the most telling first; long ones folded."""
    extras = extras or Extras()
    results = evaluation.results
    has_splits = any(result.case.split in SPLITS for result in results)
    parts = [
        "# Screening quality",
        "Printed by `python -m moderation evaluate`; do not edit by hand.",
        _read_by(evaluation, packs) + INTRODUCTION,
        *([SPLITS_SAY] if has_splits else []),
        *([TRAIN_SAYS.format(extras.train_posts)] if extras.train_posts else []),
        "## All posts",
        sections.overall(results),
        *_titled("## Against other readers", extras.rivals),
        "## By level",
        sections.by_level(results),
        *_confusion(results),
        *_context(results, extras.peers),
        *_groups(results),
        *(["## By trap", sections.by_trap(evaluation.axes)] if evaluation.axes else []),
        "## By concept",
        *_per_part(results, "Mentions found, by concept", sections.by_concept),
        *_errors(results, extras.show_test_text),
    ]
    return "\n\n".join(parts) + "\n"


def _read_by(evaluation: Evaluation, packs: Sequence[str]) -> str:
    named = ", ".join(packs) or "none"
    return f"Version `{evaluation.version}`, packs: {named}, {len(evaluation.results)} labelled posts. "


def _titled(title: str, content: str) -> list[str]:
    return [title, content] if content else []


def _confusion(results: Sequence[Result]) -> Iterator[str]:
    yield "## Which level for which"
    yield "In brackets: how many of these a careful nurse could defend."
    for name, group in by_split(results):
        matrix = sections.confusion(group)
        yield folded(name, matrix) if name == "train" else f"### {name}\n\n{matrix}"


def _context(results: Sequence[Result], peers: str) -> Iterator[str]:
    yield "## Context of the mentions found"
    yield (
        "“Live” decides about a notice: the sign is there or may be, now, in the author or someone they "
        "speak for, and meant so."
    )
    yield sections.context(results)
    yield from _per_part(results, "Each value of each axis", sections.context_values)
    yield from _titled("### Beside other context readers", peers)


def _groups(results: Sequence[Result]) -> Iterator[str]:
    apart, rest = parts_of(results)
    for title, name, find in (
        ("## By length", "length", by_length),
        ("## By kind of post", "kind", lambda part: groups(part, kind_of)),
        ("## By file", "file", lambda part: groups(part, lambda case: case.file)),
    ):
        yield title
        yield sections.groups_table(name, find(apart[1]))
        if rest[1]:
            yield folded(rest[0], sections.groups_table(name, find(rest[1])))
    yield "## By voice"
    for name, part in (apart, rest):
        if part and any(result.case.author for result in part):
            yield folded(f"By author, {name}", sections.groups_table("author", by_voice(part)))
    yield "## What found it"
    yield from _per_part(results, "By kind of rule", sections.by_source)


def _per_part(
    results: Sequence[Result], summary: str, make: Callable[[Sequence[Result]], str]
) -> Iterator[str]:
    for name, part in parts_of(results):
        if part:
            yield folded(f"{summary}, {name}", make(part))


def parts_of(results: Sequence[Result]) -> tuple[tuple[str, list[Result]], tuple[str, list[Result]]]:
    """What was kept apart, and the train split; without splits everything and nothing."""
    apart = [result for result in results if result.case.split != "train"]
    train = [result for result in results if result.case.split == "train"]
    if not apart:
        return ("train", train), ("", [])
    names = dict.fromkeys(name for name, _ in by_split(apart))
    return (" and ".join(names), apart), ("train", train)


def _errors(results: Sequence[Result], show_test_text: bool) -> Iterator[str]:
    yield "## The worst errors"
    for name, group in by_split(results):
        rows, counts = error_rows(worst(group), show_test_text), error_counts(group)
        yield f"**{name}:** " + (", ".join(f"{count} {error}" for error, count in counts) or "none")
        if rows:
            yield folded(f"{name}: the worst {len(rows)}", table(ERROR_HEAD, rows))
