"""How the time of the rules is shared among their stages, on the dev split: `python -m benchmarks.stages`."""

import time
from collections.abc import Callable

from spacy.tokens import Doc

from benchmarks.screening import DEV, ROOT
from moderation import build_screener
from moderation.cases import read_cases
from moderation.screener import Screener

Stage = Callable[[Doc], Doc]


def shares_of(screener: Screener, posts: list[tuple[str, str]]) -> dict[str, float]:
    """The share of each stage, the largest first; timing itself costs a little, so no seconds."""
    spent: dict[str, float] = {}
    stages = screener._stages
    screener._stages = [(name, timed(name, stage, spent)) for name, stage in stages]
    try:
        for post in posts:
            screener.screen(*post)
    finally:
        screener._stages = stages
    total = sum(spent.values()) or 1
    return {name: seconds / total for name, seconds in sorted(spent.items(), key=lambda item: -item[1])}


def timed(name: str, stage: Stage, spent: dict[str, float]) -> Stage:
    def run(doc: Doc) -> Doc:
        started = time.process_time()
        try:
            return stage(doc)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - started

    return run


def main() -> None:
    posts = [(case.title, case.body) for path in sorted(DEV.glob("*.jsonl")) for case in read_cases(path)]
    screener = build_screener([ROOT / "plugins" / "lemtrada"], learned=False)
    shares_of(screener, posts)  # the caches fill
    for name, share in shares_of(screener, posts).items():
        print(f"{name:14s} {share:6.1%}")


if __name__ == "__main__":
    main()
