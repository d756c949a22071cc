"""Quote a post as Markdown."""

import pytest
from flask import Flask

from forum.posts.quote import quote
from forum.posts.render import render
from tests.factories import make_member, make_post

pytestmark = pytest.mark.usefixtures("fake_reader")


@pytest.mark.parametrize(
    "body, quoted",
    [
        ("One line", "> One line"),
        ("Two\nlines", "> Two\n> lines"),
        ("Two\n\nparagraphs", "> Two\n>\n> paragraphs"),
        ("> earlier words\n\nMine", "> Mine"),
        ("Mine\n\n> earlier words\n> more\n", "> Mine"),
        ("  > indented quote\nMine", "> Mine"),
        ("> only a quote", ">"),
        ("a > b", "> a > b"),
    ],
)
def test_what_is_quoted_of_a_post(app: Flask, body: str, quoted: str) -> None:
    text = quote(make_post(author=make_member("Rosa"), body=body))
    assert text == f"> **Rosa** wrote:\n>\n{quoted}\n\n"


@pytest.mark.parametrize(
    "name", ["[press here](https://evil.example)", "<https://evil.example>", "**x** `y`", "a\\*b"]
)
def test_a_name_stays_a_name(app: Flask, name: str) -> None:
    html = render(quote(make_post(author=make_member(name), body="Words")))
    assert "<a" not in html and "<code" not in html and html.count("<strong") == 1
