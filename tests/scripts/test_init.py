"""The check of the Python version, which old Pythons must be able to read."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_gets_one_line(version: tuple[int, ...]) -> None:
    pretend = f"import sys; sys.version_info = {version}; import scripts"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Careboard needs Python 3.11 or newer; this one is {}.{}.".format(*version))
    assert done.stderr.count("\n") == 1


def test_this_python_passes() -> None:
    done = subprocess.run([sys.executable, "-c", "import scripts"], cwd=ROOT, text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
