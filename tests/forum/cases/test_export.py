"""The export: what `python -m moderation evaluate` reads, without anybody in it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.cases.models import CaseReview
from forum.db import db, utcnow
from forum.modlog.models import ModLogEntry
from forum.own_data.erase import erase
from forum.review.undo import undo
from moderation.__main__ import main
from moderation.cases import read_cases
from tests.judging import KEEP, RAISE, decided, removed

MARK = {
    "quote": "gums bleed", "field": "body", "start": 3, "end": 13, "concept": "gum_bleeding",
    "assertion": "absent", "temporality": "current", "experiencer": "author", "literal": True,
}  # fmt: skip
TEXTS = {"denied": "My gums bleed? No, they do not.", "": "My gums bleed since Monday."}


def approve(decision, body: str, moderator) -> CaseReview:
    row = CaseReview(
        decision_id=decision.id, revision_id=decision.revision_id, reviewer_id=moderator.id, state="approved",
        title="", body=body, level=decision.level_after, given=2, reason=decision.reason, findings=[MARK],
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


@pytest.fixture
def cases(thread, moderator):
    return [
        approve(decided(thread, moderator, removed("denied")), TEXTS["denied"], moderator),
        approve(decided(thread, moderator, KEEP), TEXTS[""], moderator),
    ]


@pytest.fixture
def run(app, tmp_path):
    def export(*arguments: str):
        return app.test_cli_runner().invoke(args=["cases", "export", *arguments])

    return export


def test_evaluate_reads_the_file(run, cases, tmp_path, capsys):
    path = tmp_path / "cases.jsonl"
    assert "2 cases written" in run(str(path)).output
    found = {case.body: case for case in read_cases(path)}
    assert found.keys() == set(TEXTS.values())
    denied = found[TEXTS["denied"]]
    assert (denied.level.word, denied.axis) == ("none", "denied") and not denied.mentions[0].is_live
    code = main(["evaluate", "--processes", "1", "--pack", "plugins/lemtrada", str(path)])
    assert code in (0, 1) and "2" in capsys.readouterr().out


def test_the_order_is_always_the_same_and_tells_nobody(run, cases, tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    run(str(first))
    run(str(second))
    assert first.read_bytes() == second.read_bytes()
    rows = [json.loads(line) for line in first.read_text().splitlines()]
    assert all(
        row.keys() == {"id", "title", "body", "level", "accept", "findings", "group", "axis"} for row in rows
    )
    assert all(row["id"].startswith("desk-") for row in rows)


def test_it_does_not_overwrite_and_logs_what_it_wrote(run, cases, tmp_path):
    path = tmp_path / "a"
    path.write_text("mine")
    result = run(str(path))
    assert result.exit_code == 1 and "is there already" in result.output and path.read_text() == "mine"
    run(str(tmp_path / "b"))
    entry = db.session.scalars(select(ModLogEntry).filter_by(action="exported cases")).one()
    assert entry.after == {"cases": 2}


def test_since_takes_only_newer_ones(run, cases, tmp_path):
    cases[0].reviewed_at = utcnow() - timedelta(days=400)
    db.session.commit()
    day = (utcnow() - timedelta(days=2)).date().isoformat()
    assert "1 case written" in run("--since", day, str(tmp_path / "a")).output


def test_what_is_left_out_undone_deleted_or_erased_is_not_in_it(run, cases, tmp_path, thread, moderator):
    out, undone, deleted, erased = (
        approve(decided(thread, moderator, RAISE), "gums bleed", moderator) for _ in range(4)
    )
    out.state = "left out"
    undo(undone.decision.item, moderator)
    deleted.decision.item.post.deleted_at = utcnow()
    erase(erased.revision.post.author, keeps_posts=True)
    assert "2 cases written" in run(str(tmp_path / "a")).output


def test_nothing_approved_writes_nothing(run, tmp_path):
    assert "Nothing was written" in run(str(tmp_path / "a")).output
    assert not (tmp_path / "a").exists()


def test_a_folder_that_is_not_there_is_told(run, cases, tmp_path):
    result = run(str(tmp_path / "no" / "a"))
    assert result.exit_code == 1 and "cannot be written" in result.output
