"""The operator's commands for boards."""

import pytest
from flask import Flask

from forum.db import db


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["boards", *arguments])
    return result.exit_code, result.output


def test_boards_are_added_listed_and_hidden(app: Flask) -> None:
    assert run(app, "add", "infusion-week", "Infusion week", "--description", "The days.")[0] == 0
    assert run(app, "add", "carers", "Carers", "--position", "0")[0] == 0
    code, listed = run(app, "list")
    assert code == 0
    assert [line.split()[0] for line in listed.splitlines()] == ["carers", "infusion-week"]
    assert "Infusion week (0 threads)" in listed
    assert run(app, "delete", "carers")[0] == 0
    assert "carers" not in run(app, "list")[1]


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["add", "Infusion Week", "T"], 2, "small letters and numbers"),
        (["add", "a/b", "T"], 2, "small letters and numbers"),
        (["add", "a--b", "T"], 2, "small letters and numbers"),
        (["add", "a" * 61, "T"], 2, "at most 60"),
        (["add", "a", "  "], 2, "one line of at most 80"),
        (["add", "a", "x" * 81], 2, "one line of at most 80"),
        (["add", "a", "two\nlines"], 2, "one line of at most 80"),
        (["add", "taken", "T"], 1, "stands at /boards/taken already"),
        (["add", "a", "T", "--position", "-1"], 2, "is not in the range"),
        (["delete", "nowhere"], 1, "No board stands at /boards/nowhere"),
    ],
)
def test_a_mistake_of_the_operator_is_one_clear_line(
    app: Flask, arguments: list[str], code: int, said: str
) -> None:
    run(app, "add", "taken", "Taken")
    exit_code, output = run(app, *arguments)
    assert exit_code == code and said in output and "Traceback" not in output
