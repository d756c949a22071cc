"""How often one network address and one account may do something: one table, printed in docs/settings.md.

Counted in Redis where there is one, so that all processes count together. While Redis is away each process
counts by itself: nobody is locked out and nothing is unlimited.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from forum.counters import Counters
from forum.members.queries import signed_in_member
from forum.posts.queries import has_long_standing


@dataclass(frozen=True, slots=True)
class Limit:
    """`address` counts for a network address, `account` for a member, or for an e-mail that was typed.

    The first `free` an hour of one account are never refused, whatever others at the same address do:
    who is in need posts a second and a third time.
    """

    address: str = ""
    account: str = ""
    free: int = 0


LIMITS = {
    # Room for somebody who types with a tremor, not for a list of passwords.
    "sign in": Limit("10 per minute; 60 per hour", "30 per hour"),
    # Each keeps a row for half an hour and may ask another server; no password can be tried out here.
    "provider": Limit("30 per minute; 240 per hour"),
    # A clinic's waiting room shares one address.
    "sign up": Limit("20 per hour"),
    # Mails that anybody can have sent to anybody: each is counted for the address that was typed, too.
    "mail": Limit("20 per hour", "5 per hour"),
    # Second factors and passkeys: a code has six digits and many owners of slow fingers.
    "code": Limit("20 per minute; 120 per hour", "10 per 5 minutes; 30 per hour"),
    "post": Limit("90 per 10 minutes", "6 per 10 minutes; 30 per hour; 100 per day", free=3),
    "edit": Limit("90 per 10 minutes", "15 per 10 minutes; 60 per hour", free=3),
    "report": Limit("60 per hour", "15 per hour; 40 per day", free=3),
    # Asked for by a script while somebody types.
    "preview": Limit("900 per 10 minutes", "200 per 10 minutes"),
    # Texts kept for visitors: they take room in the database before anyone has signed in.
    "park": Limit("30 per hour"),
}

VIEWS = {
    "security.login": "sign in",
    "security.verify": "sign in",
    "security.change_password": "sign in",
    "security.reset_password": "sign in",
    "security.register": "sign up",
    "signin.start": "provider",
    "posts.preview": "preview",
}
"""Forms of which every sending counts. The others are counted where it is known that something is done:
a fault in a form, a preview and a second click on the same button cost nothing."""
LONG_STANDING_TIMES = 3
"""Members of long standing may do this many times as much; forum/posts/queries.py says who they are."""
FREE_IN = "{} per hour"
MOST_EMAIL = 320
HOUSEHOLD = 64
"""Bits of an IPv6 address that say whose it is."""


def init_app(app: Flask) -> None:
    app.extensions["limits"] = Counters(app.config["REDIS_URL"])
    if app.config["LIMITS"]:
        app.before_request(count_form)


def count_form() -> None:
    """Count a sent form of `VIEWS`."""
    if request.method == "POST" and (name := VIEWS.get(request.endpoint or "")):
        spend(name, account=request.form.get("email") or None)


def spend(name: str, account: str | None = None) -> None:
    """Count one doing; answers 429 when it is one too many. Without `account` the member counts, if any."""
    if not current_app.config["LIMITS"]:
        return
    limit, counters = LIMITS[name], current_app.extensions["limits"]
    member = signed_in_member()
    who = _key(account, member)
    if limit.free and who and not counters.hit(FREE_IN.format(limit.free), f"{name}:free", who):
        return
    wait = counters.hit(limit.address, f"{name}:address", _network(request.remote_addr))
    if who:
        is_known = partial(has_long_standing, member) if member else _nobody
        wait = max(wait, _wait_of(limit.account, name, who, is_known))
    if wait:
        raise TooManyRequests(retry_after=wait)


def _wait_of(often: str, name: str, who: str, is_known: Callable[[], bool]) -> int:
    counters: Counters = current_app.extensions["limits"]
    wait = counters.hit(often, name, who)
    gentle = counters.hit(often, f"{name}:long", who, times=LONG_STANDING_TIMES)
    return gentle if wait and is_known() else wait


def _key(account: str | None, member: Any) -> str | None:
    """Who an account is: the address that was typed, whether it has an account or not, or the member."""
    if account is not None:
        return hashlib.sha256(_usual_form(account).encode()).hexdigest()  # no address lies in Redis
    return f"member {member.id}" if member else None


def _usual_form(account: str) -> str:
    """An e-mail address as the sign-in looks it up: "ⓔxample.org" is read as "example.org" there."""
    text = account.strip()
    if "@" in text and len(text) <= MOST_EMAIL:
        with suppress(EmailNotValidError):
            text = validate_email(text, check_deliverability=False, test_environment=True).normalized
    return text.casefold()


def _network(address: str | None) -> str:
    """The address; for IPv6 its first half, as a household or a rented server has the second to itself."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, HOUSEHOLD), strict=False))
    return str(found)


def _nobody() -> bool:
    return False


def may_park() -> bool:
    """Count one kept text of this visitor; False when there were too many."""
    try:
        spend("park")
    except TooManyRequests:
        return False
    return True
