"""The settings page "Ways in": which accounts elsewhere and which password open this account."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from forum.db import db
from forum.guards import careful, is_fresh, member_required
from forum.members.queries import signed_in_member
from forum.signin.arrivals import current_arrival, drop_arrival
from forum.signin.arrive import TAKEN, go_on
from forum.signin.enter import stay_in
from forum.signin.facts import outcome_of
from forum.signin.labels import icon_of, label_of
from forum.signin.link import (
    IdentityTaken,
    LastWayIn,
    count_ways_in,
    identities_of,
    passkeys_of,
    remove_password,
    unlink,
)  # fmt: skip
from forum.signin.link import (
    link as add_link,
)
from forum.signin.linking import Outcome
from forum.signin.models import Identity

bp = Blueprint("ways_in", __name__)

LAST = "This is your last way in. Add another one first, then you can remove this one."


@bp.get("/settings/ways-in")
@member_required
def show() -> str:
    member = signed_in_member()
    return render_template(
        "signin/ways_in.html",
        identities=identities_of(member),
        passkeys=passkeys_of(member),
        is_last=count_ways_in(member) < 2,
        is_fresh=is_fresh(),
        providers=current_app.extensions["providers"],
        label_of=label_of,
        icon_of=icon_of,
    )


@bp.route("/settings/ways-in/link", methods=["GET", "POST"])
@careful
def link() -> Response | str:
    """Ask before anything is linked: who is signed in may not be who has just been at the provider."""
    arrival, member = current_arrival(), signed_in_member()
    if arrival is None:
        return redirect(url_for("ways_in.show"), 303)
    if outcome_of(arrival, member) is not Outcome.LINK:
        return go_on(arrival)
    if request.method == "GET":
        return render_template("signin/link.html", arrival=arrival, label=label_of(arrival.provider))
    try:
        add_link(member, arrival)
        flash(f"{label_of(arrival.provider)} is a way in now.", "success")
    except IdentityTaken:
        flash(TAKEN, "error")
    drop_arrival()
    db.session.commit()
    return redirect(url_for("ways_in.show"), 303)


@bp.post("/settings/ways-in/<row:identity_id>/remove")
@careful
def remove(identity_id: int) -> Response:
    member = signed_in_member()
    own = select(Identity).filter_by(id=identity_id, member_id=member.id)
    identity = db.session.scalar(own) or abort(404)
    label = label_of(identity.provider)
    try:
        unlink(identity)
    except LastWayIn:
        flash(LAST, "error")
    else:
        stay_in(member)
        flash(f"{label} is no way in any more. Your other devices are signed out.", "success")
    db.session.commit()
    return redirect(url_for("ways_in.show"), 303)


@bp.post("/settings/ways-in/remove-password")
@careful
def forget_password() -> Response:
    member = signed_in_member()
    try:
        if remove_password(member):
            stay_in(member)
            flash("Your password is removed. Your other devices are signed out.", "success")
    except LastWayIn:
        flash(LAST, "error")
    db.session.commit()
    return redirect(url_for("ways_in.show"), 303)
