"""The custom attributes that our stages hang on spaCy's `Doc` and `Span`, all in one place.

On a `Doc`, whose text is the folded text (see `moderation.text`, same length as typed):
``typed`` str · ``field`` "title" or "body" · ``heading`` folded title, on the body · ``regions``
tuple[Region] · ``rules`` RuleSet · ``measurements`` tuple[Measurement], see `moderation.measure`.

On a finding, a `Span` in ``doc.spans["findings"]``: ``base_level`` Level of the rule · ``assertion`` ·
``temporality`` · ``experiencer`` · ``figurative`` · ``quoted`` · ``general`` bool (leaflet, advice,
a bare disease name) · ``because`` tuple of Reasons, offsets in characters · ``level`` Level ·
``anchors`` tuple of (start, end) in characters: the words that the rule itself asked for. A negator
inside the finding but outside its anchors is not part of the sign ("my gums are *not* bleeding",
found by near words), one inside an anchor is ("*can't* stop bleeding").
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from moderation.findings import Assertion, Experiencer, Level, Temporality


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a field that is not plain words of the author, in characters."""

    start: int
    end: int
    kind: str  # "quote", "code", "link" or "markup"


DOC_ATTRIBUTES: dict[str, Any] = {
    "typed": "",
    "field": "body",
    "heading": "",
    "regions": (),
    "rules": None,
    "measurements": (),
}
SPAN_ATTRIBUTES: dict[str, Any] = {
    "base_level": Level.NONE,
    "assertion": Assertion.PRESENT,
    "temporality": Temporality.CURRENT,
    "experiencer": Experiencer.AUTHOR,
    "figurative": False,
    "quoted": False,
    "general": False,
    "because": (),
    "anchors": (),
    "level": Level.NONE,
}


def _accessors(name: str, default: Any) -> tuple[Callable[[Span], Any], Callable[[Span, Any], None]]:
    # spaCy 3 keys the attributes of a span by its offsets alone, so that two concepts found in the
    # same words would share one level. Our key adds the label.
    def key(span: Span) -> str:
        return f"{name} {span.start} {span.end} {span.label}"

    def read(span: Span) -> Any:
        return span.doc.user_data.get(key(span), default)

    def write(span: Span, value: Any) -> None:
        span.doc.user_data[key(span)] = value

    return read, write


def register_extensions() -> None:
    """Make the attributes known to spaCy; calling it again does no harm."""
    for name, default in DOC_ATTRIBUTES.items():
        Doc.set_extension(name, default=default, force=True)
    for name, default in SPAN_ATTRIBUTES.items():
        getter, setter = _accessors(name, default)
        Span.set_extension(name, getter=getter, setter=setter, force=True)


register_extensions()
