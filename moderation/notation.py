"""The phrase notation of rule files: reads one phrase, spells out what it allows.

``(a|b|)`` one of these, empty allowed · ``bleed{s|ing}`` one of these endings · ``bleed~`` any ending ·
``*`` up to three words · ``{poss}`` my, his, her… · ``{pro}`` I, he, she… · ``{n}`` a number.
"""

import itertools
import re
from collections.abc import Iterator

CATEGORIES = {
    "{poss}": frozenset({"my", "his", "her", "their", "the", "our", "your", "a"}),
    "{pro}": frozenset({"i", "he", "she", "they", "we"}),
    "{n}": frozenset(),  # any number, see moderation.words
}
GAP = "*"
LONGEST_GAP = 3
MOST_SPELLINGS = 2_000
BRACKETS = re.compile(r"\(([^()]*)\)")
ENDINGS = re.compile(r"([^\s{}()|*~]+)\{([^{}]*)\}")
CHUNK = re.compile(r"\([^()]*\)\S*|\S+")


class NotationError(ValueError):
    """A phrase that the notation cannot read; the message says why."""


def spell_out(text: str) -> list[tuple[str, ...]]:
    """Every sequence of plain words, ``stem~``, ``{category}`` and ``*`` that the phrase allows."""
    choices = [list(_alternatives(chunk)) for chunk in CHUNK.findall(text)]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST_SPELLINGS:
        raise NotationError(f"it allows {total} spellings, at most {MOST_SPELLINGS}")
    ways = (tuple(itertools.chain.from_iterable(way)) for way in itertools.product(*choices))
    return list(dict.fromkeys(ways))


def _alternatives(chunk: str) -> Iterator[tuple[str, ...]]:
    """The word sequences that one blank-separated chunk of a phrase stands for."""
    bracket = BRACKETS.search(chunk)
    if bracket:
        before, after = chunk[: bracket.start()], chunk[bracket.end() :]
        for option in bracket[1].split("|"):
            for words in itertools.product(*map(list, map(_alternatives, (before + option + after).split()))):
                yield tuple(itertools.chain.from_iterable(words))
        return
    ending = ENDINGS.search(chunk)
    if ending:
        for option in ending[2].split("|"):
            before, after = chunk[: ending.start()], chunk[ending.end() :]
            yield from _alternatives(before + ending[1] + option.strip() + after)
        return
    yield (chunk,)


def check_notation(text: str) -> None:
    """Raise `NotationError` for a phrase that would never, or always, match."""
    for opening, closing in ("()", "{}"):
        if text.count(opening) != text.count(closing):
            raise NotationError(f"{opening} and {closing} do not pair up")
    if re.search(r"\([^()]*\(", text):
        raise NotationError("brackets inside brackets")
    if re.search(r"\|", BRACKETS.sub("", re.sub(r"\{[^{}]*\}", "", text))):
        raise NotationError("| stands outside brackets")
    ways = spell_out(text)
    if not any(ways):
        raise NotationError("it has no words")
    for way in ways:
        _check_way(way)


def _check_way(way: tuple[str, ...]) -> None:
    if not way:
        raise NotationError("it may be empty")
    if way[0] == GAP or way[-1] == GAP:
        raise NotationError("* stands at the start or the end")
    for word in way:
        if word in CATEGORIES or word == GAP:
            continue
        if "*" in word:
            raise NotationError(f"* stands inside the word {word!r}")
        if "{" in word or "}" in word:
            raise NotationError(f"unknown {word!r}; known are {', '.join(CATEGORIES)}")
        if "~" in word.rstrip("~") or word.count("~") > 1:
            raise NotationError(f"~ stands inside the word {word!r}")
        if not re.search(r"[^\W_]|%", word.rstrip("~")):
            raise NotationError(f"{word!r} has no letters")
    if all(word in CATEGORIES or word == GAP for word in way):
        raise NotationError("it has no words of its own")
