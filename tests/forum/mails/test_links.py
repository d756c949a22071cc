"""Links that leave the board lead to its own address."""

import pytest
from flask import Flask

from forum.mails.links import link_to, on_our_address

OURS = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "link, ours",
    [
        ("http://evil.example/reset/x", f"{OURS}/reset/x"),
        ("https://evil.example:1/confirm/x?a=b", f"{OURS}/confirm/x?a=b"),
        ("/reset/x", f"{OURS}/reset/x"),
        ("", OURS),
    ],
)
def test_on_our_address_keeps_only_the_path(app: Flask, link: str, ours: str) -> None:
    assert on_our_address(link) == ours


def test_a_page_needs_no_request(app: Flask) -> None:
    assert link_to("threads.show", thread_id=1) == f"{OURS}/threads/1"
