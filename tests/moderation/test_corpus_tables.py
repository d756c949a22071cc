from pathlib import Path

from moderation.corpus_rows import Entry, Mark, Row
from moderation.corpus_tables import tables
from moderation.findings import Level

PAST = Mark("a fever", "fever", temporality="past", experiencer="other")
ROWS = [
    Row("a1", "june", "", "I had a fever", Level.INFO, (Level.NONE, Level.INFO), (PAST,), "g", "time", "4"),
    Row("a2", "june", "", "one " * 21, Level.NONE, (Level.NONE,), (), "g", "time", made="template"),
    Row("a3", "ravi", "", "one " * 21, Level.NONE, (Level.NONE,), ()),
]


def test_each_split_is_counted() -> None:
    file = Path("train/forum.jsonl")
    page = tables([Entry(file, line, row, "train") for line, row in enumerate(ROWS)], ["fever", "seizure"])
    for line in (
        "| posts | train | dev | test |\n|---|---:|---:|---:|\n| posts | 3 | 0 | 0 |",
        "| authors | 2 | 0 | 0 |",
        "| groups of minimal pairs | 1 | 0 | 0 |",
        "| several levels defended | 1 (33.3%) | 0 | 0 |\n| level by a stated ruling | 1 (33.3%) | 0 | 0 |",
        "| made by a template | 1 (33.3%) | 0 | 0 |",
        "| nearly the same as an earlier one | 1 | 0 | 0 |",
        "| none | 2 (66.7%) | 0 | 0 |",
        "| past | 1 (100.0%) | 0 | 0 |",
        "| other | 1 (100.0%) | 0 | 0 |",
        "| 21 to 90 | 2 (66.7%) | 0 | 0 |",
        "| time | 2 (100.0%) | 0 | 0 |",
        "| concepts with the fewest marks | train | dev | test |",
        "|---|---:|---:|---:|\n| seizure | 0 | 0 | 0 |\n| fever | 1 | 0 | 0 |",
        "| train/forum.jsonl | 3 |  |  |",
    ):
        assert line in page
