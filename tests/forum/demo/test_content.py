"""The demo board is data that other tests and the seeder rely on, so its shape is checked here."""

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[3] / "forum" / "demo"
LEVELS = ["none", "info", "urgent", "emergency", "crisis"]
NOTICED = LEVELS[2:]
ROLES = {"member", "moderator", "admin"}
HELPED = {"help is with me", "it is over"}
VERDICTS = {"keep", "lower", "raise", "remove"}
REASONS = {"denied", "past", "someone else", "figure of speech", "other"}
REPORT_REASONS = {"advice that could harm", "rude", "private details", "advertising", "something else"}


def load(name):
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


BOARDS = load("boards.toml")["board"]
MEMBERS = {member["name"]: member for member in load("members.toml")["member"]}
THREADS = [
    pytest.param(thread, id=f"{path.stem}: {thread['title']}")
    for path in sorted((DEMO / "threads").glob("*.toml"))
    for thread in tomllib.loads(path.read_text(encoding="utf-8"))["thread"]
]
POSTS = [post for param in THREADS for post in param.values[0]["post"]]

each_thread = pytest.mark.parametrize("thread", THREADS)


def days_ago(thread, hours):
    return thread["days_ago"] - hours / 24


def test_every_board_has_one_file_of_threads_and_no_file_lacks_a_board():
    slugs = [board["slug"] for board in BOARDS]
    assert len(slugs) == len(set(slugs)) >= 8
    assert {path.stem for path in (DEMO / "threads").glob("*.toml")} == set(slugs)
    assert all(board["title"] and board["description"] for board in BOARDS)


def test_members_are_complete_and_staffed():
    assert len(MEMBERS) == len(load("members.toml")["member"]) >= 40
    assert Counter(member["role"] for member in MEMBERS.values()) == {
        "member": len(MEMBERS) - 4,
        "moderator": 3,
        "admin": 1,
    }
    for member in MEMBERS.values():
        assert member["role"] in ROLES
        assert len(member["country"]) == 2 and member["country"].isupper()
        assert "\n" not in member["about"]
        assert member["joined_days_ago"] > 0 and member["voice"]


def test_every_member_has_written_something():
    assert set(MEMBERS) == {post["by"] for post in POSTS}


def test_totals_make_a_living_board():
    assert len(THREADS) >= 80
    assert len(POSTS) >= 400
    assert {post["expect"] for post in POSTS} == set(LEVELS)


def test_titles_are_told_apart_within_a_board():
    titles = [param.id for param in THREADS]
    assert len(titles) == len(set(titles))


@each_thread
def test_posts_follow_each_other_in_time(thread):
    hours = [post["after_hours"] for post in thread["post"]]
    assert hours[0] == 0
    assert all(earlier < later for earlier, later in pairwise(hours))
    assert days_ago(thread, hours[-1]) > 0


@each_thread
def test_posts_are_complete(thread):
    for post in thread["post"]:
        assert post["body"].strip()
        assert post["expect"] in LEVELS
        assert post.get("helped") in HELPED | {None}
        assert ("edited" in post) is ("edited_after_hours" in post)


@each_thread
def test_nobody_writes_or_reports_before_joining(thread):
    for post in thread["post"]:
        writers = [post["by"], *(report["by"] for report in post.get("reports", []))]
        for name in writers:
            assert MEMBERS[name]["joined_days_ago"] >= days_ago(thread, post["after_hours"])


@each_thread
def test_edits_come_after_the_post_and_before_today(thread):
    for post in (post for post in thread["post"] if "edited" in post):
        assert post["edited"] != post["body"]
        assert post["edited_after_hours"] > post["after_hours"]
        assert days_ago(thread, post["edited_after_hours"]) > 0


@each_thread
def test_reports_name_a_known_reason_and_another_member(thread):
    for post in thread["post"]:
        for report in post.get("reports", []):
            assert report["reason"] in REPORT_REASONS
            assert report["by"] != post["by"]


@each_thread
def test_decisions_are_made_by_moderators_after_the_post(thread):
    for post, decision in ((post, post["decision"]) for post in thread["post"] if "decision" in post):
        assert MEMBERS[decision["by"]]["role"] in {"moderator", "admin"}
        assert decision["by"] != post["by"]
        assert decision["after_hours"] > post["after_hours"]
        assert days_ago(thread, decision["after_hours"]) > 0
        assert decision["verdict"] in VERDICTS


@each_thread
def test_decisions_carry_the_level_and_reason_their_verdict_needs(thread):
    for post, decision in ((post, post["decision"]) for post in thread["post"] if "decision" in post):
        assert decision["reason"] in REASONS
        before, after = LEVELS.index(post["expect"]), LEVELS.index(decision["level"])
        assert {
            "keep": after == before,
            "raise": after > before,
            "lower": after <= before,
            "remove": after == 0,
        }[decision["verdict"]]


def test_the_review_queue_has_history_and_open_items():
    noticed = [post for post in POSTS if post["expect"] in NOTICED]
    assert sum("decision" in post for post in noticed) >= 20
    assert sum("decision" not in post for post in noticed) >= 6
