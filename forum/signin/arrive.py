"""What happens with somebody whom a provider has named. Where they were going: `next_page.py`."""

from flask import abort
from werkzeug.wrappers import Response

from forum.signin.claims import Claims


def arrive(claims: Claims) -> Response:
    abort(501)
