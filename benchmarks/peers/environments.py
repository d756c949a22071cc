"""Makes the environment of a peer on demand under var/: its libraries do not fit beside ours."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "peers"
SECONDS = 15 * 60
# What each peer needs, exactly; pip settles the rest.
PINS = {
    "medspacy": ("medspacy==1.3.1", "spacy==3.7.5"),
    "negspacy": ("negspacy==1.1.0", "spacy==3.8.18"),
}


class PeerMissing(Exception):
    """The environment of a peer cannot be made here; says why."""


def python_of(name: str) -> Path:
    """The Python that has the peer installed; makes its environment when there is none."""
    home = FOLDER / name
    python, stamp = home / "bin" / "python", home / "installed"
    pins = "\n".join(PINS[name])
    if not (python.exists() and stamp.exists() and stamp.read_text() == pins):
        print(f"making the environment of {name} in {home.relative_to(ROOT)} …", file=sys.stderr)
        _run(sys.executable, "-m", "venv", "--clear", str(home))
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINS[name])
        stamp.write_text(pins)
    return python


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(type(error).__name__) from error
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise PeerMissing(errors[-1] if errors else f"exit code {done.returncode}")
