"""How well the context stages read marked posts: `python -m benchmarks.context ../shared/corpus/*.jsonl`.

The readers' own marks stand in for detection, so that what is measured is assertion, time and person alone.
A mark that holds its own denial ("no bruises", "temp 37.1") is left out: detection would not raise it.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Span

from moderation.assertion import set_assertion
from moderation.cases import Case, Mention, read_cases
from moderation.experiencer import set_experiencer
from moderation.findings import Level
from moderation.language import make_doc, make_nlp
from moderation.level import decide
from moderation.rules import RuleSet
from moderation.sentences import set_sentences
from moderation.talk import set_talk
from moderation.temporality import set_temporality

NLP, RULES = make_nlp(), RuleSet()
LEADING = re.compile(r"(?:no|not|never|without)\s+", re.IGNORECASE)
OWN_DENIAL = re.compile(
    r"\d|\b(?:no|not|never|none|nor|ok|okay|fine|normal|clear|clean|free|nil|good|nothing|quiet|great|\w+n't"
    r"|cant|dont|without)\b",
    re.IGNORECASE,
)
CRISIS = {"suicidal_thoughts", "self_harm", "suicide_act_or_plan"}


def read(case: Case) -> tuple[list[Doc], list[tuple[Span, Mention]]]:
    """Title and body with the marks as findings, not yet judged."""
    title = set_sentences(make_doc(NLP, case.title, "title", RULES))
    body = make_doc(NLP, case.body, "body", RULES)
    body._.heading = title.text
    docs = [title, set_sentences(body)]
    marks = []
    for mention in case.mentions:
        for doc, typed in ((docs[1], case.body), (title, case.title)):
            span = place(doc, typed, mention)
            if span is not None:
                marks.append((span, mention))
                break
    for doc in docs:
        doc.spans["findings"] = [span for span, _ in marks if span.doc is doc]
    return docs, marks


def place(doc: Doc, typed: str, mention: Mention) -> Span | None:
    """The mark as a finding; a leading negator is left outside, as detection leaves it."""
    start = typed.find(mention.quote)
    if start < 0 or not mention.quote.strip():
        return None
    end = start + len(mention.quote)
    leading = LEADING.match(typed, start, end)
    if mention.assertion == "absent" and leading:
        start = leading.end()
    near = doc.char_span(start, end, alignment_mode="expand")
    if near is None or not near.text.strip():
        return None
    span = Span(doc, near.start, near.end, label=mention.concept)
    span._.base_level = Level.CRISIS if mention.concept in CRISIS else Level.URGENT
    return span


def read_context(case: Case) -> tuple[list[Doc], list[tuple[Span, Mention]]]:
    """Title and body with the marks as findings, their context read."""
    docs, marks = read(case)
    for doc in docs:
        for stage in (set_assertion, set_temporality, set_experiencer, set_talk):
            stage(doc)
    decide(docs)
    return docs, marks


def has_own_denial(span: Span, mention: Mention) -> bool:
    """Whether the mark holds its own denial, so that detection would not raise it."""
    return mention.assertion == "absent" and OWN_DENIAL.search(span.text) is not None


def judge(case: Case) -> tuple[Counter[str], str]:
    """Right and wrong marks per axis, and what became of the post: a hit, miss, false alarm or neither."""
    _, marks = read_context(case)
    counts: Counter[str] = Counter()
    fired = False
    for span, mention in marks:
        if has_own_denial(span, mention):
            continue
        fired = fired or span._.level >= Level.URGENT
        counts.update(f"{axis} {'right' if right else 'wrong'}" for axis, right in compare(span, mention))
    return counts, outcome(case, fired)


def compare(span: Span, mention: Mention) -> Iterator[tuple[str, bool]]:
    """Each axis with whether the stage agrees with the reader."""
    there = {"present", "possible"}
    is_there = span._.assertion.value in there and not span._.quoted
    yield "assertion", is_there == (mention.assertion in there)
    yield "temporality", (span._.temporality.value == "current") == (mention.temporality == "current")
    yield "experiencer", span._.experiencer.value == mention.experiencer
    yield "literal", span._.figurative is not mention.literal


def outcome(case: Case, fired: bool) -> str:
    """What a notice, or none, means for this post; a defensible answer is no fault."""
    wanted = case.level >= Level.URGENT
    defensible = any((level >= Level.URGENT) == fired for level in case.accept)
    if fired == wanted:
        return "hit" if fired else "rest"
    return "defensible" if defensible else "false alarm" if fired else "miss"


def main(paths: list[str]) -> None:
    """Print one line per file and the axes over all."""
    axes: Counter[str] = Counter()
    for path in paths:
        posts: Counter[str] = Counter()
        for case in read_cases(Path(path)):
            counts, post = judge(case)
            axes.update(counts)
            posts[post] += 1
        recall = posts["hit"] / max(1, posts["hit"] + posts["miss"])
        precision = posts["hit"] / max(1, posts["hit"] + posts["false alarm"])
        print(f"{Path(path).stem}: notice recall {recall:.3f}, precision {precision:.3f}, {dict(posts)}")
    for axis in ("assertion", "temporality", "experiencer", "literal"):
        right, wrong = axes[f"{axis} right"], axes[f"{axis} wrong"]
        print(f"{axis}: {right / max(1, right + wrong):.3f} of {right + wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])
