"""Sign a member in who has proved who they are without a password: second factor first, if they have one."""

import time

from flask import current_app, flash, make_response, redirect, session, url_for
from flask_security import login_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.members.gate import refusal
from forum.members.models import Member
from forum.signin import next_page

CLOSED = "This account is closed. Write to the people who run the board."


def enter(member: Member, onward: str = "") -> Response:
    """Sign the member in and lead on, or lead to what still stands in the way. Commits."""
    if not member.active:
        db.session.commit()
        flash(CLOSED, "error")
        return redirect(url_for("security.login"), 303)
    if member.is_suspended:
        db.session.commit()
        return make_response(refusal(member))
    # What an earlier session of this browser was trusted with is worth nothing in the new one.
    for key in ("fs_paa", "fs_gexp"):
        session.pop(key, None)
    security = current_app.extensions["security"]
    onward = onward or next_page.take_or_go_on()
    response = security.two_factor_plugins.tf_enter(member, False, "oauth", next_loc=onward)
    if response is None:
        login_user(member, remember=False, authn_via=["oauth"])
        response = redirect(onward, 303)
    db.session.commit()
    return response


def stay_in(member: Member) -> None:
    """Sign this browser in anew after all sessions of the member were ended, this one with them."""
    login_user(member, remember=False, authn_via=["session"])


def be_fresh() -> None:
    """Count this moment as a sign-in of the member who is signed in."""
    session["fs_paa"] = time.time()
