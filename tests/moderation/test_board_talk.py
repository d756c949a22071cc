"""The living talk of a board: replies, updates, jokes, advice; and the demo board, written by other people.

A false card teaches members to ignore cards, a missed one leaves somebody alone, so both have a floor.
"""

import tomllib
from collections.abc import Iterable

import pytest

from moderation.cases import read_cases
from moderation.findings import Level
from moderation.screener import Screener
from tests.moderation.conftest import ROOT

BOARD_TALK = ROOT / "tests" / "cases" / "board_talk.jsonl"
DEMO = ROOT / "forum" / "demo" / "threads"
Pair = tuple[Level, Level]  # the level a reader gave, the level screened


def needs_notice(level: Level) -> bool:
    return level >= Level.URGENT


def rates(pairs: Iterable[Pair]) -> tuple[float, float]:
    """Recall and precision of "needs a notice"."""
    pairs = list(pairs)
    needed = [screened for wanted, screened in pairs if needs_notice(wanted)]
    given = [wanted for wanted, screened in pairs if needs_notice(screened)]
    return (
        sum(needs_notice(screened) for screened in needed) / len(needed),
        sum(needs_notice(wanted) for wanted in given) / len(given),
    )


def board_talk(screener: Screener) -> list[Pair]:
    return [(case.level, screener.screen(case.title, case.body).level) for case in read_cases(BOARD_TALK)]


def demo_board(screener: Screener) -> list[Pair]:
    levels = {level.word: level for level in Level}
    pairs = []
    for path in sorted(DEMO.glob("*.toml")):
        for thread in tomllib.loads(path.read_text(encoding="utf-8"))["thread"]:
            for index, post in enumerate(thread["post"]):
                title = thread["title"] if index == 0 else ""
                screening = screener.screen(title, post.get("edited", post["body"]).strip())
                pairs.append((levels[post["expect"]], screening.level))
    return pairs


def test_board_talk_has_enough_cases_of_both_kinds() -> None:
    levels = [case.level for case in read_cases(BOARD_TALK)]
    assert min(sum(map(needs_notice, levels)), sum(not needs_notice(level) for level in levels)) >= 60


def test_board_talk_is_told_apart(screener: Screener) -> None:
    recall, precision = rates(board_talk(screener))
    assert recall >= 0.98
    assert precision >= 0.93


@pytest.mark.slow
def test_the_demo_board_gets_few_false_cards_and_misses_few(screener: Screener) -> None:
    recall, precision = rates(demo_board(screener))
    assert recall >= 0.94
    assert precision >= 0.84
