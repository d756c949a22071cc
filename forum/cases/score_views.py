"""How often rules and readers were right, and the rules that a person has to look at."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from forum.cases import scores
from forum.cases.alarms import due_at, floor_of, is_under, open_alarms, settle
from forum.cases.models import RuleAlarm
from forum.cases.told import rule_name, rule_place
from forum.db import db, utcnow
from forum.drafts import park
from forum.guards import moderator_required
from forum.posts.texts import long_text, written

bp = Blueprint("scores", __name__)

PROPOSALS = "/review/proposals"
"""Where a changed rule is tried on the stored posts."""
MOST_ROWS = 100
MOST_NOTE = 2_000


class SettleForm(FlaskForm):
    """What was done about a rule."""

    note = long_text("What was done?", MOST_NOTE, written)


@bp.app_context_processor
def for_the_queue() -> dict[str, Any]:
    """For review/_alarms.html; asked only where it stands."""
    return {
        "rule_alarms": open_alarms,
        "rule_name": rule_name,
        "alarm_due_at": due_at,
        "try_address": lambda: PROPOSALS if park.has_page(PROPOSALS) else "",
    }


@bp.get("/review/scores")
@moderator_required
def index() -> str:
    since_version = request.args.get("since") == "version"
    version = scores.version_in_use()
    since = None if since_version else utcnow() - scores.WINDOW
    rules = scores.of_versions(scores.rule_scores(since), version if since_version else "")
    ordered = scores.wrongest_first(rules, current_app.config["FLOOR_CASES"])
    return render_template(
        "cases/scores.html",
        rules=ordered[:MOST_ROWS],
        left_off=len(ordered[MOST_ROWS:]),
        readers=scores.reader_scores(since)[:MOST_ROWS],
        since_version=since_version,
        enough=current_app.config["FLOOR_CASES"],
        place=rule_place,
        is_low=lambda score: is_under(score, floor_of(score.what)),
        floors=(current_app.config["FLOOR_RULE"], current_app.config["FLOOR_MODEL"]),
    )


@bp.route("/review/alarms/<row:alarm_id>", methods=["GET", "POST"])
@moderator_required
def alarm(alarm_id: int) -> Response | tuple[str, int]:
    """One rule to look at, and the form that settles it."""
    found = db.session.get(RuleAlarm, alarm_id) or abort(404)
    form = SettleForm(data=park.take_back(request.path))
    if not form.validate_on_submit():
        return render_template("cases/alarm.html", alarm=found, form=form, place=rule_place), (
            422 if form.errors else 200
        )
    is_settled = settle(found, current_user, form.note.data)
    park.forget(request.path)
    db.session.commit()
    if is_settled:
        flash("Settled. Newer decisions about this rule are counted afresh.", "success")
    else:
        flash("Somebody else settled it before you. Your note was not stored; both stand below.", "error")
        return render_template("cases/alarm.html", alarm=found, form=form, place=rule_place), 409
    return redirect(url_for("scores.index"), 303)
