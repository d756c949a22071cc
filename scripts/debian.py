"""Programs that pip cannot bring. As root on Debian they are fetched, elsewhere they are only looked for."""

import os
import shutil
import subprocess
from pathlib import Path

from scripts.problem import Problem, say

PACKAGES = {"chromium": "chromium", "redis-server": "redis-server", "postgres": "postgresql"}
FONTS = "fonts-dejavu-core"  # Chromium draws empty boxes without one, and only recommends it
# No sandbox, because root cannot have one; the rest keeps the browser from calling its maker's servers.
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
CHROMIUM_FLAGS += ["--disable-background-networking", "--disable-component-update", "--hide-scrollbars"]


def find(program: str) -> str:
    """Return the path of a program; Debian keeps PostgreSQL's off the PATH, one folder a version."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    newest = max(versions, key=lambda path: int(path.parts[4]), default=None)
    pointed_at = os.environ.get("CHROMIUM") if program == "chromium" else None
    found = pointed_at or newest or shutil.which(program)
    if not found:
        raise Problem(f"{program} is not installed")
    return str(found)


def install_missing(log: Path) -> None:
    """Fetch what is not there; what stays missing is reported by the stage that needs it."""
    wanted = [package for program, package in PACKAGES.items() if not has(program)]
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    if "chromium" in wanted:
        wanted.append(FONTS)
    say(f"Installing {', '.join(wanted)} with apt-get ...")
    # RUNLEVEL=1 keeps the packages from starting servers of their own.
    settings = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with log.open("wb") as output:
        for command in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            subprocess.run(["apt-get", *command], env=settings, stdout=output, stderr=output, check=False)


def has(program: str) -> bool:
    try:
        find(program)
    except Problem:
        return False
    return True
