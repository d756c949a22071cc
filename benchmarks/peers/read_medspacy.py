"""Run by medspaCy's own Python: texts with marked spans in, what ConText says of each span out.

Standard input: JSON lines of ``{"text", "spans": [[start, end], …]}``. Standard output: one line with the
versions, then one line a text: a list of ``{"negated", "unreal", "historical", "other", "live"}``.
"""

import json
import sys
from importlib.metadata import version

import medspacy  # noqa: F401  registers the components
import spacy

GROUP = "marks"


def main():
    nlp = spacy.blank("en")
    nlp.add_pipe("medspacy_pyrush")
    context = {"input_span_type": "group", "span_group_name": GROUP}
    nlp.add_pipe("medspacy_context", config=context)
    print(json.dumps({name: version(name) for name in ("medspacy", "spacy")}), flush=True)
    for line in sys.stdin:
        print(json.dumps(read(nlp, json.loads(line))), flush=True)


def read(nlp, row):
    doc = nlp.make_doc(row["text"])
    spans = [doc.char_span(start, end, label="MARK", alignment_mode="expand") for start, end in row["spans"]]
    doc.spans[GROUP] = spans
    for _, component in nlp.pipeline:
        doc = component(doc)
    return [flags(span._) for span in spans]


def flags(span):
    """A possible sign is live, and so is a relative's: `is_uncertain` and `is_family` are left out there."""
    return {
        "negated": span.is_negated,
        "unreal": span.is_hypothetical or span.is_uncertain,
        "historical": span.is_historical,
        "other": span.is_family,
        "live": not (span.is_negated or span.is_hypothetical or span.is_historical),
    }


if __name__ == "__main__":
    main()
