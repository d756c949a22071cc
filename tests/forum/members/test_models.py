"""Names that count as the same, and what roles mean."""

import pytest
from flask import Flask

from forum.members.models import name_key
from tests.factories import make_member


@pytest.mark.parametrize(
    "one, other",
    [
        ("Rosa", "rosa"),
        ("Rosa B", " rosa   b "),
        ("ｒｏｓａ", "rosa"),
        ("STRASSE", "straße"),
        ("Zoe\u0301", "zo\u00e9"),
        ("ﬁona", "FIONA"),
    ],
)
def test_names_that_read_alike_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("one, other", [("Rosa", "Rose"), ("rosa b", "rosab"), ("zoe", "zo\u00e9")])
def test_names_that_differ_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "role, moderates, runs, badge",
    [("member", False, False, None), ("moderator", True, False, "moderator"), ("admin", True, True, "admin")],
)
def test_what_a_role_means(app: Flask, role: str, moderates: bool, runs: bool, badge: str | None) -> None:
    member = make_member(role=role)
    assert (member.is_moderator, member.is_admin, member.badge) == (moderates, runs, badge)
