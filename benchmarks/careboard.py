"""Times one of our own readers; `benchmarks.screening` starts it in a fresh process for each.

`python -m benchmarks.careboard tokenizer|rules|everything`, with the job on standard input.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.stopwatch import make_tokenizer, run

Read = Callable[[str, str], object]


def tokenizer(job: dict[str, Any]) -> Read:
    cut = make_tokenizer()
    return lambda title, body: (cut(title), cut(body))


def rules(job: dict[str, Any]) -> Read:
    from moderation import build_screener

    return build_screener(_packs(job), learned=False).screen


def everything(job: dict[str, Any]) -> Read:
    from moderation import build_screener

    if job["model"] is None:
        return build_screener(_packs(job), learned=True).screen
    from moderation.learned.model import load_model
    from moderation.rule_reader import load_rules
    from moderation.screener import Screener

    return Screener(load_rules(_packs(job)), load_model(Path(job["model"]))).screen


def _packs(job: dict[str, Any]) -> list[Path]:
    return [Path(pack) for pack in job["packs"]]


READERS = {build.__name__: build for build in (tokenizer, rules, everything)}

if __name__ == "__main__":
    run(READERS[sys.argv[1]], "spacy")
