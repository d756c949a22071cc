"""The description and the service agree: schemathesis makes requests from it and checks every answer."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tests.moderation.service.conftest import TOKEN, signed

SIGNATURE = "HTTP_X_DISCOURSE_EVENT_SIGNATURE"
SIGN_ME = "sign-me"
HEADERS = {
    "/v1/discourse": {
        "X-Discourse-Event-Signature": SIGN_ME,
        "X-Discourse-Event-Type": "post",
        "X-Discourse-Event": "post_created",
    }
}
Environ = dict[str, Any]


class Signing:
    """Stands between: signs a body that asks for it, as only Discourse could."""

    def __init__(self, app: APIFlask) -> None:
        self.app = app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get(SIGNATURE) == SIGN_ME:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ[SIGNATURE] = signed(body)
            environ["wsgi.input"] = io.BytesIO(body)
        return self.app(environ, start_response)


@pytest.fixture(scope="session")
def described(app: APIFlask) -> Any:
    return schemathesis.openapi.from_wsgi("/openapi.json", Signing(app))


WRONG_TOO = list(GenerationMode)
RIGHT = [GenerationMode.POSITIVE]
OPERATIONS = [
    (method, path, mode)
    for method, path, modes in [
        ("POST", "/v1/screen", WRONG_TOO),
        ("POST", "/v1/screen/batch", WRONG_TOO),
        ("POST", "/v1/discourse", WRONG_TOO),
        ("GET", "/v1/health", RIGHT),
    ]
    for mode in modes
]


# schemathesis 4.32 names its tests in a way that pytest 9.2 no longer knows, so we draw the cases ourselves.
@pytest.mark.slow
@pytest.mark.parametrize("method, path, mode", OPERATIONS)
def test_every_answer_is_as_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    headers = HEADERS.get(path, {"Authorization": f"Bearer {TOKEN}"})

    @given(described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def check(case: Any) -> None:
        case.call_and_validate(headers=headers)

    check()


def test_every_operation_says_how_it_fails_and_who_may_ask(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").json["paths"]
    assert set(paths) == {"/v1/screen", "/v1/screen/batch", "/v1/discourse", "/v1/health"}
    for path in ("/v1/screen", "/v1/screen/batch", "/v1/discourse"):
        operation = paths[path]["post"]
        assert {"200", "401", "413", "415", "422", "500", "503"} == set(operation["responses"])
        assert operation["security"]
        for status, answer in operation["responses"].items():
            name = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert (name == "Error") == (status != "200")


def test_every_reference_leads_somewhere(client: FlaskClient) -> None:
    description = client.get("/openapi.json")
    known = set(description.json["components"]["schemas"])
    named = {part.split('"')[0] for part in description.text.split("#/components/schemas/")[1:]}
    assert named <= known


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_no_page_loads_scripts_from_elsewhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
