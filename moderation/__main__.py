"""The shell: ``python -m moderation screen`` and ``python -m moderation evaluate``.

Exit codes: 0 fine · 1 figures under the floors · 2 something could not be read.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from moderation import ModerationError, ScreeningError, build_screener
from moderation.cases import read_cases
from moderation.evaluate import evaluate
from moderation.floors import check_floors
from moderation.report import describe_screening, evaluation_page
from moderation.wire import error_to_dict, screening_to_dict

if TYPE_CHECKING:
    from moderation.screener import Screener

FINE, UNDER_FLOOR, UNREADABLE = 0, 1, 2
# Twenty times the longest post of the board; beyond it a line is no post but a mistake.
MOST_CHARACTERS = 1_000_000
PACK: dict[str, Any] = {
    "action": "append",
    "default": [],
    "type": Path,
    "metavar": "FOLDER",
    "help": "folder of a treatment with symptoms/*.toml; may be given again",
}
APART = "name of a case file that was not looked at when the rules were written; may be given again"


class BadLine(ValueError):
    """An input line that is no post; the message holds none of it."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except ModerationError as error:
        print(f"moderation: {error}", file=sys.stderr)
        return UNREADABLE
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader has gone; keep Python from complaining when it flushes on the way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return UNREADABLE
        print(f"moderation: {error.filename}: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    screen = commands.add_parser("screen", help="read posts and say what asks for attention")
    screen.add_argument("--jsonl", action="store_true", help='JSON lines in and out: {"id", "title", "body"}')
    screen.add_argument("--title", default="", help="title of the post (text only)")
    screen.add_argument("file", nargs="?", metavar="FILE", help="the text; standard input when left out")
    screen.set_defaults(run=run_screen)
    measure = commands.add_parser("evaluate", help="measure on labelled posts")
    measure.add_argument(
        "--write", type=Path, metavar="PAGE", help="write the tables to this Markdown file too"
    )
    measure.add_argument(
        "--apart",
        action="append",
        default=[],
        metavar="NAME",
        help=APART,
    )
    measure.add_argument("cases", nargs="+", type=Path, metavar="CASES.jsonl")
    measure.set_defaults(run=run_evaluate)
    for command in (screen, measure):
        command.add_argument("--pack", **PACK)
    return parser


def run_screen(options: argparse.Namespace) -> int:
    screener = build_screener(options.pack)
    if options.file in (None, "-"):
        return _screen_stream(screener, sys.stdin.buffer, options)
    with open(options.file, "rb") as stream:
        return _screen_stream(screener, stream, options)


def _screen_stream(screener: "Screener", stream: IO[bytes], options: argparse.Namespace) -> int:
    if options.jsonl:
        return screen_lines(screener, stream)
    return screen_text(screener, stream.read(4 * MOST_CHARACTERS + 1), options.title)


def screen_text(screener: "Screener", data: bytes, title: str) -> int:
    """Print a readable report on one text."""
    try:
        text = _decode(data).removeprefix("\ufeff")
    except BadLine as error:
        print(f"moderation: the text is {error}", file=sys.stderr)
        return UNREADABLE
    report = describe_screening(screener.screen(title=title, body=text), screener.rules.symptoms)
    sys.stdout.buffer.write(f"{report}\n".encode("utf-8", "replace"))
    sys.stdout.flush()
    return FINE


def screen_lines(screener: "Screener", lines: Iterable[bytes]) -> int:
    """Answer each JSON line with one; a line that cannot be read is named on stderr and the run goes on."""
    code = FINE
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            post = _read_post(line)
        except BadLine as error:
            print(f"line {number}: {error}", file=sys.stderr, flush=True)
            code = UNREADABLE
            continue
        answer: dict[str, Any] = {"id": post.get("id")}
        try:
            answer |= screening_to_dict(screener.screen(title=post.get("title") or "", body=post["body"]))
        except ScreeningError as error:
            answer |= error_to_dict(error)
            print(f"line {number}: {error}", file=sys.stderr, flush=True)
            code = UNREADABLE
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return code


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 (byte {error.start})") from None
    if len(text) > MOST_CHARACTERS:
        raise BadLine(f"longer than {MOST_CHARACTERS:,} characters")
    return text


def _read_post(line: bytes) -> dict[str, Any]:
    text = _decode(line).removeprefix("\ufeff")
    try:
        post = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadLine(f"not JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise BadLine("not JSON (nested too deeply)") from None
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


def run_evaluate(options: argparse.Namespace) -> int:
    cases = [case for path in options.cases for case in read_cases(path)]
    evaluation = evaluate(build_screener(options.pack), cases, options.apart)
    page = evaluation_page(evaluation, [pack.as_posix() for pack in options.pack])
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    folders = dict.fromkeys(path.resolve().parent for path in options.cases)
    complaints = [complaint for folder in folders for complaint in check_floors(evaluation, folder)]
    for complaint in complaints:
        print(f"under the floor: {complaint}", file=sys.stderr)
    return UNDER_FLOOR if complaints else FINE


if __name__ == "__main__":
    sys.exit(main())
