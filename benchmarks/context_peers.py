"""Our context stages beside medspaCy's ConText and negspaCy, on the same marked spans of the dev split.

``python -m benchmarks.context_peers`` makes each peer's environment when it is missing, prints a Markdown
table and stores it in docs/data/context_peers.md, where `python -m moderation evaluate --write` looks for it.
"""

import argparse
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span

from benchmarks.context import has_own_denial, read_context
from benchmarks.peers.environments import PINS, ROOT, PeerMissing, python_of
from moderation.cases import Case, Mention, read_cases
from moderation.combinations import is_live
from moderation.findings import Assertion, Experiencer, Temporality
from moderation.quality.tables import Cell, table
from moderation.rates import Rate

DEV = ROOT / "moderation" / "corpus" / "dev"
STORED = ROOT / "docs" / "data" / "context_peers.md"
AXES = {
    "live": "live",
    "negated": "negated",
    "unreal": "hypothetical or uncertain",
    "historical": "historical",
    "other": "family or other",
}
UNREAL = (Assertion.HYPOTHETICAL, Assertion.POSSIBLE)
Flags = dict[str, bool]
NOTE = """\
Our context stages (rules alone) and two libraries on the same {marks} marked spans of {posts} posts of
{names}, each with its default rules, which for the libraries were made for doctors' notes. Marks that hold
their own denial (“temp 37.1”) are left out, since detection raises none. “Live” decides about a notice: for
ConText not negated, hypothetical or historical (a possible sign counts, and so does a relative's), for
negspaCy not negated."""


@dataclass(frozen=True, slots=True)
class Text:
    """One title or body: its marks, what the reader of the post says of each, and what our stages say."""

    text: str
    spans: list[tuple[int, int]]
    marked: list[Flags]
    ours: list[Flags]


def texts_of(case: Case) -> Iterator[Text]:
    docs, marks = read_context(case)
    for doc in docs:
        own = [(span, m) for span, m in marks if span.doc is doc and not has_own_denial(span, m)]
        if own:
            places = [(span.start_char, span.end_char) for span, _ in own]
            yield Text(typed(doc), places, [of_mark(m) for _, m in own], [of_span(span) for span, _ in own])


def typed(doc: Doc) -> str:
    text: str = doc._.typed
    return text


def of_mark(mention: Mention) -> Flags:
    return {
        "negated": mention.assertion == "absent",
        "unreal": mention.assertion in {"hypothetical", "possible"},
        "historical": mention.temporality == "past",
        "other": mention.experiencer != "author",
        "live": mention.is_live,
    }


def of_span(span: Span) -> Flags:
    return {
        "negated": span._.assertion is Assertion.ABSENT,
        "unreal": span._.assertion in UNREAL or span._.quoted,
        "historical": span._.temporality is Temporality.PAST,
        "other": span._.experiencer is not Experiencer.AUTHOR,
        "live": is_live(span),
    }


def ask(peer: str, texts: Sequence[Text]) -> tuple[str, list[list[Flags]]]:
    """The peer's name with its versions, and its flags for every text."""
    script = ROOT / "benchmarks" / "peers" / f"read_{peer}.py"
    rows = "".join(json.dumps({"text": one.text, "spans": one.spans}) + "\n" for one in texts)
    quiet = os.environ | {"LOGURU_LEVEL": "ERROR"}  # medspaCy logs every word it reads
    done = subprocess.run(
        [str(python_of(peer)), str(script)], input=rows, capture_output=True, text=True, env=quiet
    )
    if done.returncode:
        raise PeerMissing(f"it stopped with exit code {done.returncode}: {done.stderr.strip()[-200:]}")
    versions, *answers = map(json.loads, done.stdout.splitlines())
    named = ", ".join(f"{name} {number}" for name, number in versions.items())
    return named, answers


def rows_for(
    reader: str, texts: Sequence[Text], given: Sequence[Sequence[Flags]]
) -> Iterator[tuple[Cell, ...]]:
    pairs = [
        pair for one, flags in zip(texts, given, strict=True) for pair in zip(one.marked, flags, strict=True)
    ]
    for axis, name in AXES.items():
        if all(axis in flags for _, flags in pairs):
            values = [(marked[axis], flags[axis]) for marked, flags in pairs]
            both = values.count((True, True))
            yield (
                name,
                reader,
                Rate(sum(marked == flag for marked, flag in values), len(values)),
                Rate(both, sum(marked for marked, _ in values)),
                Rate(both, sum(flag for _, flag in values)),
            )


def page_of(cases: Sequence[Case]) -> str:
    texts = [text for case in cases for text in texts_of(case)]
    everything = [[{"live": True} for _ in one.marked] for one in texts]
    rows = [*rows_for("**ours**", texts, [one.ours for one in texts])]
    rows += rows_for("ignoring context", texts, everything)
    missing = []
    for peer in PINS:
        try:
            reader, given = ask(peer, texts)
            rows += rows_for(reader, texts, given)
        except PeerMissing as error:
            missing.append(f"{peer} was not measured: its environment could not be made ({error}).")
    rows.sort(key=lambda row: list(AXES.values()).index(str(row[0])))
    note = NOTE.format(marks=sum(len(one.spans) for one in texts), posts=len(cases), names=names_of(cases))
    head = ("axis", "reader", "right", "recall", "precision")
    return "\n\n".join([note, table(head, rows), *missing]) + "\n"


def names_of(cases: Sequence[Case]) -> str:
    """The split, or the files where there is none."""
    return " and ".join(sorted({f"the {c.split} split" if c.split else f"`{c.file}`" for c in cases}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, default=STORED, metavar="FILE")
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES.jsonl")
    options = parser.parse_args()
    paths = options.cases or sorted(DEV.glob("*.jsonl"))
    page = page_of([case for path in paths for case in read_cases(path)])
    options.write.parent.mkdir(parents=True, exist_ok=True)
    options.write.write_text(page, encoding="utf-8")
    print(page, end="")


if __name__ == "__main__":
    main()
