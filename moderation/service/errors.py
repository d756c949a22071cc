"""Every failure in one JSON shape, ``{"error": {"code", "message", "field"?}}``; never a word of the text.

Messages are written here and nowhere else: those of libraries may quote what they refuse.

HTTPError (APIFlask)
└── Refusal            a request that we refuse ourselves, with a code of our own
"""

import logging
from typing import Any

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, jsonify

from moderation.errors import ScreeningError
from moderation.service import schemas

log = logging.getLogger(__name__)

Answer = tuple[Response, int, Any]

PLAIN = {
    401: ("unauthorized", "a valid bearer token is needed"),
    404: ("not_found", "there is nothing at this address"),
    405: ("method_not_allowed", "this address does not take this method"),
    413: ("too_large", "the request has too many bytes"),
    415: ("unsupported_media_type", "send application/json"),
    422: ("invalid", "the request does not have the described shape"),
    500: ("internal", "the request could not be answered"),
}
NOT_JSON = ("not_json", "the body is not JSON")
FAILED = "screening_failed"
TOO_LONG = "too_long"
LONG = f"a post has at most {schemas.MOST_CHARACTERS:,} characters, title included"
INPUTS = (schemas.Post, schemas.Batch, schemas.DiscoursePost, schemas.Payload)
OWN_FIELDS = {name for model in INPUTS for name in model.model_fields}


class Refusal(HTTPError):
    """A refusal with a code of its own; message and field are ours, never the sender's."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(status, message)
        self.code = code
        self.field = field


def init_app(app: APIFlask) -> None:
    app.error_processor(answer_error)
    app.register_error_handler(ScreeningError, answer_failed_screening)
    app.register_error_handler(Exception, answer_unexpected)


def answer_error(error: HTTPError) -> Answer:
    if isinstance(error, Refusal):
        return _answer(error.status_code, error.code, error.message or "", error.field)
    if error.status_code == 400:  # all that our routes call bad is a body that cannot be parsed
        return _answer(422, *NOT_JSON)
    status = error.status_code if error.status_code in PLAIN else 500
    code, message = PLAIN[status]
    return _answer(status, code, message, _field_of(error.detail), error.headers)


def answer_failed_screening(error: ScreeningError) -> Answer:
    log.error("screening failed: %s", error)
    return _answer(500, FAILED, str(error))


def answer_unexpected(error: Exception) -> Answer:
    # No traceback: the error's message, and those of its causes, may hold the text.
    log.error("request failed with %s", type(error).__name__)
    return _answer(500, *PLAIN[500])


def fault(code: str, message: str, field: str | None = None) -> dict[str, str]:
    return {"code": code, "message": message} | ({"field": field} if field else {})


def _answer(status: int, code: str, message: str, field: str | None = None, headers: Any = None) -> Answer:
    return jsonify({"error": fault(code, message, field)}), status, headers or {}


def _field_of(detail: Any) -> str | None:
    """The first field at fault, as far as its name is ours: an unknown one is the sender's own text."""
    places = detail.get("json") if isinstance(detail, dict) else None
    if not isinstance(places, dict) or not places:
        return None
    parts = str(next(iter(places))).split(".")
    known = [part for part in parts if part.isdecimal() or part in OWN_FIELDS]
    return ".".join(known) if known == parts else None
