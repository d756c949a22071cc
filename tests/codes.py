"""The phone of a member: an app that shows codes."""

import time

from passlib.totp import TOTP

from forum.demo.people import TOTP_KEY


def code_at(steps: int = 0, key: str = TOTP_KEY) -> str:
    """The code of the moment, or of so many steps of 30 seconds later."""
    return str(TOTP(key=key, format="base32").generate(int(time.time()) + 30 * steps).token)
