"""Decided posts as labelled cases: the list, and the page on which a person looks one through."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import row_id_argument
from forum.cases.forms import LEAVE_OUT, CaseForm
from forum.cases.models import APPROVED, LEFT_OUT
from forum.cases.page import Draft, draft, excerpts
from forum.cases.queries import TO_REVIEW, Case, Filters, get_case, page_of_cases, review_of
from forum.cases.review import StaleCase, approve, leave_out, stamp
from forum.cases.told import rule_name
from forum.db import db
from forum.drafts import park
from forum.guards import moderator_required
from forum.modlog.record import record_read
from forum.review.present import WHEN, WHETHER, WHO
from forum.screening import Level, describe

bp = Blueprint("cases", __name__)

STALE = "This decision was taken back, or somebody else looked the case through. Nothing was stored."
LEVELS = {level.word: level for level in Level}
STATES = (TO_REVIEW, APPROVED, LEFT_OUT)


def _filters() -> Filters:
    """What the address asks for; what it cannot mean is left out."""
    asked = request.args
    return Filters(
        outcome=asked.get("outcome", "") if asked.get("outcome") in ("right", "wrong") else "",
        level=LEVELS.get(asked.get("level", "")),
        rule=asked.get("rule", "")[:270],
        state=asked.get("state", "") if asked.get("state") in STATES else "",
    )


@bp.get("/review/cases")
@moderator_required
def index() -> str:
    filters = _filters()
    cases, older = page_of_cases(filters, row_id_argument("before"))
    return render_template(
        "cases/index.html",
        cases=cases,
        excerpts=excerpts(cases),
        older=older,
        filters=filters,
        levels=list(reversed(LEVELS)),
        rule=rule_name(filters.rule),
    )


@bp.get("/review/cases/<row:decision_id>")
@moderator_required
def show(decision_id: int) -> tuple[str, int]:
    case = get_case(decision_id)
    begun = draft(case)
    page = _page(case, begun, begun.first_form(case, park.take_back(request.path)))
    if record_read(current_user, case.decision.item):
        db.session.commit()
    return page


@bp.post("/review/cases/<row:decision_id>")
@moderator_required
def settle(decision_id: int) -> Response | tuple[str, int]:
    case = get_case(decision_id)
    begun = draft(case)
    form = begun.form(case)
    if not form.validate():
        return _page(case, begun, form, 422)
    try:
        if form.verdict.data == LEAVE_OUT:
            leave_out(case, current_user, form.seen_stamp)
        else:
            approve(case, current_user, form.texts, list(form.rows), form.seen_stamp)
    except StaleCase:
        db.session.rollback()
        flash(STALE, "error")
        form.seen.data = str(stamp(review_of(case.decision)))
        return _page(case, begun, form, 409)
    park.forget(request.path)
    db.session.commit()
    flash("The case is left out." if form.verdict.data == LEAVE_OUT else "The case is approved.", "success")
    return redirect(url_for("cases.index", state=TO_REVIEW), 303)


def _page(case: Case, begun: Draft, form: CaseForm, code: int = 200) -> tuple[str, int]:
    axes = {"whether": WHETHER, "who": WHO, "when_": WHEN}
    shown = {"case": case, "draft": begun, "form": form, "is_sent": code != 200}
    return render_template("cases/show.html", describe=describe, **shown, **axes), code
