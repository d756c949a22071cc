"""Folds a text for matching at equal length: character i of the folded text is character i as typed.

Offsets found in the folded text are therefore offsets into what the member wrote. What is not the
author's own words is blanked, so that no later stage can see it: quote blocks (RUBRIC 13) and link targets.
"""

import re
import unicodedata
from collections.abc import Iterator

from moderation.extensions import Region

APOSTROPHES = "’‘‛ʼʻ´`′＇"
QUOTATION_MARKS = "“”„‟«»″＂"
DASHES = "‐‑‒–—―−－"
LINE_ENDS = "\u2028\u2029\x85\n"

# A line of a quote block; "> >" and ">>" too. Lines that follow without the mark count as the author's
# own, although Markdown draws them inside the quote: to take them for another's would lose a sign.
QUOTE_LINE = re.compile(r"^[ \t]{0,3}>.*(?:\n|\Z)", re.MULTILINE)
QUOTE_TAG = re.compile(r"\[(/?)quote\b[^\]\n]{0,200}\]", re.IGNORECASE)
FENCE = re.compile(r"^[ \t]{0,3}(```|~~~)[^\n]*\n(?s:.*?)(?:^[ \t]{0,3}\1[^\n]*(?:\n|\Z)|\Z)", re.MULTILINE)
INLINE_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,500}(?<!`)\1(?!`)")
LINK_TARGET = re.compile(r"(?<=\])\([^()\s]{1,2000}(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)")
ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>]{1,2000}>?", re.IGNORECASE)
MARKS = re.compile(
    r"[*~]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|^[ \t]{0,3}#{1,6}(?=\s)|\\(?=[^\w\s])", re.MULTILINE
)

WORD_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
# Invisible characters and loose accents: inside a word they belong to it, elsewhere they are blanks.
HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff\ufe0e\ufe0f\u0300-\u036f"
IS_HIDDEN = re.compile(f"[{HIDDEN}]")
HIDDEN_RUN = re.compile(rf"(?P<before>[^\W\d_]?)[{HIDDEN}]+(?P<after>[^\W\d_]?)")
# spaCy peels signs off a word one by one, each time copying the rest: 100,000 emoji would take minutes.
LONG_RUN = re.compile(r"[^\w\s]{100,}")
MOST_RUN = 50
WORD_EM_DASH = re.compile(r"(?<=\w)[—―](?=\w)")


class _Folds(dict[int, str]):
    """Fold table for `str.translate`, filled on demand; each character folds to exactly one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    for group, folded in ((APOSTROPHES, "'"), (QUOTATION_MARKS, '"'), (DASHES, "-"), (LINE_ENDS, "\n")):
        if character in group:
            return folded
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"  # half a surrogate pair: JSON may carry one, UTF-8 and so spaCy cannot
    if category in ("Cc", "Zs") or category == "Cf" and not IS_HIDDEN.match(character):
        return " "
    plain = unicodedata.normalize("NFKC", character)
    base = unicodedata.normalize("NFD", plain)[0] if len(plain) == 1 else character
    lower = (base if base.isascii() else plain if len(plain) == 1 else character).lower()
    return lower if len(lower) == 1 else character


_FOLDS = _Folds()


def fold(text: str, regions: tuple[Region, ...] = ()) -> str:
    """Lower case, plain punctuation, no accents; quote blocks and link targets blank; same length."""
    text = WORD_EM_DASH.sub(";", text.replace("\r\n", " \n").replace("\r", "\n"))
    folded = text.translate(_FOLDS)
    folded = WORD_HYPHEN.sub(" ", folded)
    folded = HIDDEN_RUN.sub(_blank_if_loose, folded)
    folded = LONG_RUN.sub(_part, folded)
    signs = list(folded)  # changed in place: a text of marks alone has ten thousand regions
    for region in regions:
        if region.kind != "code":
            signs[region.start : region.end] = _blank(folded[region.start : region.end])
    return "".join(signs)


def _blank_if_loose(run: re.Match[str]) -> str:
    if run["before"] and run["after"]:
        return run[0]
    return run["before"] + " " * (len(run[0]) - len(run["before"] + run["after"])) + run["after"]


def _part(run: re.Match[str]) -> str:
    """A blank in the place of each fiftieth sign."""
    return "".join(" " if index % MOST_RUN == 0 else sign for index, sign in enumerate(run[0], 1))


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _tagged_quotes(text: str) -> Iterator[tuple[int, int]]:
    """From each outermost ``[quote]`` to its ``[/quote]``; one that is never closed quotes nothing."""
    opened: list[int] = []
    for tag in QUOTE_TAG.finditer(text):
        if not tag[1]:
            opened.append(tag.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, tag.end()


def find_regions(text: str) -> tuple[Region, ...]:
    """The stretches of a typed text that are quotes, code, link targets or markup, in reading order."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    found: list[Region] = []
    for kind, pattern in (
        ("quote", QUOTE_LINE),
        ("code", FENCE),
        ("code", INLINE_CODE),
        ("link", LINK_TARGET),
        ("link", ADDRESS),
        ("markup", MARKS),
    ):
        found.extend(Region(match.start(), match.end(), kind) for match in pattern.finditer(text))
    found.extend(Region(start, end, "quote") for start, end in _tagged_quotes(text))
    return tuple(sorted(found, key=lambda region: (region.start, region.end)))
