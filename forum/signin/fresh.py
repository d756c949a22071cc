"""Pages that change how somebody signs in ask for a sign-in of the last half hour."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import redirect, request, session, url_for

FRESH = timedelta(minutes=30)
"""Long enough to read a page slowly, short enough that a device left open does not give the account away."""


def is_fresh() -> bool:
    """True when the member of this session has signed in or typed the password again just now."""
    signed_in_at = session.get("fs_paa")
    return isinstance(signed_in_at, (int, float)) and 0 <= time.time() - signed_in_at < FRESH.total_seconds()


def fresh_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Lead to "type your password again" and back; under `member_required`."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if is_fresh():
            return view(*args, **kwargs)
        here = request.path if request.method == "GET" else url_for("ways_in.show")
        return redirect(url_for("security.verify", next=here), 303)

    return guarded
