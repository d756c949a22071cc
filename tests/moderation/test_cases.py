import json
from pathlib import Path

import pytest

from moderation.cases import read_cases


@pytest.mark.parametrize(
    "folder, split", [("train", "train"), ("dev", "dev"), ("test", "test"), ("cases", "")]
)
def test_a_case_knows_its_author_and_its_split(tmp_path: Path, folder: str, split: str) -> None:
    path = tmp_path / folder / "forum.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps({"id": "1", "author": "june", "body": "fine", "level": "none"}))
    [case] = read_cases(path)
    assert (case.author, case.split, case.file) == ("june", split, "forum")


def test_older_files_name_no_author(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_text(json.dumps({"id": "1", "body": "fine", "level": "none"}))
    assert read_cases(path)[0].author == ""
