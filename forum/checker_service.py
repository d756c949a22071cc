"""The checker as a service of its own, for boards that set CAREBOARD_MODERATION_URL: docs/service.md.

Takes the place of `CheckerProcess`: the same questions, the same waits, and `CheckerDown` for whatever
is no proper answer, so that the job row sees to it that the post is read later. The wait is for the whole
exchange, name look-up included: it happens in a thread, and who asks waits no longer than said.
"""

import json
import logging
import re
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from itertools import count
from typing import Any

import httpx

from forum.checker import MOST_ANSWER, PATIENCE, CheckerDown

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Questions under way: as many as a web process has threads."""
ABOUT_THE_TEXT = {413, 422}
"""Refusals of this very text; another try or another server would not help."""
FAILED = "screening_failed"
WORD = re.compile(r"[a-z_]{1,40}")


class CheckerService:
    """Asks the service over HTTP. Safe to call from many threads."""

    numbers = count(1)

    def __init__(self, url: str, token: str, timeout: float) -> None:
        self.url = f"{url.rstrip('/')}/v1/screen"
        self.timeout = timeout
        self.patience = timeout * PATIENCE
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # trust_env: a proxy from the environment would see what ill people write.
        self._http = httpx.Client(headers=headers, trust_env=False, follow_redirects=False)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="checker")

    def start(self) -> None:
        """There is nothing to start here; whoever runs the service has started it."""

    def stop(self) -> None:
        """Close the connections; nothing can be asked afterwards."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._http.close()

    def ask(self, title: str, body: str, seconds: float | None = None) -> dict[str, Any]:
        """Return the answer as a dict; raises `CheckerDown` after `seconds` (by default `timeout`)."""
        wait = seconds or self.timeout
        future: Future[dict[str, Any]] = self._threads.submit(self._exchange, title, body, wait)
        try:
            return future.result(wait)
        except Late:
            future.cancel()
            raise CheckerDown("timeout") from None

    def _exchange(self, title: str, body: str, seconds: float) -> dict[str, Any]:
        number = next(self.numbers)
        question = {"id": number, "title": title, "body": body}
        try:
            with self._http.stream("POST", self.url, json=question, timeout=seconds) as response:
                status, data = response.status_code, _read(response)
        except httpx.TimeoutException:
            raise CheckerDown("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise CheckerDown(type(error).__name__) from None
        answer = _parse(data)
        if status != 200:
            return _refusal(status, answer)
        if answer.get("id") != number:
            raise CheckerDown("rubbish")
        return answer


def _read(response: httpx.Response) -> bytes:
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > MOST_ANSWER:
            raise CheckerDown("rubbish")
    return bytes(data)


def _parse(data: bytes) -> dict[str, Any]:
    """What is no JSON object is an empty one: its status, or its missing id, says the rest."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal(status: int, answer: dict[str, Any]) -> dict[str, Any]:
    """A fault of this text comes back as one; everything else means that nobody is there to read."""
    fault = answer.get("error")
    code = fault.get("code") if isinstance(fault, dict) else None
    if isinstance(code, str) and WORD.fullmatch(code) and (status in ABOUT_THE_TEXT or code == FAILED):
        return {"error": {"stage": "service", "kind": code}}
    log.error("the moderation service answers with status %s", status)
    raise CheckerDown(f"status {status}")
