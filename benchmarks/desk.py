"""The moderators' desk under load: `python -m benchmarks.desk [--items N] [--streams N] [--write FILE]`.

Fills a board of its own, starts gunicorn as `make run` does, and prints a table in Markdown.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import sync_playwright
from sqlalchemy import update

from benchmarks.desk_board import cookies_of, fill_desk
from benchmarks.desk_streams import memory_of, open_all, time_page, wait_for
from forum import create_app
from forum.db import db, utcnow
from forum.review.models import ReviewItem
from scripts import board, debian, ports

ROUNDS = 15
LIGHT = (("LIMITS", "false"), ("CHECKER", "inline"))
Row = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--streams", type=int, default=board.STREAMS)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(f"sqlite:///{folder}/desk.sqlite3", chosen.items, chosen.streams)
    text = page_of(rows, chosen.items)
    print(text)
    if chosen.write:
        chosen.write.write_text(text)


def measure(database: str, items: int, streams: int) -> list[Row]:
    app = create_app(database_url=database, limits=False, checker="inline", worker_thread=False)
    with app.app_context():
        db.create_all()
        fill_desk(items, streams + 1)
        *cookies, reader = cookies_of(app, streams + 1)
    settings = {
        "CAREBOARD_DATABASE_URL": database,
        "CAREBOARD_LIMITS": "false",
        "CAREBOARD_CHECKER": "inline",
    }
    with board.server(ports.LOOPBACK, ports.free_port(), settings) as (process, url):
        port = urlsplit(url).port
        rows = [
            ("the queue's first page, from the server", time_pages(port, reader)),
            ("its last page by page key", time_pages(port, reader, f"/review?state=open&after={items - 5}")),
            ("with every filter chosen", time_pages(port, reader, FILTERED)),
            ("the pulse of an open page", time_pages(port, reader, PULSE)),
            *first_screen(url, reader),
        ]
        return rows + with_streams(app, port, process.pid, cookies, reader)


FILTERED = "/review?level=urgent&kind=report&hold=free&late=1&board=1"
PULSE = "/review/pulse?state=open&ids=" + ",".join(str(n) for n in range(1, 31))


def time_pages(port: int, cookie: str, path: str = "/review?state=open") -> str:
    time_page(port, cookie, path)
    taken = sorted(time_page(port, cookie, path) for _ in range(ROUNDS))
    return f"{in_ms(statistics.median(taken))} (slowest of {ROUNDS}: {in_ms(taken[-1])})"


def first_screen(url: str, cookie: str) -> list[Row]:
    """From the address to the first painted content in Chromium, and until its scripts have run."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=debian.find("chromium"), args=debian.CHROMIUM_FLAGS)
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.context.add_cookies([{"name": "session", "value": cookie, "url": url}])
        painted, usable = [], []
        for _ in range(5):
            page.goto(f"{url}/review?state=open")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            painted.append(
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            )
            usable.append(
                page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            )
        browser.close()
    return [
        ("first paint in Chromium, median of 5", in_ms(statistics.median(painted) / 1000)),
        ("usable in Chromium (scripts have run), median of 5", in_ms(statistics.median(usable) / 1000)),
    ]


def with_streams(app: Flask, port: int, process_id: int, cookies: list[str], reader: str) -> list[Row]:
    before = memory_of(process_id)
    listeners = open_all(port, cookies)
    is_open = sum(listener.status == 200 for listener in listeners)
    time.sleep(2)  # the watcher's first look
    until_all = [tell_all(app, listeners, number) for number in range(1, 6)]
    with_them = time_pages(port, reader)
    return [
        ("event streams connected", f"{is_open} of {len(cookies)}"),
        ("from a change until all of them had heard, median of 5", in_ms(statistics.median(until_all))),
        ("the slowest of those 5", in_ms(max(until_all))),
        ("the queue's first page meanwhile", with_them),
        ("memory of the server before and with them", f"{before:.0f} MB, {memory_of(process_id):.0f} MB"),
    ]


def tell_all(app: Flask, listeners: list, number: int) -> float:
    """Change an item as another process would; seconds until the last stream has heard of it."""
    heard = [len(listener.heard_at) for listener in listeners]
    with app.app_context():
        changed = update(ReviewItem).where(ReviewItem.id == number)
        db.session.execute(changed.values(version=ReviewItem.version + 1, touched_at=utcnow()))
        db.session.commit()
        db.session.remove()
    begun = time.perf_counter()
    have_all: Callable[[], bool] = lambda: all(  # noqa: E731
        len(listener.heard_at) > before for listener, before in zip(listeners, heard, strict=True)
    )
    if not wait_for(have_all, 30):
        raise SystemExit("not every stream heard of a change within 30 seconds")
    return max(listener.heard_at[-1] for listener in listeners) - begun


def in_ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def page_of(rows: list[Row], items: int) -> str:
    lines = [f"| {name} | {figure} |" for name, figure in rows]
    head = [
        "# The moderators' desk under load",
        "",
        f"Written by `python -m benchmarks.desk --write docs/data/desk.md`: a board of {items:,} open items "
        "on SQLite, one gunicorn process as `make run` starts it, and the listeners on the same machine.",
        "",
        "| Measured | Figure |",
        "|---|---|",
    ]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    main()
