"""The rulings that move the level of a sign that is there now (RUBRIC 4, 5, 8, 9, 12)."""

from spacy.tokens import Span

from moderation.cue_files import Cue
from moderation.findings import Level, Reason
from moderation.reading import read
from moderation.scope import Scope, scope_of

Ruled = tuple[Level, Reason | None]
# FACTS 2.2 and 2.3: signs that MS itself makes day by day; new, sudden or one-sided they stay what they are.
FROM_MS = frozenset(
    {"sudden_one_sided_weakness", "speech_trouble_sudden", "sudden_vision_loss", "face_droop"}
)
BLEEDS = frozenset({"heavy_bleeding", "bleeding_unspecified"})
GUMS = frozenset({"gum", "gums"})
HUG = frozenset({"hug", "hugs"})
# RUBRIC 12: expected while the infusion runs and staff are there.
ON_THE_WARD = frozenset({"fever", "chills_rigors", "rash_spreading", "palpitations", "nosebleed"})
# Signs that are never a matter of waiting: RUBRIC 4 does not lower them.
NEVER_STABLE = frozenset(
    {
        "anaphylaxis_infusion_reaction",
        "coughing_blood",
        "stroke_named",
        "unresponsive",
        "vomiting_blood",
    }
)


def lower(span: Span) -> Ruled:
    """The level of a live finding, with the ruling that moved it down, if one did."""
    level: Level = span._.base_level
    raised = any(reason.ruling.startswith("combination") for reason in span._.because)
    if level is Level.CRISIS and _is_accident(span):
        return Level.NONE, Reason("RUBRIC, emergency signs", "taken by mistake: told beside this")
    if level is Level.CRISIS or raised:
        return level, None
    scope = scope_of(span)
    expected = _on_the_ward(span, scope, level)
    if expected is not None:
        return expected
    for ruling in (_ms_hug, _known_ms, _harmless, _stable, _slow_bleed):
        ruled = ruling(span, scope, level)
        if ruled is not None:
            return _under_care(span, scope, *ruled)
    return level, None


def _ms_hug(span: Span, scope: Scope, level: Level) -> Ruled | None:
    """Only words about the hug itself; a second chest sign is a finding of its own (RUBRIC 8)."""
    if not HUG.intersection(scope.reading.words.texts[scope.first : scope.last]) or _around(
        scope, "new_or_worse"
    ):
        return None
    cue = _around(scope, "ms_usual")
    if cue is not None:
        return Level.NONE, scope.reason(cue, "RUBRIC 8", "the MS hug, known and as usual")
    return Level.INFO, Reason("FACTS 2.2", "the MS hug, with no word that it is new")


def _known_ms(span: Span, scope: Scope, level: Level) -> Ruled | None:
    if span.label_ not in FROM_MS or _around(scope, "new_or_worse") or _around(scope, "just_now"):
        return None
    cue = _around(scope, "ms_usual")
    return (Level.NONE, scope.reason(cue, "RUBRIC 9", "known from MS, not sudden")) if cue else None


def _on_the_ward(span: Span, scope: Scope, level: Level) -> Ruled | None:
    if span.label_ not in ON_THE_WARD or level is not Level.URGENT:
        return None
    cue = _around(scope, "infusion_ward")
    if cue is None or _around(scope, "at_home"):
        return None
    return Level.INFO, scope.reason(cue, "RUBRIC 12", "during the infusion, with staff there")


def _harmless(span: Span, scope: Scope, level: Level) -> Ruled | None:
    cue = _around(scope, "examined")
    if cue is None or _around(scope, "new_or_worse") or not _around(scope, "stable_long"):
        return None
    return Level.INFO, scope.reason(cue, "RUBRIC 4", "examined, explained as harmless and unchanged")


def _stable(span: Span, scope: Scope, level: Level) -> Ruled | None:
    if level is not Level.EMERGENCY or span.label_ in NEVER_STABLE or _around(scope, "new_or_worse"):
        return None
    cue = _around(scope, "stable_long")
    return (Level.URGENT, scope.reason(cue, "RUBRIC 4", "on and off for weeks, no change")) if cue else None


def _slow_bleed(span: Span, scope: Scope, level: Level) -> Ruled | None:
    """Gums that bleed for days are urgent; only a word such as "pouring" makes them an emergency."""
    words = scope.reading.words.texts[scope.first : scope.last]
    if level is not Level.EMERGENCY or span.label_ not in BLEEDS or not GUMS.intersection(words):
        return None
    if scope.in_sentence("red_flag"):
        return None
    return Level.URGENT, Reason("RUBRIC, urgent signs", "bleeding gums, with no word that it is heavy")


def _under_care(span: Span, scope: Scope, level: Level, reason: Reason | None) -> Ruled:
    """RUBRIC 5: in hospital with it now keeps the level, never below urgent."""
    cue = next(iter(read(span.doc).by_group.get("under_care", ())), None)
    if cue is not None and level < Level.URGENT:
        return max(Level.URGENT, level), scope.reason(cue, "RUBRIC 5", "with helpers now: kept")
    return level, reason


def _is_accident(span: Span) -> bool:
    """True when longer words around these tell of an overdose by mistake: no act against oneself."""
    around = (other for other in span.doc.spans["findings"] if other.label_ == "overdose_accident")
    return span.label_ == "suicide_act_or_plan" and any(
        other.start <= span.start and span.end <= other.end and len(other) > len(span) for other in around
    )


def _around(scope: Scope, group: str) -> Cue | None:
    """A cue in the sentence of the finding or in the next."""
    ranges = [scope.sentence, *scope.next_sentences(1)]
    return next((cue for first, last in ranges for cue in scope.reading.find(first, last, group)), None)
