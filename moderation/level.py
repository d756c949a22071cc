"""Last stage: what each finding asks for, and the post as a whole (RUBRIC, "Levels, highest wins")."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from moderation.combinations import is_live
from moderation.findings import Assertion, Experiencer, Level, Reason, Temporality
from moderation.reading import read
from moderation.rulings import lower
from moderation.scope import add_reason, scope_of


def decide(docs: Sequence[Doc]) -> Level:
    """Set `span._.level` on every finding of a post and return the level of the post: the highest."""
    settle_title(docs)
    spans = [span for doc in docs for span in doc.spans.get("findings", ())]
    for span in spans:
        span._.level, reason = find_level(span)
        if reason is not None:
            add_reason(span, reason)
    return max((span._.level for span in spans), default=Level.NONE)


def find_level(span: Span) -> tuple[Level, Reason | None]:
    """The level of one finding alone, and the ruling behind it when no cue said it before."""
    if span._.figurative or span._.assertion is Assertion.ABSENT:
        return Level.NONE, None
    if span._.general and span._.temporality is not Temporality.PAST:
        return Level.NONE, Reason("RUBRIC 7", "a disease is only named, nobody is said to have it")
    if not is_live(span):
        return Level.INFO, Reason("RUBRIC 2, 6, 7", _why_info(span))
    return lower(span)


def _why_info(span: Span) -> str:
    if span._.quoted or span._.assertion is Assertion.HYPOTHETICAL:
        return "the sign is talked about, it is not happening"
    if span._.experiencer is Experiencer.OTHER:
        return "someone else's sign"
    return "a sign of the past"


def settle_title(docs: Sequence[Doc]) -> None:
    """Let a bare title follow its body: "ITP story" above a body that tells of 2016 is past as well.

    A title that says itself whose sign it is or when ("Fever at home tonight") stands alone (RUBRIC 15).
    """
    titles = [span for doc in docs if doc._.field == "title" for span in doc.spans.get("findings", ())]
    if not titles:
        return
    bodies = [span for doc in docs if doc._.field == "body" for span in doc.spans.get("findings", ())]
    denial = _denial_in(docs) if not any(is_live(body) for body in bodies) else None
    for title in titles:
        if denial is not None and not _speaks_for_itself(title):
            title._.assertion = Assertion.ABSENT
            add_reason(title, denial)
            continue
        named = bool(scope_of(title).inside("disease"))
        same = [body for body in bodies if body.label_ == title.label_] or (bodies if named else [])
        follows = same and not any(is_live(body) for body in bodies)
        if not follows or not is_live(title) or _speaks_for_itself(title):
            continue
        for axis in ("assertion", "temporality", "experiencer", "quoted", "figurative"):
            setattr(title._, axis, getattr(same[0]._, axis))
        add_reason(title, Reason("RUBRIC 15", "the post tells what the title is about"))


def _denial_in(docs: Sequence[Doc]) -> Reason | None:
    """ "Weird question about chest pain", and the post says: "I don't have any"."""
    for doc in docs:
        for cue in read(doc).by_group.get("none_of_that", ()) if doc._.field == "body" else ():
            return Reason("RUBRIC 15", f"the post says: '{read(doc).quote(cue)}'")
    return None


def _speaks_for_itself(title: Span) -> bool:
    return any(not reason.ruling.startswith("combination") for reason in title._.because)
