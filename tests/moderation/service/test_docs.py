"""docs/service.md names every address, setting, option and error code, and its example is true."""

import argparse
import json
import re
from pathlib import Path

from flask.testing import FlaskClient

from moderation.service import discourse, errors, settings
from moderation.service.options import add_options
from tests.moderation.service.conftest import Post

PAGE = (Path(__file__).parents[3] / "docs" / "service.md").read_text()
NAMES = ("concept", "field", "start", "end", "quote", "assertion", "temporality", "experiencer", "level")
OWN_CODES = {errors.FAILED, errors.TOO_LONG, errors.NOT_JSON[0], "bad_signature", "not_set_up"}


def test_every_address_stands_there(client: FlaskClient) -> None:
    for path, operations in client.get("/openapi.json").json["paths"].items():
        for method in operations:
            assert f"### {method.upper()} {path}: " in PAGE
    assert "GET /openapi.json" in PAGE


def test_every_setting_and_option_stands_there() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    add_options(parser)
    options = {name for action in parser._actions for name in action.option_strings}
    for name in {*options, settings.TOKENS, settings.TOKENS_FILE, settings.DISCOURSE_SECRET}:
        assert f"| `{name}" in PAGE, name


def test_every_error_code_stands_there() -> None:
    rows = "\n".join(line for line in PAGE.splitlines() if re.match(r"\| [345]\d\d", line))
    for code in OWN_CODES | {code for code, _ in errors.PLAIN.values()}:
        assert f"`{code}`" in rows, code


def test_every_reason_to_ignore_an_event_stands_there() -> None:
    for why in ("event", "written by a program", "no text"):
        assert f'{{"ignored": "{why}"}}' in PAGE
    assert discourse.bp.url_prefix == "/v1"


def test_the_example_is_what_the_service_answers(post: Post) -> None:
    asked = re.search(r"-d '(\{\"id\": 7.*?\})'", PAGE)
    shown = re.search(r"```json\n(\{\"id\": 7.*?)\n```", PAGE, re.DOTALL)
    assert asked and shown
    answer, example = post("/v1/screen", json.loads(asked[1])).json, json.loads(shown[1])
    assert set(answer) == set(example) and answer["level"] == example["level"]
    found = [{name: finding[name] for name in NAMES} for finding in answer["findings"]]
    [finding] = example["findings"]
    assert {name: finding[name] for name in NAMES} in found
    assert set(finding) == set(answer["findings"][0])
