"""What the corpus holds, counted by split, as Markdown tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from moderation.cases import SPLITS
from moderation.corpus_rows import TEMPLATE, Entry, Mark, Row
from moderation.corpus_twins import twins
from moderation.findings import Level

FEWEST = 12
"""So many of the concepts with the fewest marks are listed."""
LENGTHS = ((20, "to 20 words"), (90, "21 to 90"), (200, "91 to 200"), (10**9, "over 200"))
AXES: tuple[Callable[[Mark], str], ...] = (
    lambda mark: mark.assertion,
    lambda mark: mark.temporality,
    lambda mark: mark.experiencer,
    lambda mark: "literal" if mark.literal else "figurative",
)
Table = list[tuple[str, list[str]]]


def tables(entries: Sequence[Entry], concepts: Iterable[str]) -> str:
    """Every table, with a column for each split."""
    splits = [[entry for entry in entries if entry.split == split] for split in SPLITS]
    parts = [
        ("posts", _posts(splits)),
        ("level", _shares(splits, lambda row: [row.level.word], [level.word for level in reversed(Level)])),
        ("context of the marks", _contexts(splits)),
        ("length", _shares(splits, _length, [name for _, name in LENGTHS])),
        ("what one clause changes", _shares(splits, lambda row: [row.axis] if row.axis else [])),
        ("concepts with the fewest marks", _fewest(splits, concepts)),
        ("file", _files(splits)),
    ]
    return "\n".join(_markdown(title, rows) for title, rows in parts)


def _posts(splits: Sequence[Sequence[Entry]]) -> Table:
    twin_posts = [len({other.row.id for _, other in twins(split)}) for split in splits]
    return [
        ("posts", [f"{len(split):,}" for split in splits]),
        ("authors", [f"{len({entry.row.author for entry in split}):,}" for split in splits]),
        ("marks", [f"{sum(len(entry.row.findings) for entry in split):,}" for split in splits]),
        (
            "groups of minimal pairs",
            [str(len({entry.row.group for entry in split} - {""})) for split in splits],
        ),
        ("several levels defended", [_share(split, lambda row: len(row.accept) > 1) for split in splits]),
        ("level by a stated ruling", [_share(split, lambda row: bool(row.ruling)) for split in splits]),
        ("made by a template", [_share(split, lambda row: row.made == TEMPLATE) for split in splits]),
        ("nearly the same as an earlier one", [str(count) for count in twin_posts]),
    ]


def _share(split: Sequence[Entry], is_one: Callable[[Row], bool]) -> str:
    return _part(sum(is_one(entry.row) for entry in split), len(split))


def _part(count: int, total: int) -> str:
    return f"{count:,} ({count / total:.1%})" if total else "0"


def _shares(
    splits: Sequence[Sequence[Entry]], words: Callable[[Row], list[str]], order: Sequence[str] = ()
) -> Table:
    """One row for each word, with its share of all words of the split."""
    counts = [Counter(word for entry in split for word in words(entry.row)) for split in splits]
    names = order or sorted(set[str]().union(*counts))
    return [(name, [_part(count[name], count.total()) for count in counts]) for name in names]


def _contexts(splits: Sequence[Sequence[Entry]]) -> Table:
    """The words of each axis, one axis below the other."""
    found: Table = []
    for read in AXES:
        found += _shares(splits, lambda row, read=read: [read(mark) for mark in row.findings])  # type: ignore[misc]
    return found


def _length(row: Row) -> list[str]:
    words = len(row.text.split())
    return [next(name for most, name in LENGTHS if words <= most)]


def _fewest(splits: Sequence[Sequence[Entry]], concepts: Iterable[str]) -> Table:
    counts = [Counter(mark.concept for entry in split for mark in entry.row.findings) for split in splits]
    rare = sorted(concepts, key=lambda concept: (sum(count[concept] for count in counts), concept))
    return [(concept, [str(count[concept]) for count in counts]) for concept in rare[:FEWEST]]


def _files(splits: Sequence[Sequence[Entry]]) -> Table:
    counts = [Counter(f"{entry.split}/{entry.file.name}" for entry in split) for split in splits]
    names = [name for count in counts for name in sorted(count)]
    return [(name, [str(count[name] or "") for count in counts]) for name in names]


def _markdown(title: str, rows: Table) -> str:
    lines = [f"| {title} | {' | '.join(SPLITS)} |", f"|---|{'---:|' * len(SPLITS)}"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join(lines) + "\n"
