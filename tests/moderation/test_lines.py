import io
from itertools import repeat

import pytest

from moderation import lines
from moderation.lines import BadLine, Line, bounded, read_lines


def test_a_line_becomes_a_post_with_its_number() -> None:
    rows = [b"\n", b'{"id": 4, "title": null, "body": "hello"}\n']
    assert list(read_lines(rows)) == [Line(2, 4, "", "hello")]


def test_mistakes_come_with_their_number_and_without_their_text() -> None:
    [(number, error)] = read_lines([b'{"body": "canary", "title": 5}'])
    assert number == 1 and isinstance(error, BadLine) and "canary" not in str(error)


def test_lines_are_read_one_by_one() -> None:
    endless = read_lines(repeat(b'{"body": "again"}\n'))
    assert [next(endless).number for _ in range(3)] == [1, 2, 3]  # type: ignore[union-attr]


class Counted(io.BytesIO):
    """Remembers the most bytes that were asked for at once."""

    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.most = max(self.most, len(line))
        return line


def test_an_endless_line_is_never_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 100)
    stream = Counted(b"x" * 10_000 + b"\nshort\n" + b"y" * 5_000)
    assert [len(line) for line in bounded(stream)] == [102, 6, 102]
    assert stream.most == 102


@pytest.mark.parametrize("rows", [b"a\nb", b"a\nb\n"])
def test_the_last_line_needs_no_end(rows: bytes) -> None:
    assert [line.strip() for line in bounded(io.BytesIO(rows))] == [b"a", b"b"]


def test_a_number_of_thousands_of_digits_is_a_bad_line() -> None:
    [(_, error)] = read_lines([b'{"body": "", "id": ' + b"9" * 5_000 + b"}"])
    assert "too many digits" in str(error)
