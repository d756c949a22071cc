"""Endings of a script."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.problem import Problem, run_main

ROOT = Path(__file__).parent.parent.parent


def test_a_problem_is_one_line_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> int:
        raise Problem("The kettle is empty.")

    with pytest.raises(SystemExit) as ended:
        run_main(main)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "The kettle is empty.\n"


def test_ctrl_c_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> int:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        run_main(main)
    assert (ended.value.code, capsys.readouterr().err) == (130, "")


def test_a_reader_that_leaves_causes_no_traceback() -> None:
    script = (
        "from scripts.problem import run_main, say\n"
        "run_main(lambda: [say('line') for _ in range(100_000)] and 0)"
    )
    done = subprocess.run(
        f'{sys.executable} -c "{script}" | head -n 1', shell=True, cwd=ROOT, text=True, capture_output=True
    )
    assert (done.stdout, done.stderr) == ("line\n", "")
