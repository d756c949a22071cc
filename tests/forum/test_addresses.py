"""Row ids and own addresses."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from forum.addresses import GREATEST_ID, own_address, row_id_argument


@pytest.mark.parametrize("text, number", [("1", 1), (str(GREATEST_ID), GREATEST_ID), ("007", 7), ("", None)])
def test_a_row_id_is_a_number_that_a_table_can_hold(app: Flask, text: str, number: int | None) -> None:
    with app.test_request_context(query_string={"after": text}):
        assert row_id_argument("after") == number


def test_no_argument_is_no_row(app: Flask) -> None:
    with app.test_request_context():
        assert row_id_argument("after") is None


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "x",
        "٣",
        "²",
        "1_0",
        str(GREATEST_ID + 1),
        "9" * 5000,
        "\x00",
    ],
)
def test_anything_else_answers_404(app: Flask, text: str) -> None:
    with app.test_request_context(query_string={"after": text}), pytest.raises(NotFound):
        row_id_argument("after")


@pytest.mark.parametrize(
    "address, own",
    [
        ("/threads/7", "/threads/7"),
        ("/threads/7?after=3#reply", "/threads/7?after=3#reply"),
        ("http://localhost/threads/7", "/threads/7"),
        ("https://localhost/threads/7?a=b", "/threads/7?a=b"),
        ("//localhost/threads/7", "/threads/7"),
        (None, ""),
        ("", ""),
        ("threads/7", ""),
        ("?after=3", ""),
        ("http://localhost:81/x", ""),
        ("https://evil.example/x", ""),
        ("//evil.example/x", ""),
        ("////evil.example/x", ""),
        ("/\\evil.example", ""),
        ("\\/evil.example", ""),
        ("http://localhost@evil.example/", ""),
        ("http://[bad", ""),
        ("javascript:alert(1)", ""),
        ("ftp://localhost/x", ""),
        ("/\t/evil.example", ""),
        ("/\n/evil.example", ""),
        (" //evil.example", ""),
        ("/\\/evil.example", ""),
        ("\\\\evil.example", ""),
        ("/\\\\evil.example", ""),
        ("https:evil.example", ""),
        ("http:\\\\evil.example", ""),
        ("//localhost@evil.example/", ""),
        ("//evil.example\\@localhost/", ""),
        ("http://localhost:@evil.example/", ""),
        ("http://localhost\u3002evil.example/", ""),
        ("http://localhost\u2044evil.example/", ""),
        ("\u2028//evil.example", ""),
        ("\x00//evil.example", ""),
        ("\xa0//evil.example", ""),
        ("/\r\n/evil.example", ""),
        ("//localhost//evil.example", ""),
        ("//localhost/\\evil.example", ""),
        ("view-source:http://localhost/", ""),
        ("//localhost/%2f%2fevil.example", "/%2f%2fevil.example"),
        ("/%2f/evil.example", "/%2f/evil.example"),
        ("/%5cevil.example", "/%5cevil.example"),
        ("https:/evil.example", "/evil.example"),
        ("/\uff0fevil.example", "/\uff0fevil.example"),
    ],
)
def test_own_address_leads_to_this_site_or_nowhere(app: Flask, address: str | None, own: str) -> None:
    with app.test_request_context():
        assert own_address(address) == own
