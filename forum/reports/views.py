"""The page on which a member reports a post."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from forum.db import db
from forum.drafts.park import forget, take_back
from forum.guards import member_required
from forum.limits import spend
from forum.posts.queries import get_post
from forum.reports.forms import ReportForm
from forum.reports.report import report_post

bp = Blueprint("reports", __name__)


@bp.route("/posts/<row:post_id>/report", methods=["GET", "POST"])
@member_required
def new(post_id: int) -> Response | tuple[str, int]:
    post = get_post(post_id)
    form = ReportForm(data=take_back(request.path))
    if not form.validate_on_submit():
        return render_template("reports/new.html", post=post, form=form), 422 if form.errors else 200
    address = post.url
    try:
        forget(request.path)
        is_new = report_post(post, current_user, form.reason.data, form.note.data)
        if is_new:
            spend("report")
        db.session.commit()
    except IntegrityError:
        db.session.rollback()  # both clicks of a double click were under way: the other one counts
        is_new = False
    flash(
        "Thank you. A moderator will look at it."
        if is_new
        else "You reported this post before. It is in the queue.",
        "success",
    )
    return redirect(address, 303)
