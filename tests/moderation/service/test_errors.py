"""Every failure: its status, the one shape, and that neither the answer nor a log repeats the text."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.screener import Screener
from moderation.service import errors
from moderation.service.schemas import MOST_CHARACTERS
from tests.moderation.service.conftest import SECRET, TOKEN, Post, error_of, signed

CANARY = "quercanary7719"
"""Stands in every text that fails below, and nowhere else."""

FAILURES: list[tuple[str, int, str, dict[str, Any]]] = [
    ("/v1/screen", 422, "not_json", {"data": f"{{{CANARY}".encode()}),
    ("/v1/screen", 422, "not_json", {"data": b""}),
    ("/v1/screen", 422, "not_json", {"data": f'{{"body": "{CANARY}", "id": NaN}}'.encode()}),
    ("/v1/screen", 422, "not_json", {"data": b'{"body": "' + CANARY.encode() + b'\xff"}'}),
    ("/v1/screen", 422, "not_json", {"data": b'["' + CANARY.encode() + b'",' + b"[" * 100_000}),
    ("/v1/screen", 422, "not_json", {"data": b'{"body": "", "id": ' + b"9" * 5_000 + b"}"}),
    ("/v1/screen", 422, "invalid", {"json_body": None}),
    ("/v1/screen", 422, "invalid", {"json_body": CANARY}),
    ("/v1/screen", 422, "invalid", {"json_body": [CANARY]}),
    ("/v1/screen", 422, "invalid", {"json_body": {"title": CANARY}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": [CANARY]}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": {CANARY: CANARY}}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": "", CANARY: 1}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": "", "id": {"x": CANARY}}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": "", "id": CANARY * 50}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": "", "id": True}}),
    ("/v1/screen", 422, "invalid", {"json_body": {"body": f"{CANARY} \ud800"}}),
    ("/v1/screen", 413, "too_long", {"json_body": {"body": CANARY * MOST_CHARACTERS}}),
    ("/v1/screen", 413, "too_large", {"json_body": {"body": CANARY * 200_000}}),
    (
        "/v1/screen",
        415,
        "unsupported_media_type",
        {"data": CANARY, "headers": {"Content-Type": "text/plain"}},
    ),
    ("/v1/screen", 415, "unsupported_media_type", {"data": CANARY, "headers": {"Content-Type": ""}}),
    (
        "/v1/screen",
        401,
        "unauthorized",
        {"json_body": {"body": CANARY}, "headers": {"Authorization": CANARY}},
    ),
    (f"/v1/{CANARY}", 404, "not_found", {"json_body": {"body": CANARY}}),
    ("/v1/health", 405, "method_not_allowed", {"json_body": {"body": CANARY}}),
    ("/v1/screen/batch", 422, "invalid", {"json_body": {"posts": CANARY}}),
    ("/v1/screen/batch", 422, "invalid", {"json_body": {"posts": [{"body": ""}, {"body": "", CANARY: ""}]}}),
    ("/v1/screen/batch", 413, "too_large", {"data": CANARY.encode() * 1_000_000}),
    ("/v1/discourse", 401, "bad_signature", {"json_body": {"post": {"raw": CANARY}}}),
]
IDS = [f"{number}-{code}" for number, (_, _, code, _) in enumerate(FAILURES)]


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.fixture
def secretive(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Callable[[Any], None]:
    """Check that an answer, the logs and the output hold nothing of the text, nor the token or secret."""

    def check(answer: TestResponse) -> None:
        written = "".join(capfd.readouterr())
        logged = "".join(logging.Formatter().format(record) for record in caplog.records)
        for place in (answer.text, str(answer.headers), written, logged):
            assert CANARY not in place and TOKEN not in place and SECRET not in place

    return check


@pytest.mark.parametrize("path, status, code, options", FAILURES, ids=IDS)
def test_a_failure_has_its_status_and_repeats_nothing(
    post: Post, secretive: Callable[[Any], None], path: str, status: int, code: str, options: dict[str, Any]
) -> None:
    answer = post(path, **options)
    assert (answer.status_code, error_of(answer)) == (status, code)
    secretive(answer)


@pytest.mark.parametrize("path", ["/v1/screen", "/v1/screen/batch", "/v1/discourse"])
def test_a_body_in_chunks_has_its_limit_too(client: FlaskClient, path: str) -> None:
    answer = client.post(
        path,
        input_stream=io.BytesIO(b'{"body": ""' + b" " * 11_000_000 + b"}"),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (answer.status_code, error_of(answer)) == (413, "too_large")


@pytest.mark.parametrize(
    "path, body, field",
    [
        ("/v1/screen", {}, "body"),
        ("/v1/screen", {"body": "", "title": 1}, "title"),
        ("/v1/screen/batch", {}, "posts"),
        ("/v1/screen/batch", {"posts": [{"body": ""}, {"body": 5}]}, "posts.1.body"),
        ("/v1/screen", {"body": "", "canary": 1}, None),
    ],
)
def test_the_field_at_fault_is_named_when_its_name_is_ours(
    post: Post, path: str, body: object, field: str | None
) -> None:
    assert post(path, body).json["error"].get("field") == field


def break_stage(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that raises an error which quotes the text, as libraries do."""

    def explode(doc: Any) -> Any:
        raise ValueError(f"cannot read {doc.text}")

    monkeypatch.setattr(screener, "_stages", [("detect", explode)])


def post_to(path: str, post: Post) -> TestResponse:
    if path == "/v1/discourse":
        event = {"post": {"id": 1, "topic_id": 1, "post_number": 2, "raw": CANARY}}
        body = json.dumps(event).encode()
        kind = {"X-Discourse-Event-Type": "post", "X-Discourse-Event": "post_created"}
        return post(path, data=body, headers={"X-Discourse-Event-Signature": signed(body), **kind})
    return post(path, {"posts": [{"body": CANARY}]} if "batch" in path else {"body": CANARY})


@pytest.mark.parametrize("path", ["/v1/screen", "/v1/screen/batch", "/v1/discourse"])
def test_a_stage_that_raises_is_named_and_the_text_is_not(
    post: Post,
    secretive: Callable[[Any], None],
    screener: Screener,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    break_stage(screener, monkeypatch)
    answer = post_to(path, post)
    said = answer.json["answers"][0] if "batch" in path else answer.json
    assert said["error"] == {"code": "screening_failed", "message": "stage detect failed with ValueError"}
    assert answer.status_code == (200 if "batch" in path else 500)
    secretive(answer)


@pytest.mark.parametrize("path", ["/v1/screen", "/v1/screen/batch", "/v1/discourse"])
def test_an_error_that_nobody_foresaw_says_its_kind_only(
    post: Post,
    secretive: Callable[[Any], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    def explode(self: Screener, title: str = "", body: str = "") -> None:
        raise KeyError(body)

    monkeypatch.setattr(Screener, "screen", explode)
    answer = post_to(path, post)
    assert (answer.status_code, error_of(answer)) == (500, "internal")
    assert "request failed with KeyError" in caplog.text
    secretive(answer)


def test_no_answer_may_be_kept_by_others(client: FlaskClient) -> None:
    for answer in (client.get("/v1/health"), client.get("/nowhere")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_status_that_we_send_is_in_the_description(client: FlaskClient) -> None:
    answers = client.get("/openapi.json").json["paths"]["/v1/screen"]["post"]["responses"]
    assert {str(status) for status in errors.PLAIN} - {"404", "405"} <= set(answers)
    assert {"200", "503"} <= set(answers)
