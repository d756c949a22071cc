import io
from itertools import count

import pytest

from moderation.progress import CLEAR, EVERY, WIDTH, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(step: float = 1.0):  # type: ignore[no-untyped-def]
    """A clock that goes on by a step each time that somebody looks."""
    times = count(0.0, step)
    return lambda: next(times)


def test_it_counts_and_says_how_fast() -> None:
    err = Terminal()
    progress = Progress(err, clock=ticking())
    progress.step()
    assert err.getvalue() == f"{CLEAR}1 lines, 0 a second"
    assert progress.count == 1


def test_it_shows_how_much_of_a_file_is_read() -> None:
    progress = Progress(Terminal(), share=lambda: 0.5)
    assert progress.text().startswith(f"[{'#' * (WIDTH // 2)}{'.' * (WIDTH // 2)}]  50%  0 lines")


def test_nothing_is_drawn_where_nobody_looks() -> None:
    err = io.StringIO()
    progress = Progress(err, clock=ticking())
    progress.step()
    progress.say("line 1: not JSON")
    progress.end()
    assert err.getvalue() == "line 1: not JSON\n"


def test_it_draws_a_few_times_a_second_however_fast_the_lines_are() -> None:
    err = Terminal()
    progress = Progress(err, clock=ticking(EVERY / 10))
    for _ in range(100):
        progress.step()
    assert err.getvalue().count(CLEAR) < 20


@pytest.mark.parametrize("call", [lambda bar: bar.say("a message"), lambda bar: bar.end()])
def test_the_bar_makes_room_for_other_lines(call) -> None:  # type: ignore[no-untyped-def]
    err = Terminal()
    call(Progress(err))
    assert err.getvalue().startswith(CLEAR) and err.getvalue().endswith("\n")
