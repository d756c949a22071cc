"""Requests per second of the main pages on a large board, as ratios to a bare page in the same run.

    .venv/bin/python -m benchmarks.pages [POSTS]

The board is an SQLite file in a temporary folder with 100,000 posts unless told otherwise. The bare page
is a plain Flask view that reads 20 posts through the ORM and joins their text: what any page would cost.
"""

import sys
import tempfile
import time
import uuid
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from forum import create_app
from forum.boards.models import Board
from forum.db import db
from forum.members.models import Member
from forum.posts.models import Post, Revision
from forum.posts.render import RENDERER, render
from forum.review.models import Screening
from forum.threads.models import Thread

MEMBERS, BOARDS, PER_THREAD = 500, range(1, 11), 100
BODY = "Week six after the second course, and the legs are better than they were. **Thank you** all.\n\n" * 6
ROUNDS, SECONDS = 5, 2.0


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            env="test", database_url=f"sqlite:///{folder}/bench.sqlite3", checker="process", limits=False
        )
        app.add_url_rule("/bare", view_func=bare_page)
        with app.app_context():
            db.create_all()
            fill(posts)
            print(f"{posts} posts in {posts // PER_THREAD} threads\n")
        measure_all(app, posts // PER_THREAD // 2)
        with app.app_context():
            db.engine.dispose()


def bare_page() -> str:
    found = db.session.scalars(select(Revision).where(Revision.post_id > 40_000).limit(20))
    return "".join(revision.html for revision in found)


def measure_all(app: Flask, thread_id: int) -> None:
    """Interleave the pages, so that a slow moment of the machine hits all of them alike."""
    addresses = [
        "/bare",
        "/",
        "/boards/board-1",
        f"/threads/{thread_id}",
        "/members/1",
        "/treatments/lemtrada",
    ]
    rates: dict[str, float] = dict.fromkeys(addresses, 0.0)
    for _ in range(ROUNDS):
        for address in addresses:
            rates[address] = max(rates[address], rate(app, address))
    print(f"{'page':<28}{'requests/s':>12}{'ms':>8}{'of bare':>9}")
    for address, per_second in rates.items():
        print(f"{address:<28}{per_second:>12.0f}{1000 / per_second:>8.1f}{per_second / rates['/bare']:>9.2f}")


def rate(app: Flask, address: str) -> float:
    client = app.test_client()
    if client.get(address).status_code != 200:
        raise SystemExit(f"{address} did not answer 200")
    count, begun = 0, time.process_time()
    while time.process_time() - begun < SECONDS / ROUNDS:
        client.get(address)
        count += 1
    return count / (time.process_time() - begun)


def fill(posts: int) -> None:
    threads = posts // PER_THREAD
    db.session.execute(insert(Member), [member_row(n) for n in range(1, MEMBERS + 1)])
    boards = [{"id": n, "slug": f"board-{n}", "title": f"Board {n}", "last_post_id": n} for n in BOARDS]
    db.session.execute(insert(Board), boards)
    db.session.execute(insert(Thread), [thread_row(n) for n in range(1, threads + 1)])
    html = render(BODY)
    for start in range(1, posts + 1, 10_000):
        fill_posts(range(start, min(start + 10_000, posts + 1)), html)
    done = [{"revision_id": n, "state": "done", "version": "bench"} for n in range(1, posts + 1)]
    db.session.execute(insert(Screening), done)
    db.session.commit()


def member_row(n: int) -> dict[str, Any]:
    name = f"member {n}"
    return {
        "id": n, "name": name, "name_key": name, "email": f"m{n}@example.org", "about": "",
        "active": True, "fs_uniquifier": uuid.uuid4().hex, "is_demo": True,
    }  # fmt: skip


def thread_row(n: int) -> dict[str, Any]:
    author = n % MEMBERS + 1
    return {
        "id": n, "board_id": n % len(BOARDS) + 1, "author_id": author, "last_author_id": author,
        "title": f"Thread {n}", "reply_count": PER_THREAD - 1, "last_post_id": n * PER_THREAD,
    }  # fmt: skip


def fill_posts(ids: range, html: str) -> None:
    """Posts and revisions share their number, and posts of one thread stand together."""
    db.session.execute(
        insert(Post),
        [
            {
                "id": n, "thread_id": (n - 1) // PER_THREAD + 1, "author_id": n % MEMBERS + 1,
                "form_key": str(n), "is_first": n % PER_THREAD == 1, "screening_state": "done",
            }
            for n in ids
        ],
    )  # fmt: skip
    db.session.execute(
        insert(Revision),
        [
            {
                "id": n,
                "post_id": n,
                "editor_id": n % MEMBERS + 1,
                "body": BODY,
                "html": html,
                "renderer": RENDERER,
            }
            for n in ids
        ],
    )
    db.session.execute(Post.__table__.update().where(Post.id.in_(ids)).values(revision_id=Post.id))


if __name__ == "__main__":
    main()
