"""Links that leave the board, in mails above all: always at its own address, also where a worker writes
them without a request."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def on_our_address(link: str) -> str:
    """The link on the board's own address: what a request claims as its host must not get into a mail."""
    parts, ours = urlsplit(link), urlsplit(current_app.config["BASE_URL"])
    return parts._replace(scheme=ours.scheme, netloc=ours.netloc).geturl()


def link_to(endpoint: str, **values: Any) -> str:
    """The address of a page, at the board's own address."""
    return on_our_address(current_app.url_map.bind("").build(endpoint, values))
