"""Our own PostgreSQL and Redis: they answer on loopback, and nothing of them stays behind."""

from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from scripts import services
from scripts.problem import Problem


@pytest.mark.postgres
@pytest.mark.slow
def test_postgresql_starts_empty_and_leaves_nothing() -> None:
    with services.postgresql() as url:
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone()
            folder = connection.execute("SHOW data_directory").fetchone()
    assert tables == (0,) and urlsplit(url).hostname == "127.0.0.1"
    assert folder and not Path(folder[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.redis
@pytest.mark.slow
def test_redis_starts_empty_and_leaves_nothing() -> None:
    with services.redis() as url:
        client = redis.Redis.from_url(url)
        assert (client.ping(), client.dbsize()) == (True, 0)
        client.close()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(url, retry=None).ping()


def test_a_server_that_dies_at_once_says_why(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no room left >&2; exit 1"]
    with pytest.raises(Problem, match="Example stopped while starting: no room left"):
        with services.server("Example", command, {}, ["false"], tmp_path):
            pytest.fail("it must not count as started")


def test_a_server_that_never_answers_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "START_SECONDS", 0.2)
    with pytest.raises(Problem, match="Example did not answer"):
        with services.server("Example", ["sleep", "60"], {}, ["false"], tmp_path):
            pytest.fail("it must not count as started")
