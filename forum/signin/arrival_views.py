"""Pages between a provider and the board: ask for an address, type the code, prove another account.

They work for the browser that holds an arrival. Without one they say so and lead to the start.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_login import user_logged_out
from werkzeug.wrappers import Response

from forum.db import db
from forum.limits import spend
from forum.members.queries import signed_in_member
from forum.signin import next_page
from forum.signin.arrivals import change_address, current_arrival, drop_arrival, prove_mailbox
from forum.signin.arrive import begin_again, go_on
from forum.signin.facts import outcome_of
from forum.signin.forms import WRONG_CODE, AddressForm, CodeForm
from forum.signin.labels import label_of
from forum.signin.linking import Outcome
from forum.signin.mailbox import send_code
from forum.signin.models import Arrival

bp = Blueprint("arrivals", __name__)

PROVE = frozenset({Outcome.PROVE_ACCOUNT, Outcome.PROVE_MAILBOX})


def with_arrival(view: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the arrival of this browser to the view."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        arrival = current_arrival()
        if arrival is None:
            return begin_again()
        return view(arrival, *args, **kwargs)

    return guarded


@bp.route("/arrival/address", methods=["GET", "POST"])
@with_arrival
def address(arrival: Arrival) -> Response | tuple[str, int]:
    """Ask for the address; the answer is the same whether an account has it or not."""
    if outcome_of(arrival, signed_in_member()) is not Outcome.ASK_ADDRESS:
        return go_on(arrival)
    form = AddressForm(data={"email": arrival.email})
    if not form.validate_on_submit():
        return page("address", arrival, form)
    if not change_address(arrival, form.email.data):
        return go_on(arrival)
    send_code(arrival)
    db.session.commit()
    return redirect(url_for("arrivals.code"), 303)


@bp.route("/arrival/code", methods=["GET", "POST"])
def code() -> Response | tuple[str, int]:
    """Take the code of our mail. In a browser that did not ask for it the link only shows the code."""
    arrival = current_arrival()
    shown = "".join(sign for sign in request.args.get("shown", "")[:20] if sign.isalnum())
    if arrival is None and shown:
        return render_template("signin/elsewhere.html", code=shown), 200
    if arrival is None or not arrival.email:
        return begin_again()
    form = CodeForm(data={"code": shown})
    if not form.validate_on_submit():
        return page("code", arrival, form)
    spend("code", account=arrival.key)
    if not prove_mailbox(arrival, form.code.data or ""):
        form.code.errors = [WRONG_CODE]
        return page("code", arrival, form)
    db.session.commit()
    return go_on(arrival)


@bp.route("/arrival/prove", methods=["GET", "POST"])
@with_arrival
def prove(arrival: Arrival) -> Response | tuple[str, int]:
    """An account has the proved address: lead to its ways in, or mail a code to its mailbox."""
    outcome = outcome_of(arrival, signed_in_member())
    if outcome not in PROVE:
        return go_on(arrival)
    if request.method == "POST" and outcome is Outcome.PROVE_MAILBOX:
        send_code(arrival)
        db.session.commit()
        return redirect(url_for("arrivals.code"), 303)
    return page("prove", arrival, None, has_password=outcome is Outcome.PROVE_ACCOUNT)


@bp.post("/arrival/stop")
def stop() -> Response:
    """Forget what the provider said and go back to reading."""
    drop_arrival()
    db.session.commit()
    return redirect(url_for("boards.index"), 303)


def page(name: str, arrival: Arrival, form: Any, **more: Any) -> tuple[str, int]:
    code = 422 if form and form.errors else 200
    label = label_of(arrival.provider)
    return render_template(f"signin/{name}.html", arrival=arrival, form=form, label=label, **more), code


def _forget(app: Flask, **rest: Any) -> None:
    """Who signs out leaves nothing for the next person at the device."""
    drop_arrival()
    next_page.take()
    db.session.commit()


bp.record_once(lambda state: user_logged_out.connect(_forget, state.app))
