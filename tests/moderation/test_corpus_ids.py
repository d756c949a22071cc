from itertools import islice
from pathlib import Path

import pytest

from moderation.corpus_ids import new_ids
from moderation.corpus_rows import Entry, Row
from moderation.findings import Level


def entries(**ids: str) -> list[Entry]:
    """One row a file: ``entries(forum="f0007")``."""
    return [
        Entry(
            Path(f"train/{name}.jsonl"), 1, Row(own, "june", "", "x", Level.NONE, (Level.NONE,), ()), "train"
        )
        for name, own in ids.items()
    ]


@pytest.mark.parametrize(
    "old, target, expected",
    [
        ({}, "online_doctor", ["od0001", "od0002"]),
        ({}, "forum", ["fo0001", "fo0002"]),
        ({"forum": "f0007"}, "forum", ["f0008", "f0009"]),
        ({"forum": "f9999"}, "forum", ["f10000", "f10001"]),
        ({"other": "od0001"}, "online_doctor", ["on0001", "on0002"]),
        ({"a": "fo0001", "b": "for0001"}, "forum", ["foru0001", "foru0002"]),
        ({"a": "x"}, "2027", ["x0001", "x0002"]),
        ({"a": "x0001"}, "x", ["xx0001", "xx0002"]),
    ],
)
def test_ids_follow_those_of_the_file_and_are_nobody_elses(
    old: dict[str, str], target: str, expected: list[str]
) -> None:
    assert list(islice(new_ids(entries(**old), Path(f"train/{target}.jsonl")), 2)) == expected
