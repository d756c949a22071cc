"""The shell: ``python -m moderation screen``, ``evaluate``, ``serve``, ``train`` and ``corpus``.

Exit codes: 0 fine · 1 figures under the floors · 2 something could not be read.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from moderation import ModerationError, build_screener
from moderation.corpus_cli import add_commands
from moderation.lines import MOST_BYTES, BadLine, decode
from moderation.quality.options import add_options as add_evaluate_options
from moderation.report import describe_screening
from moderation.service.options import add_options
from moderation.stream import screen_stream

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    from moderation.screener import Screener

FINE, UNREADABLE = 0, 2
PACK: dict[str, Any] = {
    "action": "append",
    "default": [],
    "type": Path,
    "metavar": "FOLDER",
    "help": "folder of a treatment with symptoms/*.toml; may be given again",
}


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
    for add in (_add_screen, _add_evaluate, _add_serve, _add_train):
        add(commands).add_argument("--pack", **PACK)
    add_commands(commands.add_parser("corpus", help="check the labelled posts, add some; see docs/corpus.md"))
    return parser


def _add_screen(commands: "Commands") -> argparse.ArgumentParser:
    screen = commands.add_parser("screen", help="read posts and say what asks for attention")
    screen.add_argument("--jsonl", action="store_true", help='JSON lines in and out: {"id", "title", "body"}')
    screen.add_argument("--title", default="", help="title of the post (text only)")
    screen.add_argument(
        "--processes", type=int, default=1, help="read with so many processes (JSON lines only)"
    )
    screen.add_argument("file", nargs="?", metavar="FILE", help="the text; standard input when left out")
    screen.set_defaults(run=run_screen)
    return screen


def _add_evaluate(commands: "Commands") -> argparse.ArgumentParser:
    measure = commands.add_parser("evaluate", help="measure on labelled posts")
    add_evaluate_options(measure)
    measure.set_defaults(run=run_evaluate)
    return measure


def _add_serve(commands: "Commands") -> argparse.ArgumentParser:
    service = commands.add_parser("serve", help="the reader over HTTP; see docs/service.md")
    add_options(service)
    service.set_defaults(run=run_serve)
    return service


def _add_train(commands: "Commands") -> argparse.ArgumentParser:
    train = commands.add_parser("train", help="build the learned model from the corpus")
    train.add_argument(
        "--corpus", type=Path, metavar="FOLDER", help="with train/ and dev/; the shipped one if left out"
    )
    train.add_argument(
        "--to", type=Path, metavar="FOLDER", help="where the model goes; the shipped one if left out"
    )
    train.set_defaults(run=run_train)
    return train


def run_screen(options: argparse.Namespace) -> int:
    screener = build_screener(options.pack)
    if options.file in (None, "-"):
        return _screen_stream(screener, sys.stdin.buffer, options)
    with open(options.file, "rb") as stream:
        return _screen_stream(screener, stream, options)


def _screen_stream(screener: "Screener", stream: IO[bytes], options: argparse.Namespace) -> int:
    if options.jsonl:
        return screen_stream(screener, stream, options.processes)
    return screen_text(screener, stream.read(MOST_BYTES + 1), options.title)


def screen_text(screener: "Screener", data: bytes, title: str) -> int:
    """Print a readable report on one text."""
    try:
        text = decode(data).removeprefix("\ufeff")
    except BadLine as error:
        print(f"moderation: the text is {error}", file=sys.stderr)
        return UNREADABLE
    report = describe_screening(screener.screen(title=title, body=text), screener.rules.symptoms)
    sys.stdout.buffer.write(f"{report}\n".encode("utf-8", "replace"))
    sys.stdout.flush()
    return FINE


def run_train(options: argparse.Namespace) -> int:
    # Imported here: reading posts needs none of it.
    from moderation.learned.build import CORPUS, build_model
    from moderation.learned.limits import FOLDER

    rules = build_screener(options.pack, learned=False)
    print(build_model(rules, options.corpus or CORPUS, options.to or FOLDER))
    return FINE


def run_serve(options: argparse.Namespace) -> int:
    # Loaded here: the web libraries are no part of a run over a file.
    from moderation.service.server import serve

    return serve(options)


def run_evaluate(options: argparse.Namespace) -> int:
    # Loaded here: tables and baselines are no part of reading a post.
    from moderation.quality.command import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
