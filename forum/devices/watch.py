"""Tie every session to a device: begun at each sign-in, looked at by each request, ended at sign-out.

The session cookie holds the key of its device. Whoever copies the cookie copies the key with it, and both are
worthless as soon as the device is signed out. There is no second cookie that signs in by itself: who asks
to stay signed in gets a session cookie that outlives the browser.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, after_this_request, current_app, flash, g, request, session
from flask_login import current_user, user_logged_in, user_logged_out
from werkzeug.wrappers import Response

from forum.db import db, utcnow
from forum.devices.keep import BROWSER_COOKIE_LASTS, begin, end, remember_browser
from forum.devices.label import label_of
from forum.devices.queries import live_device, live_session
from forum.keys import new_key
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member

DEVICE = "device"
"""Session key: the key of this session's device."""
OF_A_SIGN_IN = (DEVICE, "second_factor", "_user_id", "_fresh", "_id", "fs_paa", "fs_gexp")
BROWSER_COOKIE = "known_browser"
SEEN_EVERY = timedelta(minutes=10)


def init_app(app: Flask) -> None:
    library_loader = app.login_manager._user_callback

    def load(uniquifier: str) -> Member | None:
        return load_on_device(library_loader(uniquifier))

    app.login_manager.user_loader(load)
    user_logged_in.connect(_begin, app)
    user_logged_out.connect(_end, app)
    app.before_request(note_use)


def load_on_device(member: Member | None) -> Member | None:
    """The member of this session while its device is signed in. Others are signed out with a word why."""
    found = live_session(session.get(DEVICE), member) if member else None
    if found is None:
        forget_sign_in()
        flash("You are signed out on this device. Sign in again to go on.", "info")
        return None
    g.device, g.is_closing = found
    return member


def forget_sign_in() -> None:
    for name in OF_A_SIGN_IN:
        session.pop(name, None)
    session.permanent = False
    session["_remember"] = "clear"  # cookies of earlier versions, which signed in by themselves


def note_use() -> None:
    """Note when a device was last used, at most every ten minutes and only when something is sent.

    A page that is read must write nothing: it would wait for SQLite's one write lock, and a browser that
    fetches pages ahead would count as a person. Reading on sends how far one has read, so it is noted too.
    """
    if request.method != "POST" or not current_user.is_authenticated:
        return
    if g.device.seen_at < utcnow() - SEEN_EVERY:
        g.device.seen_at = utcnow()
        db.session.commit()


def _begin(app: Flask, user: Member, **rest: Any) -> None:
    """Give the new session a device; a browser that signs in anew leaves its device of before."""
    g.device_before = session.get(DEVICE)
    before = live_device(g.device_before, user)
    if before:
        end(before)
    # The library's own cookie would sign in without a device.
    session.permanent = session.pop("_remember", None) == "set" or (bool(before) and session.permanent)
    label = label_of(request.user_agent.string)
    session[DEVICE] = begin(user, label)
    browser = request.cookies.get(BROWSER_COOKIE) or new_key()
    if remember_browser(user, browser):
        _tell(user, label)
    g.known_browser = browser
    after_this_request(_keep)


def _tell(member: Member, label: str) -> None:
    subject = "you signed in with a new browser"
    links = {"devices": link_to("devices.index"), "password": link_to("security.change_password")}
    send("new_device", member.email, subject, label=label, at=utcnow(), **links)


def _keep(response: Response) -> Response:
    """Save the device, whatever the view that signed in does, and mark the browser as known."""
    db.session.commit()
    response.set_cookie(
        BROWSER_COOKIE,
        g.known_browser,
        max_age=BROWSER_COOKIE_LASTS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _end(app: Flask, user: Member | None = None, **rest: Any) -> None:
    device = g.pop("device", None)
    if device is not None:
        end(device)
        db.session.commit()
    for name in (DEVICE, "second_factor"):
        session.pop(name, None)
    session.permanent = False
