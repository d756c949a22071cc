"""Nothing goes live past a closed gate: each of them alone keeps it out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.trials import gate
from forum.trials.approve import WENT_LIVE, approve
from forum.trials.gate import GATES, Asked, as_markdown
from forum.trials.models import Backtest, Shadow
from forum.trials.propose import change, withdraw
from tests.factories import make_member
from tests.test_docs import ROOT


@pytest.fixture(autouse=True)
def quick_rules(monkeypatch):
    """Reading all rule files takes a second; test_check.py does it."""
    monkeypatch.setattr(gate, "faults_of", lambda kind, content: {})


def test_with_all_gates_open_it_goes_live(in_shadow, admin) -> None:
    assert approve(Asked(in_shadow, admin, "present", "Fine.")) == []
    assert (in_shadow.state, in_shadow.approved_by.name) == ("live", "Admin")
    assert in_shadow.live_at is not None and db.session.scalars(select(Shadow)).one().ended_at
    entry = db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id.desc())).first()
    assert (entry.action, entry.who, entry.note) == (WENT_LIVE, "Admin", "Fine.")


def test_a_backtest_of_another_content_does_not_count(in_shadow, admin) -> None:
    db.session.scalars(select(Backtest)).one().content_hash = "another"
    assert approve(Asked(in_shadow, admin, "present")) == ["tested"]
    assert in_shadow.state == "shadow"


@pytest.mark.parametrize("field, value", [("fault", "stopped"), ("finished_at", None), ("version", "older")])
def test_a_backtest_counts_only_whole_and_against_this_reader(in_shadow, admin, field, value) -> None:
    setattr(db.session.scalars(select(Backtest)).one(), field, value)
    assert approve(Asked(in_shadow, admin, "present")) == ["tested"]


def test_without_an_answer_of_the_reader_nothing_goes_live(in_shadow, admin) -> None:
    assert approve(Asked(in_shadow, admin, "")) == ["tested"]


def test_shadow_must_last(app, in_shadow, admin, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "SHADOW_TEXTS", 2)
    assert approve(Asked(in_shadow, admin, "present")) == ["shadowed"]
    db.session.scalars(select(Shadow)).one().started_at -= timedelta(hours=app.config["SHADOW_HOURS"])
    assert approve(Asked(in_shadow, admin, "present")) == []


def test_texts_that_could_not_be_read_make_no_shadow_shorter(in_shadow, admin) -> None:
    db.session.scalars(select(Shadow)).one().tally = {"moves": [], "unread": 9}
    assert approve(Asked(in_shadow, admin, "present")) == ["shadowed"]


def test_what_was_never_in_shadow_cannot_go_live(in_shadow, admin) -> None:
    in_shadow.state = "tried"
    assert approve(Asked(in_shadow, admin, "present")) == ["shadowed"]


def test_a_moderator_cannot_approve(in_shadow) -> None:
    other = make_member(role="moderator")
    assert approve(Asked(in_shadow, other, "present")) == ["admin"]


def test_nobody_approves_their_own_while_there_is_another_admin(in_shadow, admin) -> None:
    make_member(role="admin")
    in_shadow.proposer = admin
    reason = "I am sure of it, for a good reason."
    assert approve(Asked(in_shadow, admin, "present", reason)) == ["other"]


def test_the_only_admin_says_why(in_shadow, admin) -> None:
    in_shadow.proposer = admin
    assert approve(Asked(in_shadow, admin, "present", "ok")) == ["other"]
    assert approve(Asked(in_shadow, admin, "present", "It finds what two posts needed.")) == []


def test_what_the_rule_reader_refuses_now_stays_out(in_shadow, admin, monkeypatch) -> None:
    monkeypatch.setattr(gate, "faults_of", lambda kind, content: {"value": "No."})
    assert approve(Asked(in_shadow, admin, "present")) == ["readable"]


def test_where_a_service_reads_nothing_goes_live_here(app, in_shadow, admin, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "MODERATION_URL", "http://127.0.0.1:9")
    assert approve(Asked(in_shadow, admin, "present")) == ["here"]


def test_it_goes_live_once(in_shadow, admin) -> None:
    assert approve(Asked(in_shadow, admin, "present")) == []
    assert "shadowed" in approve(Asked(in_shadow, admin, "present"))


def test_content_stands_still_once_in_shadow(in_shadow, proposer) -> None:
    assert not change(in_shadow, proposer, {"limit": "urgent", "value": 0.9}, "Why", in_shadow.content_hash)
    assert in_shadow.content["value"] != 0.9


def test_a_live_one_is_taken_back_once(in_shadow, admin) -> None:
    approve(Asked(in_shadow, admin, "present"))
    assert withdraw(in_shadow, admin) and not withdraw(in_shadow, admin)
    entry = db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id.desc())).first()
    assert (entry.action, entry.before) == ("took a live rule change back", {"state": "live"})


def test_the_docs_print_the_gates() -> None:
    assert as_markdown() in (ROOT / "docs" / "try-before-live.md").read_text()
    assert len(GATES) == 6
