"""Links for mails that a worker writes: it has no request from which an address could be taken."""

from typing import Any

from flask import current_app

from forum.mails.board_mail import on_our_address


def link_to(endpoint: str, **values: Any) -> str:
    """The address of a page, at the board's own address."""
    return str(on_our_address(current_app.url_map.bind("").build(endpoint, values)))
