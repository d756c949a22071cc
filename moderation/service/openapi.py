"""Completes /openapi.json: every error answer of every operation, in the one shape that errors have."""

from typing import Any

from moderation.service.discourse import EVENT, EVENT_TYPE, SIGNATURE
from moderation.service.schemas import Error

READS = {
    "401": "No valid token (Discourse: no valid signature).",
    "413": "The post has more than 100,000 characters, or the request too many bytes.",
    "415": "The body is not application/json.",
    "422": "The body is not JSON, or not of the described shape.",
    "500": "The post could not be read. It is not checked: try again, and never take this for level none.",
    "503": "Not available, or not set up.",
}
SIGNED = "sha256= and the HMAC-SHA256 of the raw body with the shared secret, in hexadecimal."
HEADERS = {
    EVENT_TYPE: "post; other events are answered as ignored",
    EVENT: "post_created or post_edited; other events are answered as ignored",
}
REF = {"$ref": "#/components/schemas/Error"}


def complete(spec: dict[str, Any] | str) -> dict[str, Any] | str:
    """Say that a body is needed, add the error answers; APIFlask's own, of another shape, go."""
    assert isinstance(spec, dict)  # a str only where YAML is asked for
    schemas = spec["components"]["schemas"]
    for name in ("ValidationError", "HTTPError"):
        schemas.pop(name, None)
    error = Error.model_json_schema(ref_template="#/components/schemas/Error.{model}")
    for name, part in error.pop("$defs").items():
        schemas[f"Error.{name}"] = part
    schemas["Error"] = error
    for path in spec["paths"].values():
        for operation in path.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
            operation["responses"] |= _errors_of("requestBody" in operation)
    _sign(spec)
    return spec


def _sign(spec: dict[str, Any]) -> None:
    """Discourse brings a signature and headers instead of a token."""
    scheme = {"type": "apiKey", "in": "header", "name": SIGNATURE, "description": SIGNED}
    spec["components"].setdefault("securitySchemes", {})["DiscourseSignature"] = scheme
    operation = spec["paths"]["/v1/discourse"]["post"]
    operation["security"] = [{"DiscourseSignature": []}]
    operation["parameters"] = [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": text}
        for name, text in HEADERS.items()
    ]


def _errors_of(has_body: bool) -> dict[str, Any]:
    answers = READS if has_body else {"500": "The service itself failed.", "503": READS["503"]}
    content = {"application/json": {"schema": REF}}
    return {status: {"description": text, "content": content} for status, text in answers.items()}
