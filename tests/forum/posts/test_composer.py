"""The forms that carry what people write."""

import uuid

import pytest
from flask import Flask

from forum.posts.composer import BodyForm, EditForm, ThreadForm

KEY = "0b0e9a52-6d1f-4c59-9d3c-6f4f4f7f8a01"


def filled(app: Flask, kind: type, **fields: str):
    with app.test_request_context(method="POST", data=fields):
        form = kind()
        form.validate()
        return form


@pytest.mark.parametrize(
    "fields, name, error",
    [
        ({"body": ""}, "body", "Write something in “Your post”"),
        ({"body": "\u200b"}, "body", "Write something in “Your post”"),
        ({"body": "x" * 50_001}, "body", "longer than 50,000 characters"),
        ({"body": "a\x00"}, "body", "Character 2 cannot be shown"),
        ({"title": " "}, "title", "Write something in “Title”"),
        ({"title": "x" * 201}, "title", "longer than 200 characters"),
        ({"title": "two\nlines"}, "title", "one line"),
        ({"title": "a\x07"}, "title", "Character 2 cannot be shown"),
    ],
)
def test_each_fault_stands_at_its_field_and_the_text_stays(
    app: Flask, fields: dict[str, str], name: str, error: str
) -> None:
    form = filled(app, ThreadForm, **{"title": "T", "body": "B"} | fields)
    assert list(form.errors) == [name]
    assert error in form.errors[name][0]
    assert form[name].data == fields[name]


@pytest.mark.parametrize("text", ["x" * 50_000, "\n" * 49_999 + "x", "🙂" * 50_000])
def test_a_text_of_the_greatest_length_passes(app: Flask, text: str) -> None:
    assert filled(app, BodyForm, body=text).errors == {}


@pytest.mark.parametrize("key, kept", [(KEY, KEY), (KEY.upper(), KEY), ("", None), ("x" * 500, None)])
def test_a_damaged_key_gets_a_new_one(app: Flask, key: str, kept: str | None) -> None:
    form = filled(app, BodyForm, body="B", form_key=key)
    assert form.errors == {}
    assert str(uuid.UUID(form.form_key.data)) == form.form_key.data
    assert kept is None or form.form_key.data == kept


def test_each_empty_form_has_a_key_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        assert BodyForm().form_key.data != BodyForm().form_key.data


@pytest.mark.parametrize("typed, base", [("3", 3), ("", 0), ("x", 0), ("9" * 5000, 0)])
def test_a_damaged_base_is_older_than_every_revision(app: Flask, typed: str, base: int) -> None:
    assert filled(app, EditForm, body="B", based_on=typed).base == base
