"""Who may pass: visitors are asked to sign in, members reach their pages, moderators theirs."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import abort, flash, redirect, request, session, url_for
from flask_login import current_user
from flask_security import auth_required

from forum.addresses import own_address
from forum.drafts import park
from forum.factors.proof import is_proved, step_of
from forum.factors.words import FRESH_FOR


def ask_to_sign_in() -> Any:
    """Keep what was typed and lead to the sign-in page, and from there back."""
    if park.park():
        flash(
            "You are not signed in. Your text is kept: sign in or join, and it will be there again.", "info"
        )
    return redirect(url_for("security.login", next=way_back()), 303)


def way_back() -> str:
    """The page to come back to: this one, or the one with the form that was sent here."""
    # An address that only takes forms has no page to come back to: the page with the form is the place.
    is_page = request.method == "GET" or park.has_page(request.path)
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return here if is_page else own_address(request.referrer)


def ask_for_second_factor() -> Any:
    """Keep what was typed and lead to the page of the second factor, and from there back."""
    if park.park():
        flash("Your text is kept. It will be there again after this step.", "info")
    return redirect(url_for("security.tf_select", next=way_back()), 303)


def member_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let members through; others are asked to sign in, and a form they sent is kept."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "member"
    return guarded


def moderator_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let moderators and admins through who have shown their second factor in this session.

    Members get 403, visitors the sign-in page, and the others a page that leads to set one up or show it.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        return refuse_moderating() or view(*args, **kwargs)

    guarded.access = "moderator"
    return guarded


def members_send(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let everybody write in the form; who sends it and is no member signs in or joins, and it is kept."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "member"  # a form without a valid token is kept like any member's
    return guarded


def refuse_moderating() -> Any:
    """None when the member at this session may moderate, otherwise the page that says what is missing."""
    if not current_user.is_moderator:
        abort(403)
    return None if step_of(current_user) and is_proved() else ask_for_second_factor()


def is_fresh() -> bool:
    """True while `careful` lets through: signed in within half an hour, or busy with such pages since."""
    signed_in_at, until = session.get("fs_paa", 0), session.get("fs_gexp", 0)
    return time.time() < max(signed_in_at + FRESH_FOR.total_seconds(), until)


def ask_for_fresh_sign_in(within: timedelta, grace: timedelta) -> Any:
    """Lead to "type your password again", which offers the other ways in too, and from there back."""
    return redirect(url_for("security.verify", next=way_back() or None), 303)


def careful(view: Callable[..., Any]) -> Callable[..., Any]:
    """For what a stranger at an open screen must not do, such as to change how one signs in.

    Asks for a sign-in within `FRESH_FOR`, and for the second factor if one is set.
    """
    fresh = auth_required("session", within=lambda: FRESH_FOR)(view)

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if step_of(current_user) and not is_proved():
            return ask_for_second_factor()
        return fresh(*args, **kwargs)

    guarded.access = "member"
    return guarded
