"""The page of the test box."""

from flask import Blueprint, Response, make_response, render_template

from forum.guards import moderator_required
from forum.screening import ScreeningError
from forum.trials.box import try_text
from forum.trials.forms import BoxForm

bp = Blueprint("test_box", __name__)


@bp.route("/review/try", methods=["GET", "POST"])
@moderator_required
def show() -> Response:
    form = BoxForm()
    found, code, fault = None, 200, ""
    if form.validate_on_submit():
        try:
            found = try_text(form.heading.data or "", form.text.data or "")
        except ScreeningError:
            fault, code = (
                "The reader does not answer now. Your text is still here; try again in a moment.",
                503,
            )
    elif form.errors:
        code = 422
    page = make_response(render_template("trials/box.html", form=form, found=found, fault=fault), code)
    page.headers["Cache-Control"] = "no-store"  # no copy of it in the browser either
    return page
