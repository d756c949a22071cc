"""Row ids in addresses: a number that no table can hold is no page, not a database error."""

from urllib.parse import urlsplit

from flask import Flask, abort, request, url_for
from werkzeug.routing import IntegerConverter

GREATEST_ID = 2**31 - 1
MOST_DIGITS = 10


class RowId(IntegerConverter):
    """`<row:post_id>` in a route: a whole number from 1 to the greatest id of a table."""

    def __init__(self, map: object) -> None:
        super().__init__(map, min=1, max=GREATEST_ID)


def row_id_argument(name: str) -> int | None:
    """The row id in `?name=…`, or None without one; anything else answers 404."""
    text = request.args.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and 0 < int(text) <= GREATEST_ID):
        abort(404)
    return int(text)


def link_back(endpoint: str, **values: object) -> str:
    """Where the reader came from as `next` says, an address of this board by then; else this page."""
    return own_address(request.values.get("next")) or url_for(endpoint, **values)


def init_app(app: Flask) -> None:
    app.url_map.converters["row"] = RowId


def own_address(address: str | None) -> str:
    """Path, query and fragment of an address on this site, or "": never lead a reader to another's page."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:  # half an IPv6 address
        return ""
    is_own = parts.netloc in ("", request.host) and parts.scheme in ("", "http", "https")
    if not is_own:
        return ""
    path = parts._replace(scheme="", netloc="").geturl()
    # A browser reads "//host", and "\\" anywhere in it as "/", as another site's address.
    return path if path.startswith("/") and not path.replace("\\", "/").startswith("//") else ""
