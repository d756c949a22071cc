"""Run by negspaCy's own Python: texts with marked spans in, which of them are negated out.

Input and output are those of `read_medspacy.py`; what negspaCy does not know is left out.
"""

import json
import sys
from importlib.metadata import version

import spacy
from negspacy.negation import Negex  # noqa: F401  registers the component

GROUP = "marks"


def main():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("negex", config={"span_keys": [GROUP]})
    print(json.dumps({name: version(name) for name in ("negspacy", "spacy")}), flush=True)
    for line in sys.stdin:
        print(json.dumps(read(nlp, json.loads(line))), flush=True)


def read(nlp, row):
    doc = nlp.make_doc(row["text"])
    spans = [doc.char_span(start, end, label="MARK", alignment_mode="expand") for start, end in row["spans"]]
    doc.spans[GROUP] = spans
    for _, component in nlp.pipeline:
        doc = component(doc)
    return [{"negated": span._.negex, "live": not span._.negex} for span in spans]


if __name__ == "__main__":
    main()
