"""Discourse's webhook, with payloads in the shape of its serializer, whose texts we wrote ourselves."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.screener import Screener
from moderation.service.app import create_app
from moderation.service.discourse import is_signed
from moderation.service.requests import JSONRequest
from moderation.service.settings import Settings
from tests.moderation.service.conftest import PAYLOADS, SECRET, error_of, payload, signed

Hook = Callable[..., TestResponse]


@pytest.fixture
def hook(client: FlaskClient) -> Hook:
    """Send an event as Discourse does, signed: ``hook(data, "post_created")``."""

    def send(data: Any, event: str = "post_created", kind: str = "post", **headers: str) -> TestResponse:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        sent = {
            "Accept": "*/*",
            "Content-Type": "application/json",
            "User-Agent": "Discourse/3.6.0.beta3",
            "X-Discourse-Instance": "https://forum.example.org",
            "X-Discourse-Event-Id": "2104",
            "X-Discourse-Event-Type": kind,
            "X-Discourse-Event": event,
            "X-Discourse-Event-Signature": signed(body),
        }
        return client.post("/v1/discourse", data=body, headers=sent | headers)

    return send


def test_a_first_post_is_read_with_its_title(hook: Hook) -> None:
    sent = payload("first_post")
    answer = hook(sent)
    assert answer.status_code == 200
    assert (answer.json["post_id"], answer.json["topic_id"]) == (sent["post"]["id"], sent["post"]["topic_id"])
    assert answer.json["level"] == "urgent"
    [finding] = [f for f in answer.json["findings"] if f["concept"] == "gum_bleeding"]
    assert finding["field"] == "title"
    assert sent["post"]["topic_title"][finding["start"] : finding["end"]] == finding["quote"]


def test_the_title_counts_for_the_first_post_only(hook: Hook) -> None:
    sent = payload("first_post")
    sent["post"]["post_number"] = 2
    assert hook(sent).json["level"] == "none"


def test_quotes_count_as_quotes_and_offsets_are_into_raw(hook: Hook) -> None:
    raw = payload("reply_with_quote")["post"]["raw"]
    answer = hook(payload("reply_with_quote")).json
    assert answer["level"] not in ("emergency", "crisis"), "that was in the quote"
    assert "fever" in {finding["concept"] for finding in answer["findings"]}
    for finding in answer["findings"]:
        assert finding["start"] > raw.index("[/quote]")
        assert raw[finding["start"] : finding["end"]] == finding["quote"]


@pytest.mark.parametrize(
    "raw, level",
    [
        ("I can't breathe", "emergency"),
        ("[quote]I can't breathe[/quote]", "none"),
        ('[quote="a, post:1, topic:2"]\nI can\'t breathe\n[/quote]\nI hope you are well', "none"),
        ('[quote="a"][quote="b"]I can\'t breathe[/quote]I can\'t breathe[/quote] yes', "none"),
        ('[quote="a, post:1, topic:2"]\nhello\n[/quote]\nI can\'t breathe', "emergency"),
        ("[quote] never closed, and I can't breathe", "emergency"),
        ("> I can't breathe\n\nI hope you are well", "none"),
    ],
)
def test_whose_words_they_are_decides(hook: Hook, raw: str, level: str) -> None:
    post = {"id": 1, "topic_id": 2, "post_number": 2, "raw": raw}
    assert hook({"post": post}).json["level"] == level


def test_an_edit_is_read_anew(hook: Hook) -> None:
    assert hook(payload("edited"), "post_edited").json["level"] == "urgent"


@pytest.mark.parametrize(
    "name, event, kind, why",
    [
        ("ping", "ping", "ping", "event"),
        ("ping", "", "ping", "event"),
        ("topic", "topic_created", "topic", "event"),
        ("topic", "topic_edited", "topic", "event"),
        ("first_post", "post_destroyed", "post", "event"),
        ("first_post", "post_recovered", "post", "event"),
        ("first_post", "post_created", "topic", "event"),
        ("small_action", "post_created", "post", "written by a program"),
        ("system", "post_created", "post", "written by a program"),
        ("empty", "post_created", "post", "no text"),
    ],
)
def test_what_is_no_post_of_a_person_is_ignored(
    hook: Hook, name: str, event: str, kind: str, why: str
) -> None:
    answer = hook(payload(name), event, kind)
    assert (answer.status_code, answer.json) == (200, {"ignored": why})


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=",
        signed(b"another body"),
        signed(b"{}", "another-secret-0001"),
        signed(b"{}").removeprefix("sha256="),
        signed(b"{}").upper(),
        signed(b"{}") + "0",
        "sha256=\xff",
    ],
)
def test_an_unsigned_body_is_not_even_parsed(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, signature: str
) -> None:
    monkeypatch.setattr(JSONRequest, "get_json", lambda *args, **kwargs: pytest.fail("parsed too early"))
    answer = hook(b"{}", **{"X-Discourse-Event-Signature": signature})
    assert (answer.status_code, error_of(answer)) == (401, "bad_signature")


def test_the_signature_is_of_the_bytes_as_they_came(hook: Hook) -> None:
    body = b'{ "post":{"raw":"caf\\u00e9 \xc3\xa9","id":1,  "topic_id":2,"post_number":2}}\n'
    assert hook(body).json["post_id"] == 1
    assert is_signed(body, signed(body), SECRET) and not is_signed(body.strip(), signed(body), SECRET)


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(
        "moderation.service.discourse.hmac.compare_digest", lambda one, other: bool(asked.append(other))
    )
    assert not is_signed(b"", "sha256=0", SECRET)
    assert asked == [b"sha256=0"]


@pytest.mark.parametrize("secret, status, code", [("", 503, "not_set_up")])
def test_without_a_secret_it_says_so(screener: Screener, secret: str, status: int, code: str) -> None:
    client = create_app(screener, Settings((), secret)).test_client()
    answer = client.post("/v1/discourse", json=payload("first_post"))
    assert (answer.status_code, error_of(answer)) == (status, code)


@pytest.mark.parametrize(
    "data, code, field",
    [
        (b"{", "not_json", None),
        (b"[]", "invalid", None),
        ({}, "invalid", "post"),
        ({"post": {"id": 1, "topic_id": 1, "post_number": 1}}, "invalid", "post.raw"),
        ({"post": {"id": 1, "topic_id": 1, "post_number": 1, "raw": None}}, "invalid", "post.raw"),
        ({"post": {"id": "1", "topic_id": 1, "post_number": 1, "raw": ""}}, "invalid", "post.id"),
    ],
)
def test_another_shape_is_refused_and_never_ignored(
    hook: Hook, data: Any, code: str, field: str | None
) -> None:
    answer = hook(data)
    assert (answer.status_code, error_of(answer)) == (422, code)
    assert answer.json["error"].get("field") == field


def test_a_topic_whose_first_post_has_only_a_title_is_read(hook: Hook) -> None:
    sent = payload("first_post")
    sent["post"]["raw"] = ""
    assert hook(sent).json["level"] == "urgent"


def test_the_recorded_shapes_hold_no_person() -> None:
    for path in PAYLOADS.glob("*.json"):
        post = json.loads(path.read_text()).get("post", {})
        assert post.get("username", "system") in {"sample_member", "second_member", "system"}
