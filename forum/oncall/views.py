"""The page "On call": who is there now and next, the coming week, and one's own shifts."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from forum.choices import choices
from forum.db import db, utcnow
from forum.desk.settings import settings_of
from forum.desk.zones import zone_of
from forum.guards import moderator_required
from forum.members.models import Member
from forum.oncall.cover import may_be_on_call, next_on_call, on_call
from forum.oncall.forms import ShiftForm
from forum.oncall.models import Shift
from forum.oncall.people import all_moderators
from forum.oncall.shifts import put_on_call, take_off_call
from forum.oncall.week import moment_in_words, place, shift_in_words, week_of

bp = Blueprint("oncall", __name__)

MOST_SHIFTS = 100
OVER = "This time is over already."


@bp.get("/on-call")
@moderator_required
def index() -> str:
    form = _form()
    form.day.data = form.today.date()
    return _page(form)[0]


@bp.post("/on-call")
@moderator_required
def put() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate():
        return _page(form, 422)
    if put_on_call(_member_of(form), form.plan(), current_user) is None:
        form.ends.errors = [OVER]
        return _page(form, 422)
    db.session.commit()
    flash("The shift is in the plan.", "success")
    return redirect(url_for("oncall.index"), 303)


@bp.post("/on-call/<row:shift_id>/off")
@moderator_required
def off(shift_id: int) -> Response:
    shift = db.get_or_404(Shift, shift_id)
    if shift.member_id != current_user.id and not current_user.is_admin:
        abort(403)
    if take_off_call(shift, current_user):
        db.session.commit()
        flash("The shift is off the plan.", "success")
    return redirect(url_for("oncall.index"), 303)


def _form() -> ShiftForm:
    form = ShiftForm()
    form.today = utcnow().astimezone(zone_of(settings_of(current_user).zone))
    if current_user.is_admin:
        people = [(str(member.id), member.name) for member in all_moderators()]
        form.who.choices = choices(people)
        form.who.default = str(current_user.id)
        form.who.data = form.who.data or form.who.default
    else:
        del form.who
    return form


def _member_of(form: ShiftForm) -> Member:
    """Oneself, or whom an admin chose among those whom the field offers."""
    if not current_user.is_admin:
        return current_user._get_current_object()
    member = db.session.get_one(Member, int(form.who.data))
    return member if may_be_on_call(member) else abort(404)


def _page(form: ShiftForm, code: int = 200) -> tuple[str, int]:
    now, zone_name = utcnow(), settings_of(current_user).zone
    zone, coming = zone_of(zone_name), next_on_call(now)
    page = render_template(
        "oncall/index.html",
        form=form,
        zone=place(zone_name),
        present=on_call(now),
        next=coming,
        next_at=moment_in_words(coming.starts_at, zone) if coming else "",
        week=week_of(now, zone),
        shifts=[(shift, shift_in_words(shift, zone)) for shift in _to_come()],
    )
    return page, code


def _to_come() -> list[Shift]:
    """Shifts that are not over: the weekly ones first, then by time."""
    not_over = select(Shift).where(or_(Shift.ends_at.is_(None), Shift.ends_at > utcnow()))
    order = (Shift.weekday.is_(None), Shift.weekday, Shift.starts_at, Shift.id)
    first = not_over.order_by(*order).limit(MOST_SHIFTS)
    return list(db.session.scalars(first.options(joinedload(Shift.member))))
