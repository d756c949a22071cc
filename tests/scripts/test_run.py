"""`make run` up to the server: where it listens and what it says when it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import ports, run
from scripts.problem import Problem

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "settings, address",
    [
        ({}, ("127.0.0.1", 8000)),
        ({"HOST": "", "PORT": ""}, ("127.0.0.1", 8000)),
        ({"HOST": "0.0.0.0", "PORT": "8080"}, ("0.0.0.0", 8080)),
    ],
)
def test_the_address_can_be_chosen(settings: dict[str, str], address: tuple[str, int]) -> None:
    assert run.read_address(settings) == address


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5", "²"])
def test_a_wrong_port_is_one_line(port: str) -> None:
    with pytest.raises(Problem, match="PORT must be a number from 1 to 65535"):
        run.read_address({"PORT": port})


def test_a_taken_port_ends_before_anything_is_installed() -> None:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        settings = os.environ | {"PORT": port, "HOST": ""}
        done = subprocess.run(
            [sys.executable, "-m", "scripts.run"], cwd=ROOT, env=settings, text=True, capture_output=True
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is taken.") and done.stderr.count("\n") == 1
