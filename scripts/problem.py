"""Problems that a person can mend: one clear line and exit code 1, never a traceback."""

import os
import signal
import sys
from collections.abc import Callable


class Problem(Exception):
    """Stops a script with this sentence."""


def say(text: str) -> None:
    print(text, flush=True)


def run_main(main: Callable[[], int | None]) -> None:
    """Call main, turning a Problem into one line and Ctrl-C into a quiet end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        code = main()
    except Problem as problem:
        print(problem, file=sys.stderr)
        code = 1
    except BrokenPipeError:  # `make run | head`: nobody reads on, so Python must not try at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
