"""The options of ``python -m moderation evaluate``; asking for help loads no tables."""

import argparse
import os
from pathlib import Path


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add everything but `--pack`, which all commands have."""
    parser.add_argument(
        "--write",
        type=Path,
        metavar="PAGE",
        help="write the tables to this Markdown file too, with word lists and other readers beside ours",
    )
    parser.add_argument(
        "--show-text",
        action="store_true",
        help="print the words of errors in the test split, which is kept apart",
    )
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="read with so many processes"
    )
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASES.jsonl")
