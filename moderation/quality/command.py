"""What ``python -m moderation evaluate`` does: read cases, screen them, print tables, check floors."""

import argparse
import sys
from pathlib import Path

from moderation import build_screener
from moderation.baselines import rivals_table
from moderation.cases import read_cases
from moderation.evaluate import evaluate
from moderation.floors import check_floors
from moderation.quality.page import Extras, evaluation_page
from moderation.quality.slices import thinned

FINE, UNDER_FLOOR = 0, 1
PEERS = Path("data") / "context_peers.md"
"""Beside the written page: the table that `python -m benchmarks.context_peers` stores."""


def run(options: argparse.Namespace) -> int:
    cases = [case for path in options.cases for case in read_cases(path)]
    train = [case for case in cases if case.split == "train"]
    read = thinned(cases)
    evaluation = evaluate(build_screener(options.pack), read, options.processes)
    extras = Extras(
        rivals=rivals_table(evaluation.results, train, options.pack, options.processes)
        if options.write
        else "",
        peers=stored_peers(options.write) if options.write else "",
        show_test_text=options.show_text,
        train_posts=len(train) if len(read) < len(cases) else 0,
    )
    page = evaluation_page(evaluation, [pack.as_posix() for pack in options.pack], extras)
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    folders = dict.fromkeys(path.resolve().parent for path in options.cases)
    complaints = [
        f"{folder.name}: {complaint}" if len(folders) > 1 else complaint
        for folder in folders
        for complaint in check_floors(evaluation, folder)
    ]
    for complaint in complaints:
        print(f"under the floor: {complaint}", file=sys.stderr)
    return UNDER_FLOOR if complaints else FINE


def stored_peers(page: Path) -> str:
    """The stored comparison with other context readers, if there is one."""
    path = page.parent / PEERS
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""
