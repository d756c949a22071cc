"""One text as the context stages see it: words, sentences, clauses and cues, worked out once per `Doc`."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from spacy.tokens import Doc, Span

from moderation.cue_files import Cue, load_cues
from moderation.language import folded_text
from moderation.words import Words, split_words

# A comma that opens a new thought: one of these within its first two words (FACTS 4, scope "new subject").
SUBJECTS = frozenset(
    "i im ive id ill he hes she shes they theyre we weve were it its there theres this that thats my "
    "mine".split()
)
_HARD_MARKS = frozenset(";:\n*•") | {"-"}
# Texts without punctuation run on for ever; a cue reaches this many words at most (FACTS 4.1, last row).
WINDOW = 12
_position = attrgetter("first")


@dataclass(frozen=True)
class Reading:
    """The words of a text and what stands where, in word positions."""

    words: Words
    sentences: tuple[tuple[int, int], ...]
    cues: tuple[Cue, ...]

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Sentences cut at scope stops, at hard marks and at commas that open a new subject."""
        stops = {cue.first for cue in self.cues if cue.group.id == "scope_stop"}
        cuts: list[tuple[int, int]] = []
        for first, last in self.sentences:
            start = first
            for at in range(first, last):
                if at > start and (at in stops or self._cuts(at, last)):
                    cuts.append((start, at))
                    start = at
            cuts.append((start, last))
        return tuple(cuts)

    def _cuts(self, at: int, last: int) -> bool:
        text = self.words.texts[at]
        if text in _HARD_MARKS:
            return True
        return text in {",", "and", "n", "&"} and any(
            word in SUBJECTS for word in self.words.texts[at + 1 : min(at + 3, last)]
        )

    @cached_property
    def by_group(self) -> dict[str, list[Cue]]:
        """The cues of each group in reading order."""
        groups: dict[str, list[Cue]] = {}
        for cue in self.cues:
            groups.setdefault(cue.group.id, []).append(cue)
        return groups

    @cached_property
    def classes(self) -> frozenset[str]:
        """The word classes that occur, such as ``<kin>``."""
        return load_cues().classes(self.words)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a word."""
        return max(0, bisect_right(self.sentences, (position, len(self.words) + 1)) - 1)

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause that holds a word, as a range of words."""
        index = bisect_right(self.clauses, (position, len(self.words) + 1)) - 1
        return self.clauses[max(0, index)]

    def find(self, first: int, last: int, *groups: str) -> list[Cue]:
        """Cues of these groups that lie wholly within a range of words, in reading order."""
        found: list[Cue] = []
        present = [self.by_group[name] for name in groups if name in self.by_group]
        for cues in present:
            for at in range(bisect_left(cues, first, key=_position), len(cues)):
                if cues[at].first >= last:
                    break
                if cues[at].last <= last:
                    found.append(cues[at])
        return sorted(found, key=_position) if len(present) > 1 else found

    def offsets(self, cue: Cue) -> tuple[int, int]:
        """The characters of a cue."""
        return self.words.starts[cue.first], self.words.ends[cue.last - 1]

    def quote(self, cue: Cue) -> str:
        """The words of a cue, for a moderator to read."""
        return " ".join(self.words.texts[cue.first : cue.last])


def read(doc: Doc) -> Reading:
    """The reading of a doc; made on first use and kept with it."""
    reading = doc.user_data.get("reading")
    if reading is None:
        words = split_words(folded_text(doc))
        reading = Reading(words, _sentences(doc, words), tuple(load_cues().find(words)))
        doc.user_data["reading"] = reading
    return reading


def read_heading(doc: Doc) -> Reading:
    """The reading of the title above a body; empty for a title."""
    heading = doc.user_data.get("heading")
    if heading is None:
        words = split_words(doc._.heading)
        heading = Reading(words, ((0, len(words)),), tuple(load_cues().find(words)))
        doc.user_data["heading"] = heading
    return heading


def span_words(span: Span) -> tuple[int, int]:
    """The words of a finding, as a range in the reading of its doc."""
    first, last = read(span.doc).words.between(span.start_char, span.end_char)
    return first, max(last, first + 1)


def _sentences(doc: Doc, words: Words) -> tuple[tuple[int, int], ...]:
    ranges = [words.between(span.start_char, span.end_char) for span in doc.spans.get("sentences", ())]
    ranges = [(first, last) for first, last in ranges if last > first]
    return tuple(ranges) or ((0, len(words)),)
