"""Streams of posts: what is held, what a failure costs, and that several processes answer as one does."""

import io
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from moderation import Level, Screening, ScreeningError
from moderation.progress import Progress
from moderation.screener import CHUNK, Screener
from moderation.stream import Stream, screen_stream, share_of
from tests.moderation.test_progress import Terminal


class Chunked:
    """A reader that takes posts in chunks ahead of its answers, as several processes do; some texts fail."""

    def __init__(self, chunk: int = 4, fault: Exception | None = None) -> None:
        self.chunk = chunk
        self.fault = fault or ScreeningError("detect", "ValueError")

    def screen(self, title: str = "", body: str = "") -> Screening:
        if body == "fails":
            raise ScreeningError("detect", "ValueError")
        return Screening(Level.INFO if body == "info" else Level.NONE, (), "fake")

    def pipe(self, posts: Iterable[tuple[str, str]], processes: int = 1) -> Iterator[Screening]:
        chunk: list[tuple[str, str]] = []
        for post in posts:
            chunk.append(post)
            if len(chunk) == self.chunk:
                yield from self._read(chunk)
                chunk = []
        yield from self._read(chunk)

    def _read(self, chunk: list[tuple[str, str]]) -> list[Screening]:
        try:
            return [self.screen(*post) for post in chunk]
        except ScreeningError:
            raise self.fault from None


def rows(*bodies: str) -> list[bytes]:
    return [json.dumps({"id": number, "body": body}).encode() for number, body in enumerate(bodies, 1)]


def run(reader: Any, lines: Iterable[bytes], err: io.StringIO | None = None) -> tuple[Stream, list[Any]]:
    out = io.StringIO()
    stream = Stream(reader, lines, Progress(err or io.StringIO()), out)
    stream.run(processes=1)
    return stream, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("chunk", [1, 3, 4, 100])
@pytest.mark.parametrize("fault", [ScreeningError("detect", "ValueError"), BrokenExecutor()])
def test_a_failure_costs_its_own_line_only(chunk: int, fault: Exception) -> None:
    err = io.StringIO()
    bodies = ["info", "fails", "a", "fails", "info", "b", "c", "fails"]
    stream, answers = run(Chunked(chunk, fault), rows(*bodies), err)
    assert [answer["id"] for answer in answers] == list(range(1, 9)), "none is lost, the order is kept"
    assert [answer.get("level", "error") for answer in answers] == [
        {"info": "info", "fails": "error"}.get(body, "none") for body in bodies
    ]
    assert [line.partition(":")[0] for line in err.getvalue().splitlines()] == ["line 2", "line 4", "line 8"]
    assert stream.code == 2 and not stream.held


def test_bad_lines_between_posts_keep_answers_with_their_posts() -> None:
    _, answers = run(Chunked(), [b"{", *rows("info", "a"), b"[]", b"\n", *rows("info")])
    assert [(answer["id"], answer["level"]) for answer in answers] == [(1, "info"), (2, "none"), (1, "info")]


class Enough(Exception):
    """Ends an endless run from its output."""


class Counting(io.StringIO):
    """Counts answers, looks at each how much is held, and ends the run after some."""

    def __init__(self, enough: int) -> None:
        super().__init__()
        self.left = enough
        self.most = 0
        self.stream: Stream | None = None

    def write(self, text: str) -> int:
        assert self.stream is not None
        self.most = max(self.most, len(self.stream.held))
        self.left -= 1
        if not self.left:
            raise Enough
        return len(text)


def most_held(screener: Screener, answers: int, processes: int) -> int:
    """Read an endless stream for so many answers."""
    out = Counting(answers)
    lines = (b'{"body": "my gums bleed, line %d"}' % number for number in count())
    out.stream = Stream(screener, lines, Progress(io.StringIO()), out)
    with pytest.raises(Enough):
        out.stream.run(processes)
    return out.most


def test_one_process_holds_nothing_ahead(screener: Screener) -> None:
    assert most_held(screener, answers=300, processes=1) == 0


@pytest.mark.slow
def test_two_processes_hold_a_few_chunks_however_long_the_stream_is(screener: Screener) -> None:
    assert most_held(screener, answers=40 * CHUNK, processes=2) <= 6 * CHUNK


@pytest.mark.slow
def test_two_processes_answer_as_one_does(screener: Screener, capsys: pytest.CaptureFixture[str]) -> None:
    data = b"\n".join([*rows(*["I can't breathe", "hello"] * CHUNK), b"{", *rows("my gums bleed")])
    assert screen_stream(screener, io.BytesIO(data), 1) == 2
    one = capsys.readouterr()
    assert screen_stream(screener, io.BytesIO(data), 2) == 2
    assert capsys.readouterr() == one
    assert one.out.count("\n") == 2 * CHUNK + 1


def test_a_file_knows_how_much_of_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"1234\n" * 2)
    with path.open("rb") as stream:
        share = share_of(stream)
        assert share() == 0
        stream.readline()
        assert share() == 0.5
    assert share_of(io.BytesIO(b"no file"))() is None


def test_the_bar_moves_with_the_answers() -> None:
    err = Terminal()
    stream, _ = run(Chunked(), rows("a", "b"), err)
    assert stream.progress.count == 2
    assert "2 lines" in err.getvalue()


def test_a_failed_stage_is_told_from_one_process_to_another() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(ScreeningError("detect", "ValueError")))
    assert (error.stage, error.kind, str(error)) == (
        "detect",
        "ValueError",
        "stage detect failed with ValueError",
    )
