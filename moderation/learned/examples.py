"""Labelled posts as the network learns them: rows of a post with the class of each word and of the post."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from moderation.cases import Case, Mention
from moderation.findings import Level
from moderation.learned.encode import Encoded, Rows

Classes = NDArray[np.int64]
NO_SIGN = -1


@dataclass(frozen=True, slots=True)
class Example:
    """One post: `rows` (words, columns), for each word its class and the number of its concept or NO_SIGN."""

    rows: Rows
    words: Classes
    signs: Classes
    level: int


def make_examples(
    cases: Sequence[Case],
    encoded: Sequence[Encoded],
    usual: Mapping[str, Level],
    concepts: Sequence[str],
) -> list[Example]:
    """Examples from cases and their encoded posts, in the same order; `usual` is of `usual_levels`."""
    number = {concept: index for index, concept in enumerate(concepts)}
    return [_example(case, post, usual, number) for case, post in zip(cases, encoded, strict=True)]


def usual_levels(docs: Iterable[Sequence[Doc]]) -> dict[str, Level]:
    """The level that the rules most often give to a live sign of each concept."""
    seen: dict[str, Counter[Level]] = defaultdict(Counter)
    for read in docs:
        for doc in read:
            for span in doc.spans.get("findings", ()):
                seen[span.label_][span._.base_level] += 1
    return {concept: counts.most_common(1)[0][0] for concept, counts in seen.items()}


def mention_levels(case: Case, usual: Mapping[str, Level]) -> list[int]:
    """What each mention alone asks for: the corpus labels only the post.

    A live mention gets the usual level of its concept, at most that of the post; when none reaches the
    level of the post, it takes them together to make it (RUBRIC 11), so that all get it.
    """
    levels = [_mention_level(mention, case, usual) for mention in case.mentions]
    live = [index for index, mention in enumerate(case.mentions) if mention.is_live]
    if case.level >= Level.URGENT and live and max(levels[index] for index in live) < case.level:
        for index in live:
            levels[index] = case.level
    return levels


def _mention_level(mention: Mention, case: Case, usual: Mapping[str, Level]) -> int:
    if mention.is_live:
        if case.level < Level.URGENT:
            return Level.INFO
        return max(Level.URGENT, min(case.level, usual.get(mention.concept, Level.EMERGENCY)))
    return Level.INFO if mention.literal and mention.assertion != "absent" else Level.NONE


def _example(case: Case, encoded: Encoded, usual: Mapping[str, Level], number: Mapping[str, int]) -> Example:
    words = np.zeros(len(encoded.rows), dtype=np.int64)
    signs = np.full(len(encoded.rows), NO_SIGN, dtype=np.int64)
    for mention, level in zip(case.mentions, mention_levels(case, usual), strict=True):
        for field, text in enumerate((case.title, case.body)):
            start = text.find(mention.quote)
            if start < 0:
                continue
            for row, place in enumerate(encoded.places):
                if (
                    place
                    and place[0] == field
                    and _shares(place[1].start, place[1].end, start, mention.quote)
                ):
                    words[row] = max(words[row], level + 1)
                    signs[row] = number.get(mention.concept, NO_SIGN)
            break
    return Example(encoded.rows, words, signs, int(case.level))


def _shares(first: int, last: int, start: int, quote: str) -> bool:
    return first < start + len(quote) and start < last
