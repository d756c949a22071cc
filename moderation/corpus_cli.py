"""The shell over the corpus: ``python -m moderation corpus check`` and ``corpus add`` (docs/corpus.md)."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from moderation.cases import SPLITS, CaseError
from moderation.corpus_check import check_corpus
from moderation.corpus_concepts import read_concepts, treatment_packs
from moderation.corpus_ids import new_ids
from moderation.corpus_notation import read_notes
from moderation.corpus_rows import FOLDER, Entry, Problem, read_corpus, rows_to_text, split_of
from moderation.corpus_tables import tables

FINE, WRONG = 0, 1


def add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="what is wrong with the labelled posts, and what they hold")
    check.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER")
    check.set_defaults(run=run_check)
    add = commands.add_parser("add", help="add posts from a text with marks; see docs/corpus.md")
    add.add_argument("notes", type=Path, metavar="NOTES.txt")
    add.add_argument("--to", required=True, type=Path, metavar="train/NAME.jsonl", help="file of the corpus")
    add.add_argument("--folder", type=Path, default=FOLDER, metavar="FOLDER", help="folder of the corpus")
    add.set_defaults(run=run_add)


def run_check(options: argparse.Namespace) -> int:
    """Print what is wrong, then what there is."""
    concepts = read_concepts(treatment_packs())
    entries, problems = read_corpus(options.folder)
    problems += check_corpus(entries, concepts)
    _print(problems)
    print(tables(entries, concepts.known), end="")
    return _verdict(problems, f"{len(entries):,} posts")


def run_add(options: argparse.Namespace) -> int:
    """Check the posts of a text together with the corpus, and add them when nothing is wrong."""
    if options.to.suffix != ".jsonl" or len(options.to.parts) != 2 or not split_of(options.to):
        raise CaseError(f"{options.to}: not one of {', '.join(f'{split}/NAME.jsonl' for split in SPLITS)}")
    entries, problems = read_corpus(options.folder)
    if problems:
        raise CaseError(f"{problems[0]}; mend the corpus first")
    target = options.folder / options.to
    added, problems = _read(options.notes, new_ids(entries, target), split_of(target))
    found = check_corpus([*entries, *added], read_concepts(treatment_packs()))
    problems += [problem for problem in found if problem.file == options.notes]
    _print(problems)
    if not problems:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as file:
            file.write(rows_to_text(entry.row for entry in added))
    where = "nothing was added" if problems else f"added to {options.to}"
    return _verdict(problems, f"{len(added):,} posts, {where}")


def _read(notes: Path, ids: Iterator[str], split: str) -> tuple[list[Entry], list[Problem]]:
    try:
        text = notes.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CaseError(f"{notes}: cannot be read: {error}") from error
    found, slips = read_notes(text)
    entries = [
        Entry(notes, note.line, replace(note.row, id=own), split)
        for note, own in zip(found, ids, strict=False)  # ids never end
    ]
    return entries, [Problem(notes, slip.line, slip.reason) for slip in slips]


def _print(problems: Sequence[Problem]) -> None:
    for problem in sorted(problems, key=lambda problem: (problem.file, problem.line)):
        print(problem)


def _verdict(problems: Sequence[Problem], what: str) -> int:
    print(f"{what}, {len(problems):,} problems", file=sys.stderr)
    return WRONG if problems else FINE
