"""Reading speed of `moderation` against spaCy's tokenizer alone, on the same posts, in one run.

``python -m benchmarks.screening --pack plugins/lemtrada CASES.jsonl…`` prints words per second of
processor time, their ratio (aim: 0.3 or more, DESIGN 5), the share of each stage, and how long a post
of 300 words takes.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from moderation import build_screener
from moderation.screener import Screener

ROUNDS = 3
LONG_POST_WORDS = 300
LONG_POSTS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", action="append", default=[], type=Path)
    parser.add_argument("cases", nargs="+", type=Path)
    options = parser.parse_args()
    posts = [
        (row.get("title", ""), row["body"])
        for path in options.cases
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    words = sum(len(text.split()) for post in posts for text in post)
    started = time.process_time()
    screener = build_screener(options.pack)
    print(f"rules loaded in {time.process_time() - started:.2f} s; {len(posts)} posts, {words} words")
    tokenizer = spacy.blank("en").tokenizer
    base = best_time(lambda: [tokenizer(text) for post in posts for text in post])
    whole = best_time(lambda: [screener.screen(*post) for post in posts])
    print(f"tokenizer alone   {words / base:10,.0f} words/s")
    print(f"whole screening   {words / whole:10,.0f} words/s   ratio {base / whole:.2f}")
    print_stages(screener, posts)
    print_long_posts(screener, posts)


def best_time(work: Callable[[], object]) -> float:
    """The fastest of some rounds: what else the machine does only ever adds."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def print_stages(screener: Screener, posts: Sequence[tuple[str, str]]) -> None:
    """How the time of the stages is shared; timing itself costs a little, so shares and not seconds."""
    spent: dict[str, float] = {}
    stages = screener._stages
    screener._stages = [(name, timed(name, stage, spent)) for name, stage in stages]
    for post in posts:
        screener.screen(*post)
    screener._stages = stages
    total = sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"    {name:14s} {seconds / total:6.1%}")


def timed(name: str, stage: Callable[[Doc], Doc], spent: dict[str, float]) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        started = time.process_time()
        try:
            return stage(doc)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - started

    return run


def print_long_posts(screener: Screener, posts: Sequence[tuple[str, str]]) -> None:
    stream = " ".join(body for _, body in posts).split()
    times = []
    for number in range(min(LONG_POSTS, len(stream) // LONG_POST_WORDS)):
        text = " ".join(stream[number * LONG_POST_WORDS : (number + 1) * LONG_POST_WORDS])
        started = time.process_time()
        screener.screen("", text)
        times.append(1000 * (time.process_time() - started))
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    middle = statistics.median(times)
    print(f"{LONG_POST_WORDS}-word post: median {middle:.1f} ms, 99th percentile {p99:.1f} ms")


if __name__ == "__main__":
    main()
