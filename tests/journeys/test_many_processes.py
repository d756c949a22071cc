"""Two web processes and two Celery workers share PostgreSQL and Redis, and lose processes on the way."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import Select, func, select

from forum import create_app
from forum.db import db
from forum.jobs.models import Job
from forum.posts.models import Post, Revision
from forum.review.models import Finding, ReviewItem, ReviewReason, Screening
from forum.screening import Level, screen
from scripts.ports import wait_until
from tests.conftest import fresh_database
from tests.factories import PASSWORD, make_member, make_thread
from tests.processes import Visitor, celery_worker, checkers_of, kill_checkers_of, web_process

POSTS = 200
WRITERS = 4
TEXTS = (
    "My gums have been bleeding since Monday.",
    "Good luck for Thursday, we are thinking of you.",
    "I can't breathe and my lips are swelling.",
    "Last year my gums bled, they are fine now.",
    "Day three of the infusion. The soup here is better than at home.",
    "I do not want to live any more.",
    "My temperature is 39.4 and I am shivering.",
    "What do you take along for five days in the ward?",
)


@dataclass
class Boards:
    """What runs, and what may be killed."""

    thread_id: int
    emails: list[str]
    urls: list[str] = field(default_factory=list)
    web_pids: list[int] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)


@pytest.fixture
def store() -> Iterator[Flask]:
    """An app on a database of its own, migrated as `make run` does it: to fill it, and to look into it."""
    for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL"):
        if not os.environ.get(name):
            pytest.skip(f"{name} is not set")
    url = fresh_database(os.environ["TEST_DATABASE_URL"], "careboard_many")
    upgrade = [sys.executable, "-m", "flask", "--app", "forum", "db", "upgrade"]
    subprocess.run(upgrade, env={**os.environ, "DATABASE_URL": url}, check=True, capture_output=True)
    app = create_app(env="test", database_url=url, checker="inline", redis_url=None)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def boards(store: Flask) -> Iterator[Boards]:
    settings = {
        "DATABASE_URL": store.config["DATABASE_URL"],
        "REDIS_URL": os.environ["TEST_REDIS_URL"],
        "CAREBOARD_WORKER_THREAD": "false",  # the workers alone have to find what was left
        "CAREBOARD_LIMITS": "false",  # a few writers write what a board writes in weeks
        "CAREBOARD_CHECKER_TIMEOUT": "1",
        "CAREBOARD_JOB_LEASE": "10",
    }
    thread = make_thread()
    members = [make_member(password=PASSWORD) for _ in range(WRITERS)]
    boards = Boards(thread.id, [member.email for member in members])
    db.session.remove()
    with ExitStack() as stack:
        for number in range(2):
            boards.workers.append(stack.enter_context(celery_worker(f"worker{number}", settings)))
        for _ in range(2):
            pid, url = stack.enter_context(web_process(settings))
            boards.web_pids.append(pid)
            boards.urls.append(url)
        yield boards


def text_of(number: int) -> str:
    """Posts differ, so that each can be found again; every eighth says the same thing."""
    return f"{TEXTS[number % len(TEXTS)]}\n\nNote {number:04}."


def write_and_read(boards: Boards, writer: int, disturb: Callable[[int], None]) -> list[str]:
    """Write one writer's share on both web processes; return what was not public at once."""
    missing = []
    with ExitStack() as stack:
        authors = [stack.enter_context(Visitor(url)) for url in boards.urls]
        reader = stack.enter_context(Visitor(boards.urls[writer % 2]))
        for author in authors:
            author.sign_in(boards.emails[writer], PASSWORD)
        for number in range(writer, POSTS, WRITERS):
            disturb(number)
            place = authors[number // WRITERS % 2].reply(boards.thread_id, text_of(number))
            if f"Note {number:04}." not in reader.page(place):
                missing.append(text_of(number))
    return missing


def plan(boards: Boards) -> dict[int, Callable[[], object]]:
    """What is killed before which post."""
    first, second = boards.web_pids
    return {
        30: lambda: kill_checkers_of(first),
        60: lambda: kill_checkers_of(second),
        75: boards.workers[0].kill,
        90: lambda: kill_checkers_of(boards.workers[1].pid),
        110: lambda: (kill_checkers_of(first), kill_checkers_of(second)),
        150: lambda: kill_checkers_of(first),
        199: lambda: kill_checkers_of(second),
    }


def unfinished() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Job.state != "done")) or 0


def count(rows: Select) -> Counter:
    """How often each of these rows stands in the tables."""
    return Counter(tuple(row) for row in db.session.execute(rows))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.redis
def test_200_posts_survive_killed_checkers_and_a_killed_worker(store: Flask, boards: Boards) -> None:
    # over budget: one long day of a board, told in order.
    assert wait_until(lambda: all(checkers_of(pid) for pid in boards.web_pids), 60)
    steps = plan(boards)

    with ThreadPoolExecutor(WRITERS) as pool:
        shares = [
            pool.submit(write_and_read, boards, writer, lambda number: steps.get(number, bool)())
            for writer in range(WRITERS)
        ]
        assert [share.result() for share in shares] == [[]] * WRITERS, "every post was public at once"

    assert boards.workers[0].wait(10) == -9
    assert wait_until(lambda: unfinished() == 0, 90), f"{unfinished()} posts were not read"
    posts = db.session.scalars(select(Post).where(Post.is_first.is_(False))).all()
    assert sorted(post.revision.body for post in posts) == sorted(text_of(n) for n in range(POSTS))
    assert posts[0].thread.reply_count == POSTS
    assert (db.session.scalar(select(func.max(Job.attempts))) or 0) > 1, "a worker had to help"
    check_against_brute_force(posts)


def check_against_brute_force(posts: list[Post]) -> None:
    """Read the same texts here, one by one, and compare every row that a screening leaves."""
    readings = {post.id: screen("", post.revision.body) for post in posts}
    assert len({reading.level for reading in readings.values()}) > 2
    shown = {post.id: (post.screening_state, post.shown_level) for post in posts}
    assert shown == {post_id: ("done", int(reading.level)) for post_id, reading in readings.items()}

    assert set(count(select(Screening.revision_id)).values()) == {1}
    marked = select(Revision.post_id, Finding.concept, Finding.start, Finding.end)
    marked = marked.join(Screening, Screening.id == Finding.screening_id).join(Screening.revision)
    assert count(marked) == Counter(
        (post_id, finding.concept, finding.start, finding.end)
        for post_id, reading in readings.items()
        for finding in reading.findings
    )
    asking = {
        post_id
        for post_id, reading in readings.items()
        if reading.level >= Level.URGENT or reading.second_look
    }
    items = count(select(ReviewItem.post_id, ReviewItem.state))
    assert items == Counter((post_id, "open") for post_id in asking)
    assert set(count(select(ReviewReason.item_id)).values()) == {1}
    assert set(db.session.scalars(select(ReviewItem.version))) == {2}, "each was opened by one screening"
