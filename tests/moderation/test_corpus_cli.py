"""The shell over a small corpus, from its arguments to its exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moderation import corpus_cli
from moderation.__main__ import main
from moderation.corpus_concepts import PLUGINS, Concepts, read_concepts, treatment_packs

Run = Callable[..., tuple[int, str, str]]
NOTES = """\
## urgent @ravi | Day 9
I have [[fever|39.2 since noon]].
## none @june |
All quiet here, [[fever aca|no temperature]].
"""


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    return read_concepts(treatment_packs())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, concepts: Concepts, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``corpus`` with these arguments; returns exit code, output and what stderr said."""
    monkeypatch.setattr(corpus_cli, "read_concepts", lambda packs: concepts)

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["corpus", *map(str, arguments)])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(
        tmp_path / "train" / "night_shift.jsonl",
        row("ns0007", "june", "my chest hurts", "emergency", "chest_pain"),
    )
    write(tmp_path / "dev" / "day.jsonl", row("d0001", "abe", "nothing to tell", "none"))
    return tmp_path


def row(name: str, author: str, body: str, level: str, concept: str = "") -> dict[str, Any]:
    mark = {"quote": body, "concept": concept, "assertion": "present", "temporality": "current"}
    findings = [{**mark, "experiencer": "author", "literal": True}] if concept else []
    shared = {"id": name, "author": author, "title": "", "body": body}
    return {**shared, "level": level, "accept": [level], "findings": findings}


def write(path: Path, *rows: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(item) + "\n" for item in rows))


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_check_counts_a_corpus_without_faults(run: Run, folder: Path) -> None:
    code, out, err = run("check", folder)
    assert (code, err) == (0, "2 posts, 0 problems\n")
    assert "| posts | 1 | 1 | 0 |" in out
    assert "| emergency | 1 (100.0%) | 0 (0.0%) | 0 |" in out
    assert "| train/night_shift.jsonl | 1 |  |  |" in out


def test_check_names_faults_by_file_and_line(run: Run, folder: Path) -> None:
    path = folder / "train" / "night_shift.jsonl"
    with path.open("a") as file:
        file.write("{\n" + json.dumps(row("ns0008", "june", "hello", "info")) + "\n")
    code, out, err = run("check", folder)
    assert (code, err) == (1, "3 posts, 2 problems\n")
    assert out.startswith(f"{path}:2: not a row: Expecting property name")
    assert f"{path}:3: info without a mark\n" in out


def test_check_of_no_folder_is_unreadable(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", tmp_path / "none")
    assert code == 2
    assert "no such folder" in err


def add(run: Run, folder: Path, notes: str, to: str = "train/night_shift.jsonl") -> tuple[int, str, str]:
    path = folder / "notes.txt"
    path.write_text(notes)
    return run("add", path, "--to", to, "--folder", folder)


def test_add_appends_rows_with_the_next_ids(run: Run, folder: Path) -> None:
    code, out, err = add(run, folder, NOTES)
    assert (code, out, err) == (0, "", "2 posts, added to train/night_shift.jsonl, 0 problems\n")
    old, first, second = rows_of(folder / "train" / "night_shift.jsonl")
    assert [old["id"], first["id"], second["id"]] == ["ns0007", "ns0008", "ns0009"]
    assert (first["title"], first["body"]) == ("Day 9", "I have 39.2 since noon.")
    assert run("check", folder)[0] == 0


def test_add_begins_a_file_that_is_new(run: Run, folder: Path) -> None:
    assert add(run, folder, NOTES, "train/north_sea.jsonl")[0] == 0
    assert [item["id"] for item in rows_of(folder / "train" / "north_sea.jsonl")] == ["no0001", "no0002"]


@pytest.mark.parametrize(
    "notes, reason",
    [
        ("## urgent @ravi |\nno mark", "notes.txt:1: urgent without a sign that is live"),
        ("\nhello\n## none @ravi |\nx", "notes.txt:1: text before the first post"),
        ("## none @abe |\nx", "notes.txt:1: the author abe also writes in another split"),
        ("## none @june |\nx\n## none @june |\n x ", "notes.txt:3: the same text stands at"),
        ("## none @june #g:time |\nx", "notes.txt:1: the group g has one post"),
    ],
)
def test_add_leaves_the_corpus_alone_when_something_is_wrong(
    run: Run, folder: Path, notes: str, reason: str
) -> None:
    code, out, err = add(run, folder, notes)
    assert code == 1
    assert reason in out
    assert "nothing was added" in err
    assert len(rows_of(folder / "train" / "night_shift.jsonl")) == 1


def test_adding_the_same_notes_again_is_refused(run: Run, folder: Path) -> None:
    add(run, folder, NOTES)
    code, out, _ = add(run, folder, NOTES)
    assert code == 1
    assert out.count("the same text stands at") == 2


@pytest.mark.parametrize(
    "to", ["night.jsonl", "train/night.txt", "extra/night.jsonl", "../train/night.jsonl"]
)
def test_add_goes_only_to_files_of_the_corpus(run: Run, folder: Path, to: str) -> None:
    code, _, err = add(run, folder, NOTES, to)
    assert code == 2
    assert "not one of train/NAME.jsonl" in err


def test_add_waits_for_a_corpus_that_can_be_read(run: Run, folder: Path) -> None:
    (folder / "dev" / "day.jsonl").write_text("{\n")
    code, _, err = add(run, folder, NOTES)
    assert code == 2
    assert "day.jsonl:1: not a row" in err


def test_notes_that_are_no_text_are_refused(run: Run, folder: Path) -> None:
    path = folder / "notes.txt"
    path.write_bytes(b"\xff")
    assert run("add", path, "--to", "train/a.jsonl", "--folder", folder)[0] == 2
    assert run("add", folder / "none.txt", "--to", "train/a.jsonl", "--folder", folder)[0] == 2


def test_signs_of_every_treatment_are_known(concepts: Concepts) -> None:
    assert treatment_packs() == sorted(path.parent for path in PLUGINS.glob("*/symptoms"))
    assert {"other_serious", "low_platelets", "chest_pain"} <= concepts.life_threatening <= concepts.known
    assert {"suicidal_thoughts", "overdose_accident"} <= concepts.crisis <= concepts.known
    assert "bruising" in concepts.known - concepts.life_threatening
