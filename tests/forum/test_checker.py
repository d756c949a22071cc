"""The checker process under every kind of misbehaviour, played by small programs; one test takes the real."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forum import checker as checker_module
from forum.checker import CheckerDown, CheckerProcess
from forum.screening import OUTAGE, RemoteReader, ScreeningError
from moderation import Level
from scripts.ports import wait_until

ROOT = Path(__file__).resolve().parents[2]
ANSWER = """
    import json, os, sys, time
    for line in sys.stdin:
        text = json.loads(line)["body"]
        answer = {"id": json.loads(line)["id"], "level": "none", "version": "1", "findings": [], "echo": text}
        REPLACE
        print(json.dumps(answer), flush=True)
"""
"""A checker that answers; a test puts its own fault before the answer."""

Make = Callable[..., CheckerProcess]


def program(fault: str = "pass") -> list[str]:
    return [sys.executable, "-S", "-c", textwrap.dedent(ANSWER).replace("REPLACE", fault)]


@pytest.fixture
def make() -> Iterator[Make]:
    """Make a checker of a program; it is stopped after the test."""
    made: list[CheckerProcess] = []

    def make(command: list[str], timeout: float = 5.0, patience: float | None = None) -> CheckerProcess:
        checker = CheckerProcess([], timeout, command)
        checker.patience = patience or checker.patience
        made.append(checker)
        return checker

    yield make
    for checker in made:
        checker.stop()


def answers(checker: CheckerProcess, text: str = "hello") -> bool:
    try:
        return checker.ask("", text)["echo"] == text
    except CheckerDown:
        return False


def pid_of(checker: CheckerProcess) -> int:
    assert wait_until(lambda: checker.process is not None, 10)
    assert checker.process is not None
    return checker.process.pid


def children() -> list[str]:
    """State letters of our child processes; Z is a zombie."""
    listed = subprocess.run(["ps", "-o", "stat=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    return [line[0] for line in listed.stdout.split("\n") if line]


def test_a_text_gets_its_answer(make: Make) -> None:
    checker = make(program())
    for text in ("hello", "two\nlines", "”curly“ \u2028 \x85 \x00 ✓ 👩‍⚕️", "x" * 200_000):
        assert checker.ask("", text)["echo"] == text


def test_half_a_character_is_refused_before_the_pipe(make: Make) -> None:
    checker = make(program())
    with pytest.raises(UnicodeError):
        checker.ask("", "a \ud800 b")
    assert answers(checker)


def test_a_checker_that_dies_idle_is_back_before_anyone_asks(make: Make) -> None:
    checker = make(program())
    assert answers(checker)
    old = pid_of(checker)
    os.kill(old, signal.SIGKILL)
    assert wait_until(lambda: checker.process is not None and checker.process.pid != old, 10)
    assert answers(checker)


def test_a_question_to_a_checker_that_just_died_goes_to_the_next_one(make: Make) -> None:
    checker = make(program())
    for _ in range(5):
        assert answers(checker)
        process = checker.process
        assert process is not None
        process.kill()
        process.wait()
        assert answers(checker)


def test_a_checker_that_dies_while_asked_says_so_and_comes_back(make: Make) -> None:
    checker = make(program("if text == 'die': os._exit(1)"))
    assert answers(checker)
    with pytest.raises(CheckerDown, match="died"):
        checker.ask("", "die")
    assert wait_until(lambda: answers(checker), 10)


def test_nobody_waits_longer_than_the_timeout_for_silence(make: Make) -> None:
    checker = make(program("if text == 'silence': time.sleep(1000)"), timeout=0.3, patience=1000)
    assert wait_until(lambda: answers(checker), 10)
    with pytest.raises(CheckerDown, match="timeout"):
        checker.ask("", "silence")


def test_a_silent_checker_is_replaced_without_anyone_asking(make: Make) -> None:
    checker = make(program("if text == 'silence': time.sleep(1000)"), timeout=0.3, patience=0.6)
    assert wait_until(lambda: answers(checker), 10)
    old = pid_of(checker)
    assert not answers(checker, "silence")
    assert wait_until(lambda: checker.process is not None and checker.process.pid != old, 10)
    assert wait_until(lambda: answers(checker), 10)


def test_a_slow_answer_reaches_the_one_who_waits_longer(make: Make) -> None:
    checker = make(program("if text == 'long': time.sleep(1)"), timeout=0.2, patience=20)
    assert wait_until(lambda: answers(checker), 10)
    old = pid_of(checker)
    with pytest.raises(CheckerDown, match="timeout"):
        checker.ask("", "long")
    assert checker.ask("", "long", checker.patience)["echo"] == "long"
    assert pid_of(checker) == old, "slow is not dead"


def test_a_checker_that_does_not_read_blocks_nobody(make: Make) -> None:
    deaf = [sys.executable, "-S", "-c", "import time; time.sleep(1000)"]
    checker = make(deaf, timeout=0.3)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(answers, checker, "x" * 1_000_000) for _ in range(4)]
        assert not any(future.result(20) for future in asked)


@pytest.mark.parametrize(
    "rubbish",
    [
        "not json",
        "[]",
        "null",
        '{"id": -1}',
        '{"level": "none"}',
        "\\xff",
        "",
        "[" * 100_000,
    ],
)
def test_rubbish_is_no_answer_and_ends_the_checker(make: Make, rubbish: str) -> None:
    checker = make(program(f"if text == 'rubbish': print({rubbish!r}, flush=True); continue"))
    assert answers(checker)
    with pytest.raises(CheckerDown, match="died"):
        checker.ask("", "rubbish")
    assert wait_until(lambda: answers(checker), 10)


def test_an_endless_line_is_no_answer(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker_module, "MOST_ANSWER", 10_000)
    checker = make(program("if text == 'endless':\n            while True: sys.stdout.write('x' * 1000)"))
    assert answers(checker)
    with pytest.raises(CheckerDown, match="died"):
        checker.ask("", "endless")


def test_a_slow_start_is_waited_for_in_the_background(make: Make) -> None:
    slow = ["sh", "-c", 'sleep 1; exec "$0" "$@"', *program()]
    checker = make(slow, timeout=0.2)
    assert not answers(checker)
    old = pid_of(checker)
    assert wait_until(lambda: answers(checker), 20)
    assert pid_of(checker) == old, "it was not killed while it loaded"


@pytest.mark.parametrize("command", [["false"], ["/no/such/program"], ["sh", "-c", "exec cat >&-"]])
def test_a_checker_that_never_starts_is_tried_less_and_less_often(make: Make, command: list[str]) -> None:
    checker = make(command)
    began = time.monotonic()
    while time.monotonic() - began < 1:
        assert not answers(checker)
        time.sleep(0.01)
    with pytest.raises(CheckerDown, match="resting"):
        assert wait_until(lambda: checker.ask("", "hello"), 5)


def test_many_threads_each_get_their_own_answer(make: Make) -> None:
    checker = make(program(), timeout=20)
    texts = [f"text {number}" for number in range(400)]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda text: checker.ask("", text)["echo"], texts)) == texts


def test_a_rush_does_not_kill_a_checker_that_keeps_answering(make: Make) -> None:
    checker = make(program("time.sleep(0.1)"), timeout=0.5)
    assert wait_until(lambda: answers(checker), 10)
    old = pid_of(checker)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda number: answers(checker, str(number)), range(32)))
    assert any(got) and not all(got)
    assert pid_of(checker) == old


def test_threads_keep_getting_answers_while_the_checker_is_killed(make: Make) -> None:
    checker = make(program("time.sleep(0.002)"), timeout=20)
    assert answers(checker)

    def until_answered(number: int) -> bool:
        if number % 40 == 0 and (process := checker.process) is not None:
            process.kill()
        return wait_until(lambda: answers(checker, str(number)), 20)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(until_answered, range(200)))


def test_no_zombie_and_no_orphan_is_left(make: Make) -> None:
    before = len(children())
    checker = make(program("if text == 'die': os._exit(1)"))
    for _ in range(3):
        assert wait_until(lambda: answers(checker), 10)
        assert not answers(checker, "die")
    assert wait_until(lambda: answers(checker), 10)
    assert "Z" not in children()
    checker.stop()
    assert len(children()) == before


def test_a_stopped_checker_starts_again_when_asked(make: Make) -> None:
    checker = make(program())
    assert answers(checker)
    checker.stop()
    assert checker.process is None
    assert answers(checker)


def test_the_checker_ends_when_the_board_is_killed() -> None:
    board = "import sys, time; sys.path.insert(0, sys.argv[1]); from forum.checker import CheckerProcess\n"
    board += "checker = CheckerProcess([], 20, sys.argv[2:]); checker.ask('', 'x')\n"
    board += "print(checker.process.pid, flush=True); time.sleep(1000)"
    parent = subprocess.Popen(
        [sys.executable, "-c", board, str(ROOT), *program()], stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert wait_until(lambda: not Path(f"/proc/{pid}/cmdline").exists() or is_zombie(pid), 10)


def is_zombie(pid: int) -> bool:
    """Ended, and not yet fetched by whoever adopted it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize(
    "answer, stage",
    [
        ({}, "wire"),
        ({"level": "none", "version": "1", "findings": None}, "wire"),
        ({"level": "purple", "version": "1", "findings": []}, "wire"),
        ({"level": "none", "version": "1", "findings": [{"concept": "x"}]}, "wire"),
        ({"error": "plain"}, "wire"),
        ({"error": {"stage": "detect", "kind": "ValueError"}}, "detect"),
    ],
)
def test_an_answer_of_another_shape_is_a_screening_error(answer: dict, stage: str) -> None:
    reader = RemoteReader(CheckerProcess([], 1.0, ["true"]))
    reader.checker.ask = lambda title, body, seconds=None: answer
    with pytest.raises(ScreeningError) as caught:
        reader.screen("", "my gums bleed")
    assert caught.value.stage == stage
    assert "gums" not in str(caught.value)


def test_silence_is_a_screening_error_that_blames_the_checker(make: Make) -> None:
    reader = RemoteReader(make(["false"]))
    with pytest.raises(ScreeningError) as caught:
        reader.screen_for_request("", "my gums bleed")
    assert caught.value.stage == OUTAGE
    assert caught.value.__cause__ is None and "gums" not in str(caught.value)


@pytest.mark.slow
def test_the_real_checker_reads_dies_and_is_back() -> None:
    checker = CheckerProcess([ROOT / "plugins/lemtrada"], 60.0)
    reader = RemoteReader(checker)
    try:
        assert reader.screen("", "My gums have been bleeding since Monday.").level >= Level.URGENT
        process = checker.process
        assert process is not None
        process.kill()
        process.wait()
        assert reader.screen("", "x" * 50_000).level == Level.NONE
        assert reader.screen("I can't breathe", "").level >= Level.URGENT
    finally:
        checker.stop()
