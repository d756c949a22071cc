"""Silence, suspend and restore a member: pages of moderators."""

from flask import Blueprint, abort, flash, redirect, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import link_back
from forum.db import db
from forum.guards import moderator_required
from forum.members.models import Member
from forum.members.queries import get_member, signed_in_member
from forum.members.standing import may_be_stopped, restore, silence, suspend
from forum.members.standing_forms import StandingForm

bp = Blueprint("standing", __name__)
bp.add_app_template_global(may_be_stopped)

VERBS = {"silence": silence, "suspend": suspend}


@bp.route("/members/<row:member_id>/standing", methods=["GET", "POST"])
@moderator_required
def stop(member_id: int) -> Response | tuple[str, int]:
    member = ordinary_member(member_id)
    form, back = StandingForm(data={"days": 3}), link_back("members.show", member_id=member_id)
    if not form.validate_on_submit():
        code = 422 if form.errors else 200
        return render_template("members/standing.html", member=member, form=form, back=back), code
    until = VERBS[form.kind.data](member, form.days.data, form.reason.data, signed_in_member())
    db.session.commit()
    flash(f"Done, until {until:%d %B %Y, %H:%M} UTC. A mail tells them why. You can lift it here.", "success")
    return redirect(back, 303)


@bp.post("/members/<row:member_id>/restore")
@moderator_required
def lift(member_id: int) -> Response:
    if restore(ordinary_member(member_id), signed_in_member()):
        db.session.commit()
        flash("They may sign in and post again. A mail tells them.", "success")
    return redirect(link_back("members.show", member_id=member_id), 303)


def ordinary_member(member_id: int) -> Member:
    """403 for moderators, admins and oneself: those are a matter for whoever runs the board."""
    member = get_member(member_id)
    if not may_be_stopped(member, current_user):
        abort(403)
    return member
