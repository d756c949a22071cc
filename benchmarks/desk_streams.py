"""Many event streams against a real server: when all have heard of a change, and what the server takes."""

import http.client
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"


@dataclass
class Listener:
    """One browser with its stream open. `heard_at` grows by one time with each piece of news."""

    port: int
    cookie: str
    heard_at: list[float] = field(default_factory=list)
    status: int = 0

    def start(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        line = http.client.HTTPConnection(HOST, self.port, timeout=300)
        line.request("GET", "/review/stream", headers={"Cookie": f"session={self.cookie}"})
        answer = line.getresponse()
        self.status = answer.status
        while self.status == 200 and (text := answer.readline()):
            if text.startswith(b"event: news"):
                self.heard_at.append(time.perf_counter())


def open_all(port: int, cookies: list[str]) -> list[Listener]:
    """Open the streams one after the other and wait until each has its answer."""
    listeners = [Listener(port, cookie) for cookie in cookies]
    for listener in listeners:
        listener.start()
    wait_for(lambda: all(listener.status for listener in listeners), 60)
    return listeners


def wait_for(is_done, seconds: float) -> bool:
    ends_at = time.perf_counter() + seconds
    while time.perf_counter() < ends_at:
        if is_done():
            return True
        time.sleep(0.005)
    return False


def time_page(port: int, cookie: str, path: str = "/review?state=open") -> float:
    """Seconds from asking for a page to its last byte."""
    begun = time.perf_counter()
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    line.request("GET", path, headers={"Cookie": f"session={cookie}"})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return time.perf_counter() - begun


def memory_of(process_id: int) -> float:
    """Megabytes that a process and its children hold."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    status = Path(f"/proc/{process_id}/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return own / 1024 + sum(memory_of(int(child)) for child in children)
