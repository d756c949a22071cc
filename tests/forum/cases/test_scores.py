"""Scores: how often each rule and reader was right, against a count by hand."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.cases.scores import (
    WINDOW,
    Score,
    of_versions,
    reader_scores,
    rule_scores,
    version_in_use,
    wrongest_first,
)
from forum.db import db, utcnow
from forum.review.models import Decision, Screening
from forum.review.undo import undo
from tests.counting import queries
from tests.judging import KEEP, LOWER, PLACE, RAISE, RULE, VERSION, decided, finding, removed

BODY = "My gums bleed and my head aches with a fever of 39.5 since noon."
COMBINATION = "fever_and_brain"
KINDS = {
    RULE: {"source": f"{PLACE}:41"},
    f"number:temperature ({PLACE}#fever": {"source": f"number:temperature ({PLACE}:7)", "concept": "fever"},
    f"combination {COMBINATION}": {"because": ["FACTS 4", f"combination {COMBINATION}"]},
    "learned model": {"source": "model:ccc"},
}
"""Who sets a level, with a finding that says so."""
VERDICTS = (KEEP, KEEP, LOWER, RAISE, removed("past"), removed("other"))
OTHER = "2+rules.zzz.cues.bbb.model.ccc"


def outcome(decision: Decision, level: int) -> str:
    if decision.level_after == level:
        return "right"
    if decision.level_after > level:
        return "raised"
    return "lowered" if decision.level_after else "removed"


def as_counts(scores: list[Score]) -> dict[tuple[str, str], tuple[int, ...]]:
    return {(s.what, s.version): (s.right, s.raised, s.lowered, s.removed) for s in scores}


def counted(calls: Counter) -> dict[tuple[str, str], tuple[int, ...]]:
    keys = {key[:2] for key in calls}
    return {key: tuple(calls[*key, o] for o in ("right", "raised", "lowered", "removed")) for key in keys}


def random_decision(dice: random.Random, thread, moderator) -> tuple[Decision, int, str, set[str]]:
    """A decided post with up to five findings, some under the level of the post, some doubled."""
    level, version = dice.choice((1, 2, 3)), dice.choice((VERSION, OTHER))
    found, judged = [], set()
    for _ in range(dice.randrange(6)):
        what = dice.choice(list(KINDS))
        own = dice.choice((level, level, level - 1))
        found.append(finding(dice.choice(BODY.split()), BODY, own, **KINDS[what]))
        judged |= {what} if own == level else set()
    said = dice.choice(VERDICTS)
    values = {"body": BODY, "findings": found, "level": level, "version": version}
    return decided(thread, moderator, said, **values), level, version, judged


def take_out(decision: Decision, fate: float, moderator) -> None:
    """Undo it, let it be too old, or let its post be deleted."""
    if fate < 0.1:
        undo(decision.item, moderator)
    elif fate < 0.2:
        decision.created_at = utcnow() - WINDOW - timedelta(days=1)
    else:
        decision.item.post.deleted_at = utcnow()


@pytest.mark.parametrize("seed", [1, 2])
def test_scores_are_what_a_count_by_hand_gives(thread, moderator, seed):
    dice = random.Random(seed)
    rules, readers = Counter(), Counter()
    for _ in range(40):
        decision, level, version, judged = random_decision(dice, thread, moderator)
        fate = dice.random()
        if fate < 0.3:
            take_out(decision, fate, moderator)
            continue
        readers["reader", version, outcome(decision, level)] += 1
        rules.update((what, version, outcome(decision, level)) for what in judged)
    db.session.commit()
    since = utcnow() - WINDOW
    assert as_counts(rule_scores(since)) == counted(rules)
    assert as_counts(reader_scores(since)) == counted(readers)


def test_of_two_decisions_about_one_text_the_last_counts(thread, moderator):
    decision = decided(thread, moderator, KEEP)
    second = Decision(
        item=decision.item, revision_id=decision.revision_id, moderator=moderator,
        verdict="remove", level_before=2, level_after=0,
    )  # fmt: skip
    db.session.add(second)
    db.session.commit()
    assert as_counts(rule_scores()) == {(RULE, VERSION): (0, 0, 0, 1)}


def test_a_text_without_sign_judges_the_reader_and_no_rule(thread, moderator):
    decided(thread, moderator, RAISE, level=0)
    assert rule_scores() == []
    assert as_counts(reader_scores()) == {("reader", VERSION): (0, 1, 0, 0)}


def test_a_text_that_was_never_read_judges_nobody(thread, moderator):
    decision = decided(thread, moderator, KEEP)
    db.session.scalars(select(Screening).filter_by(revision_id=decision.revision_id)).one().state = "failed"
    assert rule_scores() == reader_scores() == []


def test_versions_are_added_up_or_told_apart_and_the_model_has_its_own(app):
    scores = [
        Score("a#b", VERSION, 1, 0, 0, 0), Score("a#b", OTHER, 2, 0, 0, 1),
        Score("learned model", VERSION, 1, 0, 0, 0), Score("learned model", OTHER, 1, 1, 0, 0),
        Score("learned model", "2+rules.x.cues.y.model.old", 9, 0, 0, 0),
    ]  # fmt: skip
    model = {("learned model", "ccc"): (2, 1, 0, 0)}
    old = {("learned model", "old"): (9, 0, 0, 0)}
    assert as_counts(of_versions(scores)) == {("a#b", ""): (3, 0, 0, 1)} | model | old
    assert as_counts(of_versions(scores, VERSION)) == {("a#b", VERSION): (1, 0, 0, 0)} | model


def test_the_wrongest_with_enough_cases_come_first():
    few, wrong, right = (Score(name, "", *counts) for name, counts in (
        ("few", (0, 0, 0, 3)), ("wrong", (5, 0, 0, 15)), ("right", (20, 0, 0, 0)),
    ))  # fmt: skip
    assert wrongest_first([few, right, wrong], 20) == [wrong, right, few]


def test_the_version_in_use_read_the_newest_text(thread, moderator):
    decided(thread, moderator, KEEP, version=OTHER)
    decided(thread, moderator, KEEP, version=VERSION)
    assert version_in_use() == VERSION


def test_counting_takes_one_query_for_any_number(thread, moderator):
    decided(thread, moderator, KEEP)
    with queries() as few:
        rule_scores()
    for _ in range(5):
        decided(thread, moderator, LOWER)
    with queries() as many:
        rule_scores()
    assert len(few) == len(many) == 1
