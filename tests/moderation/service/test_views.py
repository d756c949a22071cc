from itertools import combinations
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from moderation import ScreeningError
from moderation.screener import Screener
from moderation.service.reading import versions
from moderation.service.schemas import MOST_CHARACTERS, MOST_POSTS
from moderation.wire import screening_from_dict
from tests.moderation.service.conftest import Post, error_of

BLEEDING = "My gums have been bleeding since Monday 😀, and I can’t breathe"


@pytest.mark.parametrize(
    "title, body", [("", BLEEDING), ("I can't breathe", ""), ("Hello", "world"), ("", "")]
)
def test_the_answer_is_the_screening_in_the_shape_of_the_wire(
    post: Post, screener: Screener, title: str, body: str
) -> None:
    answer = post("/v1/screen", {"id": "a-7", "title": title, "body": body})
    assert answer.status_code == 200
    assert answer.json["id"] == "a-7"
    assert screening_from_dict(answer.json) == screener.screen(title, body)


@pytest.mark.parametrize("given", [5, "five", None, -(10**30)])
def test_the_id_comes_back_as_it_was(post: Post, given: object) -> None:
    assert post("/v1/screen", {"id": given, "body": ""}).json["id"] == given


def test_title_and_id_may_be_left_out(post: Post) -> None:
    assert post("/v1/screen", {"body": "x"}).json["id"] is None
    assert post("/v1/screen", {"body": "x", "title": None}).status_code == 200


def test_a_batch_keeps_its_order(post: Post, screener: Screener) -> None:
    bodies = ["hello", BLEEDING, "", "I can't breathe"] * 5
    answers = post(
        "/v1/screen/batch", {"posts": [{"id": n, "body": body} for n, body in enumerate(bodies)]}
    ).json["answers"]
    assert [answer["id"] for answer in answers] == list(range(20))
    assert [screening_from_dict(answer) for answer in answers] == [screener.screen("", b) for b in bodies]


def test_a_post_that_is_too_long_fails_alone_in_its_batch(post: Post) -> None:
    posts = [{"id": 1, "body": "x" * (MOST_CHARACTERS + 1)}, {"id": 2, "body": "I can't breathe"}]
    long, read = post("/v1/screen/batch", {"posts": posts}).json["answers"]
    assert long["id"] == 1 and set(long["error"]) == {"code", "message"}
    assert long["error"]["code"] == "too_long" and "level" not in long
    assert read["level"] == "emergency"


def test_a_failed_stage_fails_alone_in_its_batch(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Screener.screen

    def fail(self: Screener, title: str = "", body: str = ""):  # type: ignore[no-untyped-def]
        if body == "fails":
            raise ScreeningError("detect", "ValueError")
        return read(self, title, body)

    monkeypatch.setattr(Screener, "screen", fail)
    answers = post("/v1/screen/batch", {"posts": [{"body": "fails"}, {"body": "hello"}]}).json["answers"]
    assert answers[0]["error"] == {
        "code": "screening_failed",
        "message": "stage detect failed with ValueError",
    }
    assert answers[1]["level"] == "none"


def test_a_batch_has_a_most(post: Post) -> None:
    assert post("/v1/screen/batch", {"posts": [{"body": ""}] * MOST_POSTS}).status_code == 200
    too_many = post("/v1/screen/batch", {"posts": [{"body": ""}] * (MOST_POSTS + 1)})
    assert (too_many.status_code, too_many.json["error"]["field"]) == (422, "posts")
    assert post("/v1/screen/batch", {"posts": []}).json == {"answers": []}


def test_the_longest_post_is_read(post: Post) -> None:
    longest = {"title": "x", "body": "\u00e9" * (MOST_CHARACTERS - 1)}
    assert post("/v1/screen", longest).status_code == 200
    longer = post("/v1/screen", longest | {"title": "xx"})
    assert (longer.status_code, error_of(longer)) == (413, "too_long")


def test_health_needs_no_token_and_says_what_reads(client: FlaskClient, screener: Screener) -> None:
    health = client.get("/v1/health").json
    assert health["status"] == "ok"
    assert health["version"] == screener.version
    assert health["packs"] == ["lemtrada"]
    assert health["started"].endswith("+00:00")
    parts = [health["engine"], health["rules"], health["cues"], health["model"] or ""]
    assert all(part in screener.version for part in parts) and all(parts[:3])
    assert all(one != other for one, other in combinations(parts, 2))
    assert str(Path.cwd()) not in str(health), "no path of this machine"


@pytest.mark.parametrize(
    "version, parts",
    [
        ("1+rules.ab.cues.cd", ("1", "ab", "cd", None)),
        ("2+rules.ab.cues.cd.model.ef", ("2", "ab", "cd", "ef")),
        ("3", ("3", "", "", None)),
    ],
)
def test_a_version_is_told_in_its_parts(version: str, parts: tuple[str | None, ...]) -> None:
    told = versions(version)
    assert (told["engine"], told["rules"], told["cues"], told["model"]) == parts
