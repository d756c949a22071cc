"""Make .venv and install the pinned libraries; does nothing where they are installed already."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from scripts.problem import Problem, run_main, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = "requirements.txt"
DEV = "requirements-dev.txt"

NO_INDEX = re.compile(r"(?i)from versions: none|connection|name resolution|timed out|unreachable|proxy|ssl")


def prepare(*, dev: bool = False) -> None:
    """Bring .venv to the state that the requirement files name."""
    wanted = DEV if dev else RUNTIME
    if not _python_runs():
        check_writable(ROOT)
        make_venv()
    elif _is_installed(wanted):
        return
    check_writable(VENV)
    install(wanted)


def check_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Problem(f"No permission to write in {folder}. Use a copy of the project that belongs to you.")


def make_venv() -> None:
    say(f"Making the virtual environment in {VENV.name} ...")
    made = _run(sys.executable, "-m", "venv", "--clear", str(VENV))
    if made.returncode == 0:
        return
    if "ensurepip" in made.stdout:
        raise Problem("This Python cannot make virtual environments. On Debian: apt install python3-venv")
    raise Problem(f"The virtual environment could not be made: {_last_line(made.stdout)}")


def install(requirements: str) -> None:
    say(f"Installing the libraries of {requirements} (a minute or two, only when they change) ...")
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check")
    done = _run(*pip, "-r", str(ROOT / requirements))
    if done.returncode != 0:
        raise Problem(_why_pip_failed(done.stdout))
    for name in {RUNTIME, requirements}:
        _stamp(name).write_text(_digest(name))


def _why_pip_failed(output: str) -> str:
    log = VENV / "pip.log"
    log.write_text(output)
    errors = [line for line in output.splitlines() if line.startswith("ERROR")] or [_last_line(output)]
    if any(NO_INDEX.search(line) for line in errors):
        return f"pip could not fetch the libraries: is the machine on line? What pip said is in {log}"
    return f"pip stopped with: {errors[-1]} (all of it is in {log})"


def _python_runs() -> bool:
    """A moved or half-made .venv has a Python that does not start; one of another new version may stay."""
    try:
        return _run(str(PYTHON), "-c", "import sys, pip; assert sys.version_info >= (3, 11)").returncode == 0
    except OSError:
        return False


def _is_installed(requirements: str) -> bool:
    stamp = _stamp(requirements)
    return stamp.exists() and stamp.read_text() == _digest(requirements)


def _stamp(requirements: str) -> Path:
    return VENV / f"installed-{requirements}"


def _digest(requirements: str) -> str:
    files = {RUNTIME, requirements}  # the dev file includes the runtime one
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in sorted(files))).hexdigest()


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def main() -> None:
    prepare(dev="dev" in sys.argv[1:])


if __name__ == "__main__":
    run_main(main)
