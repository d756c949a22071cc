"""Labelled posts to measure the screening with: JSON lines, one post each."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.errors import ModerationError
from moderation.findings import Level

SPLITS = ("train", "dev", "test")
"""Folders of `moderation/corpus/`; no author writes in two of them."""


class CaseError(ModerationError):
    """A case file cannot be used; names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a sign that the reader of the post marked."""

    quote: str
    concept: str
    assertion: str
    temporality: str
    experiencer: str
    literal: bool

    @property
    def is_live(self) -> bool:
        """What decides about a notice: there or possible, now, in someone it can reach, and meant so."""
        return (
            self.literal
            and self.assertion in ("present", "possible")
            and self.temporality == "current"
            and self.experiencer != "other"
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled post. `accept` holds every level that a careful nurse could defend."""

    id: str
    file: str
    title: str
    body: str
    level: Level
    accept: frozenset[Level]
    mentions: tuple[Mention, ...]
    group: str
    axis: str
    author: str = ""
    split: str = ""
    """Folder that the file lies in, when it is one of `SPLITS`."""


def read_cases(path: Path) -> list[Case]:
    """All cases of one file; raises `CaseError` for the first line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold other signs that end lines
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: cannot be read: {error}") from error
    split = path.resolve().parent.name
    cases = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line), path.stem, split if split in SPLITS else ""))
            except (ValueError, KeyError, TypeError) as error:
                raise CaseError(f"{path}:{number}: not a case ({type(error).__name__}: {error})") from None
    return cases


def _case(row: dict[str, Any], file: str, split: str) -> Case:
    level = Level.from_word(row["level"])
    return Case(
        id=row["id"],
        file=file,
        title=row.get("title", ""),
        body=row["body"],
        level=level,
        accept=frozenset(map(Level.from_word, row.get("accept", ()))) | {level},
        mentions=tuple(_mention(item) for item in row.get("findings", ())),
        group=row.get("group", ""),
        axis=row.get("axis", row.get("trap", "")),
        author=row.get("author", ""),
        split=split,
    )


def _mention(item: dict[str, Any]) -> Mention:
    return Mention(
        quote=item["quote"],
        concept=item["concept"],
        assertion=item.get("assertion", "present"),
        # The corpus tells "resolved" apart; for us both are over (FACTS 4, method).
        temporality="current" if item.get("temporality", "current") == "current" else "past",
        experiencer=item.get("experiencer", "author"),
        literal=item.get("literal", True),
    )
