import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from moderation.screener import Screener
from moderation.service.app import create_app
from moderation.service.auth import is_one_of
from moderation.service.settings import Settings
from tests.moderation.service.conftest import TOKEN, Post, error_of

READS = ["/v1/screen", "/v1/screen/batch"]


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN.upper()}",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer \xff\xfe",
    ],
)
def test_without_a_right_token_nothing_is_read(post: Post, path: str, header: str) -> None:
    answer = post(path, {"body": "x"}, headers={"Authorization": header})
    assert (answer.status_code, error_of(answer)) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", READS)
def test_the_token_is_asked_for_before_the_body_is_looked_at(client: FlaskClient, path: str) -> None:
    assert client.post(path, data=b"x" * 20_000_000).status_code == 401
    assert client.post(path).status_code == 401


def test_each_of_several_tokens_opens(screener: Screener) -> None:
    first, second = "first-token-000001", "second-token-00002"
    client = create_app(screener, Settings((first, second))).test_client()
    for token in (first, second):
        answer = client.post("/v1/screen", json={"body": ""}, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200


def test_an_open_service_asks_for_none(screener: Screener) -> None:
    client = create_app(screener, Settings()).test_client()
    assert client.post("/v1/screen", json={"body": ""}).status_code == 200


def test_every_token_is_compared_whichever_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that stops at the first fit would tell by its time which one it was."""
    compared: list[bytes] = []

    def compare(given: bytes, known: bytes) -> bool:
        compared.append(known)
        return given == known

    monkeypatch.setattr("moderation.service.auth.hmac.compare_digest", compare)
    assert is_one_of("a", ["a", "b", "c"])
    assert compared == [b"a", b"b", b"c"]


def test_only_health_and_the_description_need_no_token(app: APIFlask) -> None:
    client = app.test_client()
    rules = {rule.rule: rule for rule in app.url_map.iter_rules() if "static" not in rule.endpoint}
    opened = {
        path
        for path, rule in rules.items()
        if "GET" in (rule.methods or ()) and client.get(path).status_code == 200
    }
    assert opened == {"/v1/health", "/openapi.json"}
    assert set(rules) - opened == {*READS, "/v1/discourse"}
