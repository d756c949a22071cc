"""The spaCy object that cuts texts into tokens: English, blank, with infixes for how people type."""

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from moderation.extensions import register_extensions
from moderation.rules import RuleSet
from moderation.text import find_regions, fold

# "stopped.my" and "bleeding,then": folded text has no capitals for spaCy's own infixes to go by.
INFIXES = (r"(?<=[a-z]{2})[.,;:!?/]+(?=[a-z]{2})",)


def make_nlp() -> Language:
    register_extensions()
    nlp = spacy.blank("en")
    infixes = (*(nlp.Defaults.infixes or ()), *INFIXES)
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    # "stopped.then" would pass for an address; true addresses are blank by now.
    nlp.tokenizer.url_match = None  # type: ignore[union-attr]
    return nlp


def make_doc(nlp: Language, typed: str, field: str, rules: RuleSet) -> Doc:
    """The text stage: a `Doc` over the folded text that knows the text as typed."""
    regions = find_regions(typed)
    folded = fold(typed, regions)
    doc = nlp.make_doc(folded)
    doc.user_data["folded"] = folded
    doc._.typed, doc._.field, doc._.regions, doc._.rules = typed, field, regions, rules
    return doc


def folded_text(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together from the tokens at each call, kept from when the doc was made."""
    text: str = doc.user_data.get("folded") or doc.text
    return text
