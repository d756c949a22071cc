"""The phrase notation of rule files: reads one phrase into words, choices and gaps.

``(a|b|)`` one of these, empty allowed · ``bleed{s|ing}`` one of these endings · ``bleed~`` any ending ·
``*`` up to three words · ``{poss}`` my, his, her… · ``{pro}`` I, he, she… · ``{n}`` a number ·
``{name}`` any entry of the list of that name in a ``[words]`` table · ``{name?}`` the same or nothing.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

CATEGORIES = {
    "{poss}": frozenset({"my", "his", "her", "their", "the", "our", "your", "a"}),
    "{pro}": frozenset({"i", "he", "she", "they", "we"}),
    "{n}": frozenset[str](),  # any number, see moderation.spelling
}
GAP = "*"
LONGEST_GAP = 3
MOST_OPTIONAL = 6
BRACKETS = re.compile(r"\(([^()]*)\)")
ENDINGS = re.compile(r"([^\s{}()|*~]+)\{([^{}]*)\}")
REFERENCE = re.compile(r"\{[a-z][a-z0-9_]*\}")
OPTIONAL_REFERENCE = re.compile(r"\{[a-z][a-z0-9_]*\?\}")
CHUNK = re.compile(r"\S*\([^()]*\)\S*|\S*\{[^{}]*\}\S*|\S+")


class NotationError(ValueError):
    """A phrase that the notation cannot read; the message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts, each in notation; `optional` when leaving it out is one of them."""

    options: tuple[str, ...]
    optional: bool


Part = str | Choice


def parse(text: str) -> list[Part]:
    """The parts of a phrase in order: plain words, ``stem~``, ``{name}``, ``*``, and choices."""
    parts: list[Part] = []
    for chunk in CHUNK.findall(text):
        if OPTIONAL_REFERENCE.fullmatch(chunk):
            parts.append(Choice((chunk.replace("?", ""),), True))
            continue
        if chunk == GAP or REFERENCE.fullmatch(chunk) or not re.search(r"[({|]", chunk):
            parts.append(chunk)
            continue
        options = list(dict.fromkeys(_options(chunk)))
        words = tuple(option for option in options if option)
        if words:
            parts.append(words[0] if options == [words[0]] else Choice(words, "" in options))
    return parts


def _options(chunk: str) -> Iterator[str]:
    """The texts that one chunk with brackets or endings stands for."""
    bracket, ending = BRACKETS.search(chunk), ENDINGS.search(chunk)
    if bracket:
        before, after = chunk[: bracket.start()], chunk[bracket.end() :]
        for option in bracket[1].split("|"):
            whole = before + " ".join(option.split()) + after
            yield from _options(whole) if BRACKETS.search(whole) or ENDINGS.search(whole) else (whole,)
    elif ending:
        before, after = chunk[: ending.start()], chunk[ending.end() :]
        for option in ending[2].split("|"):
            yield from _options(before + ending[1] + option.strip() + after)
    else:
        yield chunk


def without_options(parts: list[Part]) -> Iterator[list[Part]]:
    """Every way to take or leave the optional parts; the others stay."""
    choices = [((part,), ()) if isinstance(part, Choice) and part.optional else ((part,),) for part in parts]
    for way in itertools.product(*choices):
        yield [part for taken in way for part in taken]


def check_notation(text: str) -> frozenset[str]:
    """Raise `NotationError` for a phrase that would never, or always, match.

    Returns the ``{names}`` that must be lists of a ``[words]`` table.
    """
    for opening, closing in ("()", "{}"):
        if text.count(opening) != text.count(closing):
            raise NotationError(f"{opening} and {closing} do not pair up")
    if re.search(r"\([^()]*\(", text):
        raise NotationError("brackets inside brackets")
    if "|" in BRACKETS.sub("", re.sub(r"\{[^{}]*\}", "", text)):
        raise NotationError("| stands outside brackets")
    parts = parse(text.lower())
    if sum(isinstance(part, Choice) and part.optional for part in parts) > MOST_OPTIONAL:
        raise NotationError(f"more than {MOST_OPTIONAL} parts may be left out")
    names: set[str] = set()
    for way in without_options(parts):
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
                names |= {option} - CATEGORIES.keys() if REFERENCE.fullmatch(option) else check_notation(option)
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
