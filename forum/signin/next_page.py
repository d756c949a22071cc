"""Where somebody was going when they chose a provider: kept over the round trip and the first visit."""

from flask import session, url_for

SESSION_KEY = "after_sign_in"


def keep(page: str) -> None:
    """Remember an address of the board, as `own_address` returns it; "" forgets."""
    if page:
        session[SESSION_KEY] = page
    else:
        session.pop(SESSION_KEY, None)


def take() -> str:
    """The address to go on to, or ""; whoever asks leads there."""
    return str(session.pop(SESSION_KEY, ""))


def take_or_go_on() -> str:
    """The address to go on to; without one, the text that was being written, or the boards."""
    return take() or url_for("drafts.go_on")
