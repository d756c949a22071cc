"""Single places of a post, its sentences and the rules' findings, and the clues there: words and marks.

The gravest place speaks for the post. How the rest of a post sounds has no say, so that a third opinion
holds up on strangers whose posts are unlike those of the corpus (decision 0014).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.learned.encode import Encoded, Found
from moderation.learned.windows import Window

Clues = Mapping[str, float]
LONGEST_RUN = 3
# Words to each side of a finding that may tell whose it is, when, and whether it is meant. From dev.
BESIDE = 16
NEAR, FAR = 1.0, 0.5
ANYWHERE = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """Rows of an encoded post, and how much each clue weighs there."""

    rows: Window
    clues: Clues


def sentence_places(post: Encoded) -> list[Place]:
    """Each sentence: its runs of words, the words of its neighbours, what the rules found in it."""
    texts = post.row_words
    inside = [texts[first:last] for first, last in post.sentences]
    return [
        Place(rows, _sentence_clues(number, inside) | _found_clues(post.findings, rows))
        for number, rows in enumerate(post.sentences)
    ]


def finding_places(post: Encoded) -> list[Place]:
    """Each finding of the rules: its words, those beside it, and what the rules make of it."""
    texts = post.row_words
    everywhere = {f"P {word}": ANYWHERE for word in texts}
    return [Place(found.rows, everywhere | _finding_clues(found, texts)) for found in post.findings]


def _sentence_clues(number: int, inside: Sequence[Sequence[str]]) -> dict[str, float]:
    clues = dict.fromkeys(_runs(inside[number], LONGEST_RUN), NEAR)
    for mark, beside in (("<", number - 1), (">", number + 1)):
        if 0 <= beside < len(inside):
            clues |= {f"{mark} {word}": FAR for word in inside[beside]}
    return clues


def _found_clues(findings: Sequence[Found], rows: Window) -> dict[str, float]:
    touched = [found for found in findings if found.rows[0] < rows[1] and rows[0] < found.rows[1]]
    return {clue: NEAR for found in touched for clue in _marks(found)}


def _finding_clues(found: Found, texts: Sequence[str]) -> dict[str, float]:
    first, last = found.rows
    left, right = texts[max(0, first - BESIDE) : first], texts[last : last + BESIDE]
    sides = (("L", left), ("R", right), ("M", texts[first:last]))
    beside = (f"{mark} {run}" for mark, words in sides for run in _runs(words, 2))
    return dict.fromkeys((*_marks(found), *beside), NEAR)


def _marks(found: Found) -> tuple[str, ...]:
    level = f"level={found.level}"
    return level, found.concept, f"{found.concept} {level}", f"base={found.base_level}", found.context


def _runs(words: Sequence[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
