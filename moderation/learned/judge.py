"""Stage: the learned model's say in the level of a post, after the rules have spoken.

The network has seen what the rules make of each word, so its answer is the last word: it finds signs in
words that no list foresees and lowers what the rules took wrongly for a sign. Whatever it decides stays
attached to words: a level above none is backed by a finding, and the reasons say that the model moved it.
"""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Span

from moderation.findings import Assertion, Experiencer, Level, Reason, Temporality
from moderation.learned.chances import LEVELS, give_levels
from moderation.learned.limits import Limits
from moderation.learned.model import LearnedModel, Prediction
from moderation.learned.network import Floats
from moderation.learned.spot import Spot, find_spots
from moderation.rules import RuleSet
from moderation.scope import add_reason

RULING = "learned model"
# From this chance on, the sentence of a finding alone decides. Chosen on dev.
SURE, LIKELY = 0.95, 0.5
LIVE = {
    "assertion": Assertion.PRESENT,
    "temporality": Temporality.CURRENT,
    "experiencer": Experiencer.AUTHOR,
    "figurative": False,
    "quoted": False,
    "general": False,
}


class Judge:
    """The last stage: settles the level of a post with the learned model."""

    def __init__(self, model: LearnedModel, rules: RuleSet) -> None:
        self.model = model
        # Without the treatment's rules nobody could say what its signs are called.
        self._concepts = [name if name in rules.symptoms else None for name in model.concepts]

    def __call__(self, docs: Sequence[Doc]) -> tuple[Level, bool]:
        """Set the level of every finding; return the post's, and whether a moderator should look."""
        prediction = self.model.predict(docs)
        level = choose_level(prediction, self.model.limits)
        found = [span for doc in docs for span in doc.spans.get("findings", ())]
        level = max([level, *self._insists(docs, level, prediction)])
        if level is Level.URGENT and _is_grave(found, prediction):
            level = Level.EMERGENCY
        for span in found:
            if span._.level > level:
                _lower(span, level, prediction)
        if level > max((span._.level for span in found), default=Level.NONE):
            level = self._raise(docs, found, level, prediction)
        unsure = prediction.reach[Level.URGENT] >= self.model.limits.second_look
        return level, level < Level.URGENT and bool(unsure)

    def _insists(self, docs: Sequence[Doc], level: Level, prediction: Prediction) -> Iterator[Level]:
        """Levels of findings whose own sentence, read alone, convinces the model.

        Harmless talk around it must not talk a sign away that the rules read as current.
        """
        for field, doc in enumerate(docs):
            for span in doc.spans.get("findings", ()):
                if span._.level > level and span._.level >= Level.URGENT:
                    alone = self.model.reach_alone(prediction, field, *_sentence(span))
                    if _convinces(alone, span._.level):
                        yield span._.level

    def _raise(self, docs: Sequence[Doc], found: Sequence[Span], level: Level, what: Prediction) -> Level:
        """Give the level to the words that speak for it most: a finding of the rules, or new words."""
        spots = find_spots(what, level, self._concepts)
        if not spots:
            return max((span._.level for span in found), default=Level.NONE)
        best = spots[0]
        span = _finding_at(docs[best.field], best)
        if span is None:
            span = _add_finding(docs[best.field], best, f"model:{self.model.version}")
        if level >= Level.URGENT:
            for axis, value in LIVE.items():
                setattr(span._, axis, value)
        span._.level = level
        add_reason(span, _reason(what, level, "reads this as"))
        return level


def _is_grave(found: Sequence[Span], prediction: Prediction) -> bool:
    """Whether a finding that the rules read as life-threatening is likelier than not a sign.

    Unsure between the two levels, the graver one (RUBRIC 3).
    """
    chances = prediction.findings[:, LEVELS.index(Level.URGENT)]
    return any(
        span._.level is Level.EMERGENCY and chance >= LIKELY
        for span, chance in zip(found, chances, strict=True)
    )


def _convinces(alone: Floats, level: Level) -> bool:
    """Whether the model agrees with the rules; that it was on purpose need only be likelier than not."""
    return bool(alone[min(level, Level.EMERGENCY)] >= SURE and alone[level] >= LIKELY)


def _sentence(span: Span) -> tuple[int, int]:
    """The characters of the sentences that a finding touches."""
    touched = [
        sentence
        for sentence in span.doc.spans["sentences"]
        if sentence.start_char < span.end_char and span.start_char < sentence.end_char
    ] or [span]
    return touched[0].start_char, touched[-1].end_char


def choose_level(prediction: Prediction, limits: Limits) -> Level:
    """The level of the post, as `give_levels` gives it to many: the limits were chosen with the same rule."""
    (level,) = give_levels(prediction.reach[None], limits)
    return Level(level)


def _lower(span: Span, level: Level, prediction: Prediction) -> None:
    add_reason(span, _reason(prediction, Level(level + 1), "finds it unlikely that the post is"))
    span._.level = level


def _reason(prediction: Prediction, level: Level, verb: str) -> Reason:
    chance = round(100 * float(prediction.reach[level]))
    graver = "" if level == max(Level) else " or graver"
    return Reason(RULING, f"the learned model {verb} {level.word}{graver}: {chance} in 100")


def _finding_at(doc: Doc, spot: Spot) -> Span | None:
    """The gravest finding that shares words with a spot."""
    base: Callable[[Span], int] = lambda span: int(span._.base_level)  # noqa: E731
    shared = [
        span
        for span in doc.spans.get("findings", ())
        if span.start_char < spot.end and spot.start < span.end_char
    ]
    return max(shared, key=base, default=None)


def _add_finding(doc: Doc, spot: Spot, source: str) -> Span:
    words = doc.char_span(spot.start, spot.end, alignment_mode="expand")
    assert words is not None  # "expand" always finds tokens inside a text
    span = Span(doc, words.start, words.end, label=spot.concept, span_id=source)
    doc.spans["findings"] = sorted(
        [*doc.spans.get("findings", ()), span], key=lambda one: (one.start, one.end, one.label_)
    )
    return span
