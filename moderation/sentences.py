"""Splits a folded text into sentences and clauses. Posts have lists and lines, seldom full stops.

spaCy's own splitter does not see line breaks, so that the "no" of one line would deny the next.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.language import folded_text

ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st vs approx eg ie etc hosp dept tel ca avg temp min max hr hrs".split()
)
# A hard-wrapped line: long, no end mark, and the next one goes on in lower case.
WRAPPED_LINE = 50
# Some people use no full stops at all. The stages look at a whole sentence for each finding, so the
# cost of an endless one would grow with its square.
LONGEST_SENTENCE = 1000
# A line end is looked for at the first blank of a run only, or a long run would cost its square.
MARK = re.compile(
    r"""(?P<line>(?<!\s)\s*\n\s*)
      | (?P<stop>[.!?…]+["')\]]*)(?=\s|$|[^\W\d_]{2})
      | (?P<bullet>[•▪●◦‣]\s*)""",
    re.VERBOSE,
)
LIST_ITEM = re.compile(r"[-*+•▪●]\s|\d{1,2}[.)]\s")
LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")
# Scope stops of FACTS 4, and a comma or "and" that opens a new subject.
CLAUSE = re.compile(
    r"""[;:()]+|\s-+\s
      | \b(?:but|although|though|however|except|apart\ from|whereas|because)\b
      | (?:,\s*(?:and|so)?|\band|&)\s+
        (?=(?:i|im|i'm|ive|i've|he|she|they|we|it|my|his|her|there|now|then)\b)""",
    re.VERBOSE,
)


def sentence_ends(folded: str, typed: str) -> list[int]:
    """The character offsets at which sentences end, the end of the text included."""
    ends = [match.end() for match in MARK.finditer(folded) if _ends(match, folded, typed)]
    ends = [*(end for end in ends if end < len(folded)), len(folded)]
    starts = [0, *ends]
    return [at for start, end in zip(starts, ends, strict=False) for at in _cut_long(folded, start, end)]


def _cut_long(folded: str, start: int, end: int) -> Iterator[int]:
    while end - start > LONGEST_SENTENCE:
        blank = folded.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        start = blank + 1 if blank > start else start + LONGEST_SENTENCE
        yield start
    yield end


def _ends(match: re.Match[str], folded: str, typed: str) -> bool:
    if match["bullet"]:
        return True
    if match["line"]:
        return not _is_wrapped(match, folded, typed)
    if match["stop"] != ".":
        return True
    word = LAST_WORD.search(folded, max(0, match.start() - 20), match.start())
    if word is None:
        return True
    is_inner = match.end() < len(folded) and not folded[match.end()].isspace()
    if is_inner:  # "stopped.Then" ends a sentence; "e.g", "nhs.uk" and "10.am" do not
        return len(word[1]) > 2 and word[1].isalpha() and typed[match.end()].isupper()
    return not (
        word[1] in ABBREVIATIONS
        or (len(word[1]) == 1 and word[1].isalpha() and word[1] not in "ai")
        or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word[1])
    )


def _is_wrapped(match: re.Match[str], folded: str, typed: str) -> bool:
    if match.group().count("\n") > 1 or match.end() >= len(typed) or not match.start():
        return False
    line_start = folded.rfind("\n", 0, match.start()) + 1
    goes_on = typed[match.end()].islower() and not LIST_ITEM.match(folded, match.end())
    return (
        goes_on and match.start() - line_start >= WRAPPED_LINE and folded[match.start() - 1] not in ".!?…:;"
    )


def clause_starts(folded: str, start: int, end: int) -> Iterator[int]:
    """The character offsets at which the clauses of one sentence start."""
    yield start
    for match in CLAUSE.finditer(folded, start, end):
        # The conjunction belongs to the clause that it opens, a mark to the one that it closes.
        at = match.start() if match.group()[:1].isalpha() else match.end()
        if start < at < end:
            yield at


def token_starts(doc: Doc) -> list[int]:
    """The character offset of every token, without making a `Token` for each; kept with the doc."""
    starts: list[int] | None = doc.user_data.get("token_starts")
    if starts is None:
        sizes = doc.to_array(["LENGTH", "SPACY"])
        starts = [0, *accumulate((sizes[:, 0] + sizes[:, 1]).tolist())][: len(doc)]
        doc.user_data["token_starts"] = starts
    return starts


def spans_from(doc: Doc, starts: Sequence[int], boundaries: Sequence[int]) -> list[Span]:
    """Spans that tile the doc, cut at the tokens nearest after each character offset."""
    cuts = sorted({bisect_left(starts, at) for at in boundaries} | {0, len(doc)})
    return [Span(doc, first, last) for first, last in zip(cuts, cuts[1:], strict=False)]


@Language.component("sentences", assigns=["doc.spans"])
def set_sentences(doc: Doc) -> Doc:
    """Set ``doc.spans["sentences"]`` and ``doc.spans["clauses"]``."""
    starts = token_starts(doc)
    text = folded_text(doc)
    ends = sentence_ends(text, doc._.typed or text)
    doc.spans["sentences"] = spans_from(doc, starts, ends)
    clauses: list[int] = []
    for start, end in zip([0, *ends], ends, strict=False):
        clauses.extend(clause_starts(text, start, end))
    doc.spans["clauses"] = spans_from(doc, starts, clauses)
    return doc
