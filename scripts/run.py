"""`make run`: install, migrate, seed once, serve on 127.0.0.1:8000. HOST and PORT choose another address."""

import os
from collections.abc import Mapping

from scripts import board, demo, environment, ports, provider
from scripts.problem import Problem, run_main, say


def main() -> int:
    host, port = read_address(os.environ)
    ports.check_free(host, port)
    environment.prepare()
    board.open_log()
    sign_ins = demo.prepare()
    return serve(host, port, sign_ins)


def read_address(settings: Mapping[str, str]) -> tuple[str, int]:
    host, port = settings.get("HOST") or ports.LOOPBACK, settings.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Problem(f"PORT must be a number from 1 to 65535, and is {port!r}.")
    return host, int(port)


def serve(host: str, port: int, sign_ins: str) -> int:
    """Run the server until Ctrl-C; say the address once the first page comes back."""
    try:
        with provider.demo_provider(host) as more, board.server(host, port, more) as (process, url):
            say(f"\nDemo sign-ins:\n{sign_ins}\n\nCareboard is at {url}  (Ctrl-C stops it)")
            say(f"The mails that it writes are at {url}/dev/mail\n")
            return process.wait()
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


if __name__ == "__main__":
    run_main(main)
