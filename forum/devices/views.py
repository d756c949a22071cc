"""Where a member is signed in, and signing out there."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.devices.keep import end, end_all
from forum.devices.queries import get_device, live_devices
from forum.guards import member_required

bp = Blueprint("devices", __name__)


@bp.get("/settings/devices")
@member_required
def index() -> str:
    return render_template("devices/index.html", devices=live_devices(current_user), this=g.device)


@bp.post("/settings/devices/<row:device_id>/sign-out")
@member_required
def sign_out(device_id: int) -> Response:
    if end(get_device(device_id, current_user)):
        db.session.commit()
        flash("That device is signed out.", "success")
    return redirect(url_for("devices.index"), 303)


@bp.post("/settings/devices/sign-out-others")
@member_required
def sign_out_others() -> Response:
    end_all(current_user, but=g.device)
    db.session.commit()
    flash("All your other devices are signed out.", "success")
    return redirect(url_for("devices.index"), 303)
