"""How far a cue reaches: the neighbourhood of one finding, cut as FACTS 4 asks."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span

from moderation.cue_files import Cue, load_cues
from moderation.findings import Level, Reason
from moderation.reading import SUBJECTS, WINDOW, Reading, read, span_words

# A part of a list has no verb of its own; one of these shows that a new statement began:
# in "no fever, chest pain since Monday" the denial ends at the comma.
_STATEMENT = SUBJECTS | frozenset(
    "is are was were am has have had got been started since now today just still keeps keep woke came "
    "when after before getting feels hurts cant wont tonight yesterday suddenly again my".split()
)
_LIST_PART = 6
_NEW_SUBJECT = SUBJECTS - {"that", "this"}  # "not that sudden swelling"
_SCENE = frozenset("when during while took had did made".split())
_STATUS = frozenset(
    "last latest since finished ended done completed was were out post is diagnosed dx dxd".split()
)
_ENDS = frozenset(".!?;:\n()-")
_VERBS = frozenset(
    "is are was were has have had am isnt arent keeps keep cant cannot wont goes went comes came looks feels "
    "hurts bleeds gets got started won gone turned dropped".split()
)


@dataclass(frozen=True)
class Scope:
    """One finding in its sentence and clause, in word positions of the reading."""

    reading: Reading
    first: int
    last: int
    is_crisis: bool = False

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The sentence around the finding; a finding may cross a sentence end, then it is both."""
        sentences = self.reading.sentences
        first = sentences[self.reading.sentence_at(self.first)][0]
        return first, max(self.last, sentences[self.reading.sentence_at(self.last - 1)][1])

    @cached_property
    def clause(self) -> tuple[int, int]:
        """The clause around the finding."""
        first = self.reading.clause_at(self.first)[0]
        return min(first, self.first), max(self.last, self.reading.clause_at(self.last - 1)[1])

    def inside(self, *groups: str) -> list[Cue]:
        """Cues within the finding's own words."""
        return self.reading.find(self.first, self.last, *groups)

    @cached_property
    def part(self) -> tuple[int, int]:
        """The words around the finding up to the next commas of its clause."""
        texts, (start, end) = self.reading.words.texts, self.clause
        first = next((at + 1 for at in range(self.first - 1, start - 1, -1) if texts[at] == ","), start)
        last = next((at for at in range(self.last, end) if texts[at] == ","), end)
        return first, last

    def in_clause(self, *groups: str) -> list[Cue]:
        """Cues in the clause, at most a window away."""
        first, last = self.clause
        return self.reading.find(max(first, self.first - WINDOW), min(last, self.last + WINDOW), *groups)

    def in_sentence(self, *groups: str) -> list[Cue]:
        """Cues in the sentence, at most two windows away."""
        first, last = self.sentence
        first, last = max(first, self.first - 2 * WINDOW), min(last, self.last + 2 * WINDOW)
        return self.reading.find(first, last, *groups)

    def nearest(self, *groups: str, within: tuple[int, int]) -> Cue | None:
        """The cue of these groups that stands nearest, within a range of words and a window."""
        first, last = max(within[0], self.first - WINDOW), min(within[1], self.last + WINDOW)
        return min(self.reading.find(first, last, *groups), key=self.distance, default=None)

    def distance(self, cue: Cue) -> int:
        """How many words lie between the finding and a cue."""
        return max(0, self.first - cue.last, cue.first - self.last)

    def crosses_comma(self, cue: Cue) -> bool:
        """Whether a comma stands between the finding and a cue."""
        first, last = (self.last, cue.first) if cue.first >= self.last else (cue.last, self.first)
        return "," in self.reading.words.texts[first:last]

    def dates_treatment(self, cue: Cue) -> bool:
        """Whether a time belongs to the treatment or the diagnosis: "second round was 2 years ago"."""
        texts = self.reading.words.texts
        start, end = self.reading.clause_at(cue.first)
        first = next((at + 1 for at in range(cue.first - 1, start - 1, -1) if texts[at] == ","), start)
        last = next((at for at in range(cue.last, end) if texts[at] == ","), end)
        inside = first < self.last and self.first < last
        if inside or load_cues().members("course_word").isdisjoint(texts[first:last]):
            return False
        # "when I made the first cycle in 2019, on the third day …" tells a story; "last round 2019" does not.
        told = (_SCENE | load_cues().members("past_verb")) - _STATUS
        return not told.intersection(texts[first:last]) or bool(_STATUS.intersection(texts[first:last]))

    def before(self, *groups: str) -> list[Cue]:
        """Cues in the sentence before the finding, the nearest first."""
        first = max(self.sentence[0], self.first - 2 * WINDOW)
        return [cue for cue in self.reading.find(first, self.last, *groups)[::-1] if cue.first < self.first]

    def after(self, *groups: str) -> list[Cue]:
        """Cues in the sentence after the finding, the nearest first."""
        return self.reading.find(self.last, min(self.sentence[1], self.last + 2 * WINDOW), *groups)

    def next_sentences(self, count: int) -> list[tuple[int, int]]:
        """The sentences that follow the finding's."""
        index = self.reading.sentence_at(self.last - 1)
        return list(self.reading.sentences[index + 1 : index + 1 + count])

    def previous_sentences(self, count: int) -> list[tuple[int, int]]:
        """The sentences before the finding's, the nearest first."""
        index = self.reading.sentence_at(self.first)
        return list(reversed(self.reading.sentences[max(0, index - count) : index]))

    @cached_property
    def is_statement(self) -> bool:
        """Whether the finding has a subject and verb of its own, so that a list cannot take it in."""
        texts = self.reading.words.texts
        own = texts[self.first : self.last + 1]
        return any(word in _VERBS or word in SUBJECTS for word in own)

    @cached_property
    def _has_own_time(self) -> bool:
        """Whether a time stands right behind: "no fever, chest pain since Monday"."""
        return any(self.distance(cue) <= 1 for cue in self.after("now", "recent"))

    def unbroken(self, start: int, end: int) -> bool:
        """Whether a denial at ``start`` still holds at ``end``: no stop, commas only between list parts."""
        if end - start > (2 if self.is_statement else WINDOW):
            return False
        texts = self.reading.words.texts
        stops = {cue.first for cue in self.reading.find(start, end, "scope_stop", "now", "persists")}
        parts: list[list[str]] = [[]]
        for at in range(start, end):
            if at in stops or texts[at] in _ENDS or texts[at] in _NEW_SUBJECT:
                return False
            if texts[at] == ",":
                parts.append([])
            else:
                parts[-1].append(texts[at])
        if len(parts) > 1 and self._has_own_time and parts[-1][:1] not in (["or"], ["nor"]):
            return False
        return all(len(part) <= _LIST_PART and not _STATEMENT.intersection(part) for part in parts[1:])

    def reason(self, cue: Cue, ruling: str | None = None, text: str | None = None) -> Reason:
        """Say which words decided, in plain words: ``past, with a distance: 'in 2016'``."""
        said = f"{text or cue.group.text}: '{self.reading.quote(cue)}'"
        return Reason(ruling or cue.group.source, said, (self.reading.offsets(cue),))


def scope_of(span: Span) -> Scope:
    """The scope of a finding; made on first use and kept with its doc, since five stages ask for it."""
    doc, is_crisis = span.doc, span._.base_level is Level.CRISIS
    scopes: dict[tuple[int, int, bool], Scope] = doc.user_data.setdefault("scopes", {})
    key = span.start, span.end, is_crisis
    if key not in scopes:
        scopes[key] = Scope(read(doc), *span_words(span), is_crisis=is_crisis)
    return scopes[key]


def is_unquoted(scope: Scope) -> bool:
    """Whether the author says right after the list that they have it: "I have both"."""
    return any(
        scope.reading.find(first, last, "unquote")
        for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(3)]
    )


def add_reason(span: Span, *reasons: Reason) -> None:
    """Put reasons behind those that earlier stages gave."""
    span._.because = (*span._.because, *reasons)
