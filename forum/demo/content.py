"""Read the demo board from its files, as a stream of things that happened, oldest first."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WORDS = {"help is with me": "help", "it is over": "over"}
REASONS = {
    "advice that could harm": "harm",
    "rude": "rude",
    "private details": "private",
    "advertising": "advertising",
    "something else": "other",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a post.

    `kind` is "post", "edit", "report", "word", "decision", "deletion", "pin" or "lock".
    `key` names the post within the demo: (board slug, number of the thread, number of the post).
    """

    at: datetime
    kind: str
    key: tuple[str, int, int]
    thread: dict[str, Any]
    post: dict[str, Any]
    said: dict[str, Any]


def read_boards() -> list[dict[str, Any]]:
    return _read("boards.toml")["board"]


def read_members() -> list[dict[str, Any]]:
    return _read("members.toml")["member"]


def read_events(now: datetime) -> list[Event]:
    """Everything that happened on the demo board, as if today were `now`."""
    events = [event for board in read_boards() for event in _board_events(board["slug"], now)]
    return sorted(events, key=lambda event: event.at)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _board_events(slug: str, now: datetime) -> Iterator[Event]:
    for number, thread in enumerate(_read(f"threads/{slug}.toml")["thread"]):
        begun = now - timedelta(days=thread["days_ago"])
        for place, post in enumerate(thread["post"]):
            yield from _post_events((slug, number, place), thread, post, begun)
        if thread.get("pinned"):
            at = begun + timedelta(minutes=5)
            yield Event(at, "pin", (slug, number, 0), thread, thread["post"][0], {})
        if thread.get("locked"):
            last = thread["post"][-1]
            at = begun + timedelta(hours=last["after_hours"] + 1)
            yield Event(at, "lock", (slug, number, len(thread["post"]) - 1), thread, last, {})


def _post_events(
    key: tuple[str, int, int], thread: dict[str, Any], post: dict[str, Any], begun: datetime
) -> Iterator[Event]:
    written = begun + timedelta(hours=post["after_hours"])

    def event(kind: str, at: datetime, said: dict[str, Any]) -> Event:
        return Event(at, kind, key, thread, post, said)

    yield event("post", written, {})
    if "edited" in post:
        yield event("edit", begun + timedelta(hours=post["edited_after_hours"]), {})
    for report in post.get("reports", ()):
        yield event("report", written + timedelta(hours=1), report | {"reason": REASONS[report["reason"]]})
    if "helped" in post:
        yield event("word", written + timedelta(minutes=40), {"word": WORDS[post["helped"]]})
    if "decision" in post:
        yield event("decision", begun + timedelta(hours=post["decision"]["after_hours"]), post["decision"])
    if post.get("deleted"):
        yield event("deletion", written + timedelta(hours=2), {})
