"""Who may ask: whoever brings one of the tokens. All of them are compared, each in constant time."""

import hmac
from collections.abc import Sequence
from typing import Any

from apiflask import HTTPTokenAuth
from flask import current_app

from moderation.service.errors import answer_error


class Tokens(HTTPTokenAuth):
    """Bearer tokens; a service that was started without any is open to whoever reaches it."""

    def authenticate(self, auth: Any, stored_password: Any) -> bool:
        tokens = current_app.extensions["moderation"].settings.tokens
        return not tokens or is_one_of(getattr(auth, "token", None) or "", tokens)


def is_one_of(token: str, tokens: Sequence[str]) -> bool:
    given = token.encode("utf-8", "surrogatepass")
    return any([hmac.compare_digest(given, known.encode()) for known in tokens])


auth = Tokens(description="One of the tokens that the service was started with.")
auth.error_processor(answer_error)
