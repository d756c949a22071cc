"""How a request's body is read: JSON only, no more bytes than its address allows, nothing odd in it."""

import json
from typing import Any, NoReturn

from flask import Request
from flask import request as current
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

MOST_BYTES = 1_500_000
"""Of one post: 100,000 characters, each as two JSON escapes, and room for the names."""
MOST_BATCH_BYTES = 10_000_000
BATCH = "screening.batch"


class JSONRequest(Request):
    """APIFlask would take any body for JSON, whatever its media type says."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        if not self.is_json:
            raise UnsupportedMediaType
        return super().get_json(silent=silent, cache=cache)

    def get_data(self, *args: Any, **kwargs: Any) -> Any:
        """A body that comes in chunks has no length to refuse; werkzeug would cut it off at the most."""
        data = super().get_data(*args, **kwargs)
        if self.content_length is None and len(data) >= (self.max_content_length or MOST_BYTES):
            raise RequestEntityTooLarge
        return data


class StrictJSON(DefaultJSONProvider):
    """Refuses NaN and Infinity, which are no JSON, and nesting that exhausts the stack."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return json.loads(s, parse_constant=_refuse, **kwargs)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def limit_bytes() -> None:
    """Runs before each request."""
    current.max_content_length = MOST_BATCH_BYTES if current.endpoint == BATCH else MOST_BYTES
