"""JSON lines in: one post a line, and what is wrong with a line that is no post, without a word of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

# Twenty times the longest post of the board; beyond it a line is no post but a mistake.
MOST_CHARACTERS = 1_000_000
MOST_BYTES = 4 * MOST_CHARACTERS
"""UTF-8 takes at most four bytes a character: a line with more is too long, however it goes on."""


class BadLine(ValueError):
    """An input line that is no post; the message holds none of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A post with the number of its line."""

    number: int
    id: Any
    title: str
    body: str


def bounded(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only as much as shows that it is."""
    while line := stream.readline(MOST_BYTES + 2):
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)


def read_lines(lines: Iterable[bytes]) -> Iterator[Line | tuple[int, BadLine]]:
    """Each line as a post, or with its number as a mistake; blank lines are left out."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            post = read_post(line)
        except BadLine as error:
            yield number, error
            continue
        yield Line(number, post.get("id"), post.get("title") or "", post["body"])


def decode(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise BadLine(f"longer than {MOST_CHARACTERS:,} characters")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 (byte {error.start})") from None
    if len(text) > MOST_CHARACTERS:
        raise BadLine(f"longer than {MOST_CHARACTERS:,} characters")
    return text


def read_post(line: bytes) -> dict[str, Any]:
    text = decode(line).removeprefix("\ufeff")
    try:
        post = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadLine(f"not JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise BadLine("not JSON (nested too deeply)") from None
    except ValueError:
        raise BadLine("not JSON (a number with too many digits)") from None
    return _check(post)


def _check(post: Any) -> dict[str, Any]:
    if not isinstance(post, dict):
        raise BadLine("not a JSON object")
    if not isinstance(post.get("body"), str):
        raise BadLine('"body" must be a text')
    if not isinstance(post.get("title", ""), str | None):
        raise BadLine('"title" must be a text')
    for field in ("title", "body"):
        if any("\ud800" <= sign <= "\udfff" for sign in post.get(field) or ""):
            raise BadLine(f'"{field}" holds half a character')
    if isinstance(post.get("id"), dict | list):
        raise BadLine('"id" must be a text or a number')
    return post
