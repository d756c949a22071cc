import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from moderation import Assertion, Experiencer, Finding, Level, Screening, Temporality
from moderation.cases import CaseError, read_cases
from moderation.evaluate import Evaluation, evaluate, found_mentions, mention_scores, read_all
from moderation.floors import check_floors
from tests.moderation.conftest import ROOT

ROWS = [
    {
        "id": "1",
        "body": "gums bleed",
        "level": "urgent",
        "findings": [{"quote": "gums", "concept": "gum_bleeding"}],
    },
    {"id": "2", "body": "fine", "level": "none"},
    {"id": "3", "body": "gums bled in 2016", "level": "info", "accept": ["info", "urgent"]},
    {"id": "4", "body": "chest hurts", "level": "emergency", "axis": "time", "group": "g"},
    {"id": "5", "body": "chest hurt then", "level": "info", "axis": "time", "group": "g"},
]


class Said:
    """A reader that gives each post the level that the test wants."""

    def __init__(self, levels: Sequence[str]) -> None:
        self.levels = iter(levels)

    def screen(self, title: str = "", body: str = "") -> Screening:
        level = Level.from_word(next(self.levels))
        finding = Finding(
            "gum_bleeding",
            0,
            4,
            body[:4],
            "body",
            Assertion.PRESENT,
            Temporality.PAST,
            Experiencer.AUTHOR,
            level,
            (),
            "t",
        )
        return Screening(level, (finding,) if level else (), "v")


def measured(tmp_path: Path, *levels: str) -> Evaluation:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n")
    return evaluate(Said(levels), read_cases(path))


def test_levels_that_a_nurse_could_defend_are_right(tmp_path: Path) -> None:
    evaluation = measured(tmp_path, "urgent", "none", "urgent", "none", "urgent")
    scores = evaluation.all
    assert (scores.right.hits, scores.right.total) == (3, 5)
    assert (scores.notice_recall.hits, scores.notice_recall.total) == (1, 2)
    assert (scores.notice_precision.hits, scores.notice_precision.total) == (2, 3)
    assert (scores.no_notice.hits, scores.no_notice.total) == (1, 1)
    assert scores.level_recall[Level.EMERGENCY].value == 0.0


@pytest.mark.parametrize("given, told", [("urgent", 0), ("emergency", 1), ("crisis", 1)])
def test_the_cards_of_an_emergency_and_a_crisis_both_tell_to_call(
    tmp_path: Path, given: str, told: int
) -> None:
    scores = measured(tmp_path, "none", "none", "none", given, "crisis").all
    assert (scores.told_to_call.hits, scores.told_to_call.total) == (told, 1)


def test_groups_of_a_trap_count_when_all_sides_are_right(tmp_path: Path) -> None:
    single, whole = measured(tmp_path, "none", "none", "info", "emergency", "info").axes["time"]
    assert (single.hits, whole.hits, whole.total) == (2, 1, 1)
    single, whole = measured(tmp_path, "none", "none", "info", "emergency", "none").axes["time"]
    assert (single.hits, whole.hits) == (1, 0)


def test_mentions_are_found_by_concept_and_overlap(tmp_path: Path) -> None:
    results = measured(tmp_path, "urgent", "none", "info", "emergency", "info").results
    found, backed = mention_scores(results)["gum_bleeding"]
    assert (found.hits, found.total, backed.hits, backed.total) == (1, 1, 1, 4)
    [(mention, finding)] = found_mentions(results)
    assert (mention.quote, finding.quote) == ("gums", "gums")
    nothing = measured(tmp_path, *["none"] * 5).results
    found, backed = mention_scores(nothing)["gum_bleeding"]
    assert (found.hits, found.total, backed.value) == (0, 1, None)


def test_floors_are_checked_for_all_and_for_each_file(tmp_path: Path) -> None:
    evaluation = measured(tmp_path, "urgent", "none", "info", "none", "info")
    assert check_floors(evaluation, tmp_path) == []
    floors = (
        "[all]\nnotice_recall = 0.4\nemergency_recall = 0.9\n[cases]\nright = 0.99\n[absent]\nright = 1\n"
    )
    (tmp_path / "floors.toml").write_text(floors)
    assert check_floors(evaluation, tmp_path) == [
        "all: emergency_recall is 0.000, the floor is 0.900",
        "cases: right is 0.800, the floor is 0.990",
    ]


@pytest.mark.parametrize("text", ["[all]\nluck = 1\n", "[all\n", "[all]\nright = 'high'\n", "right = 1\n"])
def test_a_floors_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.toml").write_text(text)
    with pytest.raises(CaseError, match="floors.toml"):
        check_floors(measured(tmp_path, *["none"] * 5), tmp_path)


@pytest.mark.parametrize(
    "line", ["{", "[]", "1", '{"id": "x"}', '{"id": 1, "body": "x", "level": "red"}', '{"level": "none"}']
)
def test_a_case_that_cannot_be_read_is_named_by_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n")
    with pytest.raises(CaseError, match="cases.jsonl:2: not a case"):
        read_cases(path)


def test_a_case_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="none.jsonl"):
        read_cases(tmp_path / "none.jsonl")


def test_floors_of_a_folder_count_its_own_cases(tmp_path: Path) -> None:
    """All splits are read in one run, and each keeps its own floors."""
    paths = [tmp_path / split / "posts.jsonl" for split in ("dev", "test")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(json.dumps(ROWS[0]) + "\n")
        (path.parent / "floors.toml").write_text("[all]\nright = 0.9\n")
    evaluation = evaluate(Said(["urgent", "none"]), [case for path in paths for case in read_cases(path)])
    assert check_floors(evaluation, tmp_path / "dev") == []
    assert check_floors(evaluation, tmp_path / "test") == ["all: right is 0.000, the floor is 0.900"]


def test_many_cases_are_shared_among_processes() -> None:
    class Piped(Said):
        def pipe(self, posts: Iterable[tuple[str, str]], processes: int = 1) -> Iterator[Screening]:
            self.processes = processes
            yield from (self.screen(*post) for post in posts)

    cases = read_cases(ROOT / "tests" / "cases" / "board_talk.jsonl") * 10
    reader = Piped(["none"] * len(cases))
    assert len(read_all(reader, cases, processes=2)) == len(cases)
    assert reader.processes == 2
