"""Ports and waiting: which one is free, who listens, is the page up yet."""

import errno
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from scripts.problem import Problem

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def check_free(host: str, port: int) -> None:
    """Raise a Problem that says why nothing can listen there."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Problem(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} on {host} is taken. Choose another: make run PORT={other}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have. Choose one above 1023: make run PORT=8000"
    return f"HOST={host} is not an address of this machine."


def wait_until(is_up: Callable[[], bool], seconds: float) -> bool:
    """Ask every tenth of a second; False when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_up():
            return True
        time.sleep(0.1)
    return False


def answers(url: str) -> bool:
    """True when a page comes back, whatever its status below 500."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
