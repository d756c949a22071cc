"""The phrase notation of rule files: reads one phrase into words, choices and gaps.

``(a|b|)`` one of these, empty allowed · ``bleed{s|ing}`` one of these endings · ``bleed~`` any ending ·
``*`` up to five words (a comma counts, a contraction is two) · ``{poss}`` my, his, her… · ``{pro}`` I, he,
she… · ``{n}`` a number · ``{name}`` any entry of the list of that name in a ``[words]`` table · ``{name?}``
the same or nothing.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

CATEGORIES = {
    "{poss}": frozenset({"my", "his", "her", "their", "the", "our", "your", "a"}),
    "{pro}": frozenset({"i", "he", "she", "they", "we"}),
    "{n}": frozenset[str](),  # any number, see moderation.spelling
}
GAP = "*"
LONGEST_GAP = 5
MOST_OPTIONAL = 6
ENDINGS = re.compile(r"([^\s{}()|*~]+)\{([^{}]*)\}")
REFERENCE = re.compile(r"\{[a-z][a-z0-9_]*\}")
OPTIONAL_REFERENCE = re.compile(r"\{[a-z][a-z0-9_]*\?\}")


class NotationError(ValueError):
    """A phrase that the notation cannot read; the message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts, each in notation; `optional` when leaving it out is one of them."""

    options: tuple[str, ...]
    optional: bool


Part = str | Choice


@lru_cache(maxsize=30_000)  # each phrase is read once to check it and once to build the trie
def parse(text: str) -> tuple[Part, ...]:
    """The parts of a phrase in order: plain words, ``stem~``, ``{name}``, ``*``, and choices."""
    parts: list[Part] = []
    for chunk in filter(None, _split(" ".join(text.split()), " ")):
        if OPTIONAL_REFERENCE.fullmatch(chunk):
            parts.append(Choice((chunk.replace("?", ""),), True))
            continue
        if REFERENCE.fullmatch(chunk) or not (_outer_bracket(chunk) or ENDINGS.search(chunk)):
            parts.append(chunk)
            continue
        options = dict.fromkeys(_options(chunk))
        words = tuple(option for option in options if option.strip())
        if words:
            parts.append(Choice(words, len(words) < len(options) or any(map(_may_be_empty, words))))
    return tuple(parts)


def _may_be_empty(text: str) -> bool:
    return not all(without_options(parse(text)))


def _options(chunk: str) -> Iterator[str]:
    """The texts that one chunk with brackets or endings stands for; they may hold brackets of their own."""
    bracket = _outer_bracket(chunk)
    ending = ENDINGS.search(chunk)
    if bracket is not None:
        first, last = bracket
        for option in _split(chunk[first + 1 : last], "|"):
            yield chunk[:first] + re.sub(r"\s+", " ", option) + chunk[last + 1 :]
    elif ending:
        before, after = chunk[: ending.start()], chunk[ending.end() :]
        for option in ending[2].split("|"):
            yield before + ending[1] + option.strip() + after
    else:
        yield chunk


def _split(text: str, mark: str) -> Iterator[str]:
    """Split at a mark that stands outside all brackets."""
    depth, start = 0, 0
    for at, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == mark and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _outer_bracket(text: str) -> tuple[int, int] | None:
    depth, first = 0, text.find("(")
    for at in range(max(first, 0), len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if first >= 0 and depth == 0:
            return first, at
    return None


def without_options(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Every way to take or leave the optional parts; the others stay."""
    choices = [((part,), ()) if isinstance(part, Choice) and part.optional else ((part,),) for part in parts]
    optional = any(isinstance(part, Choice) and part.optional for part in parts)
    for way in itertools.product(*choices):
        kept = [part for taken in way for part in taken]
        # A gap that an empty option leaves at an edge would only make the phrase longer.
        while kept and optional and kept[0] == GAP:
            del kept[0]
        while kept and optional and kept[-1] == GAP:
            del kept[-1]
        yield kept


@lru_cache(maxsize=30_000)
def check_notation(text: str, is_option: bool = False) -> frozenset[str]:
    """Raise `NotationError` for a phrase that would never, or always, match.

    Returns the ``{names}`` that must be lists of a ``[words]`` table.
    """
    depth = 0
    for character in re.sub(r"\{[^{}()]*\}", "", text):
        depth += (character == "(") - (character == ")")
        if depth < 0 or character in "{}":
            raise NotationError("brackets do not pair up")
        if character == "|" and not depth:
            raise NotationError("| stands outside brackets")
    if depth:
        raise NotationError("brackets do not pair up")
    parts = parse(text.lower())
    if sum(isinstance(part, Choice) and part.optional for part in parts) > MOST_OPTIONAL:
        raise NotationError(f"more than {MOST_OPTIONAL} parts may be left out")
    names: set[str] = set()
    for way in without_options(parts):
        if way or not is_option:
            names |= _check_way(way)
    return frozenset(names)


def _check_way(way: list[Part]) -> set[str]:
    if not way:
        raise NotationError("it may be empty")
    if way[0] == GAP or way[-1] == GAP:
        raise NotationError("* stands at the start or the end")
    if all(isinstance(part, str) and (part in CATEGORIES or part == GAP) for part in way):
        raise NotationError("it has no words of its own")
    names: set[str] = set()
    for part in way:
        if isinstance(part, Choice):
            for option in part.options:
                names |= (
                    {option} - CATEGORIES.keys()
                    if REFERENCE.fullmatch(option)
                    else check_notation(option, True)
                )
        elif REFERENCE.fullmatch(part):
            names |= {part} - CATEGORIES.keys()
        elif part != GAP:
            _check_word(part)
    return names


def _check_word(word: str) -> None:
    if "*" in word:
        raise NotationError(f"* stands inside the word {word!r}")
    if "{" in word or "}" in word:
        raise NotationError(f"cannot read {word!r}")
    if "~" in word[:-1]:
        raise NotationError(f"~ stands inside the word {word!r}")
    if not re.search(r"[^\W_]|%", word):
        raise NotationError(f"{word!r} has no letters")
