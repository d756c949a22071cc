"""The first visit: one screen between signing up and the board. And the terms of use."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template
from werkzeug.wrappers import Response

from forum.db import db
from forum.drafts.park import last_path
from forum.limits import spend
from forum.members.models import Member
from forum.members.queries import signed_in_member
from forum.signin import next_page
from forum.signin.arrivals import current_arrival, drop_arrival
from forum.signin.arrive import begin_again, go_on
from forum.signin.enter import enter
from forum.signin.facts import outcome_of
from forum.signin.link import IdentityTaken
from forum.signin.linking import Outcome
from forum.signin.models import Arrival
from forum.signin.register import CannotRegister, register
from forum.welcome.finish import agree_to_terms, finish_visit
from forum.welcome.forms import ArrivalForm, TermsForm, VisitForm
from forum.welcome.gate import is_welcome, lead_to_first_visit
from forum.welcome.terms import VERSION

bp = Blueprint("welcome", __name__)
bp.before_app_request(lead_to_first_visit)

NEWCOMERS = frozenset({Outcome.REGISTER, Outcome.TAKE_OVER})


@bp.route("/welcome", methods=["GET", "POST"])
def visit() -> Response | tuple[str, int]:
    member = signed_in_member()
    if member is not None:
        return visit_of_member(member)
    arrival = current_arrival()
    if arrival is None:
        return begin_again()
    return visit_of_arrival(arrival)


def visit_of_member(member: Member) -> Response | tuple[str, int]:
    """Who joined with a password, or before the terms that hold now."""
    if is_welcome(member):
        return redirect(next_page.take_or_go_on(), 303)
    form = TermsForm() if member.welcomed_at else VisitForm()
    if not form.validate_on_submit():
        return page(form)
    if isinstance(form, VisitForm):
        finish_visit(member, **chosen(form))
        greet(member)
    else:
        agree_to_terms(member)
    db.session.commit()
    return redirect(next_page.take_or_go_on(), 303)


def visit_of_arrival(arrival: Arrival) -> Response | tuple[str, int]:
    """Who comes by a provider: the account begins when this form is sent, not before."""
    if outcome_of(arrival, None) not in NEWCOMERS:
        return go_on(arrival)
    form = ArrivalForm(arrival)
    if not form.validate_on_submit():
        return page(form, arrival=arrival)
    spend("sign up")
    try:
        member = register(arrival, name=form.name.data, country=form.country.data or None)
    except (CannotRegister, IdentityTaken):
        # Another tab was faster, or the address was confirmed meanwhile: the table is asked anew.
        db.session.rollback()
        return go_on(arrival)
    finish_visit(member, **chosen(form))
    greet(member)
    drop_arrival()
    return enter(member)


def chosen(form: VisitForm) -> dict[str, Any]:
    return {
        "least_age": current_app.config["LEAST_AGE"],
        "stage": form.stage.data,
        "mails": form.mails.data,
    }


def greet(member: Member) -> None:
    """Say what comes next: nothing is posted by itself."""
    next_step = (
        "Your text is still here. Send it when you are ready." if last_path() else "You can write now."
    )
    flash(f"Welcome, {member.name}. {next_step}", "success")


def page(form: TermsForm, **more: Any) -> tuple[str, int]:
    return render_template(
        "welcome/visit.html", form=form, version=VERSION, **more
    ), 422 if form.errors else 200


@bp.get("/terms")
def terms() -> str:
    return render_template("welcome/terms.html", version=VERSION)
