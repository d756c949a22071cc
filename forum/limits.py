"""How often one address may try to sign in, sign up or have a mail sent. Shared through Redis, if any."""

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from redis import RedisError

SIGN_IN = "10 per minute; 60 per hour"
"""Room for somebody who types with a tremor, not for a list of passwords."""
SIGN_UP = "20 per hour"
"""A clinic's waiting room shares one address."""
MAIL = "5 per hour"
"""Mails that anybody can have sent to anybody."""
PARK = "30 per hour"
"""Texts kept for visitors: they take room in the database before anyone has signed in."""

LIMITED = {
    "security.login": SIGN_IN,
    "security.verify": SIGN_IN,
    "security.change_password": SIGN_IN,
    "security.reset_password": SIGN_IN,
    "security.register": SIGN_UP,
    "security.forgot_password": MAIL,
    "security.send_confirmation": MAIL,
}


def init_app(app: Flask) -> None:
    """Limit the views of the accounts, which are registered by now. Each app has a limiter of its own."""
    limiter = Limiter(get_remote_address)
    limiter.init_app(app)
    app.extensions["limits"] = limiter
    if limiter.enabled:
        for endpoint, often in LIMITED.items():
            limited = limiter.limit(often, methods=["POST"])(app.view_functions[endpoint])
            app.view_functions[endpoint] = limited


def may_park() -> bool:
    """Count one parked text of this address; False when it parked too many."""
    limiter: Limiter = current_app.extensions["limits"]
    if not limiter.enabled:
        return True
    try:
        return limiter.limiter.hit(parse(PARK), "park", request.remote_addr or "")
    except RedisError:
        return True  # a lost text is worse than a full table, which the sweep empties
