"""The operator's commands for members."""

import pytest
from flask import Flask

from forum.db import db
from forum.members.models import Member
from tests.factories import make_member


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["members", *arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize("email", ["rosa@example.org", " ROSA@Example.org "])
def test_an_operator_makes_the_first_admin(app: Flask, email: str) -> None:
    member_id = make_member("Rosa", email="rosa@example.org").id
    assert run(app, "add-role", email, "admin") == (0, "Rosa is admin now.\n")
    assert run(app, "add-role", email, "admin") == (0, "Rosa is admin already.\n")
    db.session.expire_all()
    assert db.session.get_one(Member, member_id).is_admin
    assert run(app, "remove-role", email, "admin") == (0, "Rosa is no longer admin.\n")
    assert run(app, "remove-role", email, "admin") == (0, "Rosa was not admin.\n")
    db.session.expire_all()
    assert not db.session.get_one(Member, member_id).is_admin


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["add-role", "nobody@example.org", "admin"], 1, "No member has this e-mail address"),
        (["remove-role", "nobody@example.org", "admin"], 1, "No member has this e-mail address"),
        (["add-role", "rosa@example.org", "king"], 2, "'king' is not one of"),
        (["add-role"], 2, "Missing argument"),
    ],
)
def test_a_mistake_of_the_operator_is_one_clear_line(
    app: Flask, arguments: list[str], code: int, said: str
) -> None:
    make_member("Rosa", email="rosa@example.org")
    exit_code, output = run(app, *arguments)
    assert exit_code == code and said in output and "Traceback" not in output


def test_an_operator_silences_suspends_and_restores(app: Flask) -> None:
    member_id = make_member("Rosa", email="rosa@example.org").id
    for verb, field in (("silence", "is_silenced"), ("suspend", "is_suspended")):
        code, said = run(app, verb, "rosa@example.org", "--days", "3", "--reason", "Money  talk")
        assert code == 0 and "Rosa cannot" in said and "UTC. A mail tells them why." in said
        db.session.expire_all()
        member = db.session.get_one(Member, member_id)
        assert getattr(member, field) and member.standing_reason == "Money talk"
    assert run(app, "restore", "rosa@example.org") == (0, "Rosa may sign in and post.\n")
    assert run(app, "restore", "rosa@example.org") == (0, "Rosa was in good standing.\n")


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--days", "0", "--reason", "x"], "not in the range"),
        (["--days", "3"], "Missing option '--reason'"),
        (["--days", "3", "--reason", "x" * 301], "longer than 300"),
    ],
)
def test_a_standing_needs_days_and_a_reason(app: Flask, arguments: list[str], said: str) -> None:
    make_member(email="rosa@example.org")
    code, output = run(app, "suspend", "rosa@example.org", *arguments)
    assert code != 0 and said in output
