"""Find members."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from forum.members.queries import get_member, is_name_taken
from tests.factories import make_member


def test_a_name_is_taken_by_another_member_only(app: Flask) -> None:
    rosa = make_member("Rosa")
    assert is_name_taken(" ROSA ")
    assert not is_name_taken("rosa", by_other_than=rosa)
    assert is_name_taken("rosa", by_other_than=make_member("Tom"))
    assert not is_name_taken("Nobody")


def test_an_unknown_member_is_not_found(app: Flask) -> None:
    assert get_member(make_member("Rosa").id).name == "Rosa"
    with pytest.raises(NotFound):
        get_member(999_999)
