"""What every page of the desk shows: the notes for its moderator, their pause; and their own desk."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    url_for,
)
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.desk import alarms, blur, hard, notes
from forum.desk.forms import DeskForm, PauseForm, as_fields
from forum.desk.guide import guide, picture
from forum.desk.pause import come_back, pause, running_pause
from forum.desk.said import said
from forum.desk.settings import own_settings, settings_of
from forum.guards import moderator_required, way_back
from forum.oncall.cover import next_on_call

bp = Blueprint("desk", __name__)


@bp.app_context_processor
def for_the_nav() -> dict[str, Any]:
    """For desk/_nav.html; asked only where the nav stands."""
    return {
        "desk_notes": lambda: notes.unseen(current_user),
        "desk_alarms": lambda: alarms.alarms_of(current_user),
        "note_said": said,
        "desk_pause": lambda: running_pause(current_user),
        "desk_limit": desk_limit,
    }


@bp.app_template_global()
def folds_text(level: int) -> bool:
    """For `veil` of components/desk.html; asked once a request."""
    if "folded_levels" not in g:
        g.folded_levels = blur.folded_levels(current_user)
    return level in g.folded_levels


def desk_limit() -> dict[str, Any] | None:
    """What the queue says to who has had many hard items today; None before."""
    number = hard.hard_today(current_user)
    return {"number": number, "next": next_on_call()} if hard.is_enough(number) else None


@bp.post("/desk/notes/<row:note_id>/put-away")
@moderator_required
def put_away(note_id: int) -> Response:
    """Back to the page where the note stood; a note that is gone meanwhile is as good as put away."""
    if notes.put_away(current_user, note_id):
        db.session.commit()
    return redirect(way_back() or url_for("queue.index"), 303)


@bp.post("/desk/notes/put-away")
@moderator_required
def put_all_away() -> Response:
    notes.put_all_away(current_user)
    db.session.commit()
    return redirect(way_back() or url_for("queue.index"), 303)


@bp.post("/desk/alarms/put-away")
@moderator_required
def put_alarms_away() -> Response:
    alarms.put_alarms_away(current_user)
    db.session.commit()
    return redirect(way_back() or url_for("queue.index"), 303)


@bp.route("/desk/settings", methods=["GET", "POST"])
@moderator_required
def settings() -> Response | tuple[str, int]:
    form = DeskForm(data=as_fields(settings_of(current_user)))
    if not form.validate_on_submit():
        page = render_template(
            "desk/settings.html",
            form=form,
            number=hard.hard_today(current_user),
            limit=current_app.config["HARD_ITEMS_A_DAY"],
        )
        return page, 422 if form.errors else 200
    form.save(own_settings(current_user))
    db.session.commit()
    flash("Your desk is saved.", "success")
    return redirect(url_for("desk.settings"), 303)


@bp.route("/desk/pause", methods=["GET", "POST"])
@moderator_required
def take_pause() -> Response | tuple[str, int]:
    form = PauseForm()
    if not form.validate_on_submit():
        return render_template("desk/pause.html", form=form), 422 if form.errors else 200
    if pause(current_user._get_current_object(), form.until(settings_of(current_user).zone)):
        db.session.commit()
        flash("You are paused. What you had is with the others again.", "success")
    return redirect(url_for("desk.take_pause"), 303)


@bp.post("/desk/back")
@moderator_required
def back() -> Response:
    if come_back(current_user._get_current_object()):
        db.session.commit()
        flash("Welcome back. You are on call again in the hours of your shifts.", "success")
    return redirect(url_for("queue.index"), 303)


@bp.get("/desk/guide")
@moderator_required
def show_guide() -> str:
    return render_template("desk/guide.html", guide=guide())


@bp.get("/desk/guide/<name>")
@moderator_required
def guide_picture(name: str) -> Response:
    found = picture(name)
    return Response(found, mimetype="image/webp") if found else abort(404)
