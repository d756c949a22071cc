"""A moderator's saved views of the queue: keep the filter of a page, rename, choose the first one, delete."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.boards.queries import board_titles
from forum.db import db
from forum.guards import moderator_required
from forum.members.queries import signed_in_member
from forum.review.filters import Filters
from forum.saved_views import keep
from forum.saved_views.forms import NameForm
from forum.saved_views.queries import get_view, views_of

bp = Blueprint("saved_views", __name__)


@bp.get("/review/views")
@moderator_required
def index() -> str:
    return page_of_views(NameForm(formdata=None))


@bp.post("/review/views")
@moderator_required
def save() -> Response | tuple[str, int]:
    """The filter that is saved stands in the address, as it does in the queue."""
    form, filters = NameForm(), Filters.read(request.args)
    try:
        if not form.validate():
            return page_of_views(form), 422
        keep.save(signed_in_member(), form.name.data, filters.as_arguments())
        db.session.commit()
    except keep.CannotSave as refusal:
        return refuse(form, refusal)
    flash("Saved. It stands above the queue.", "success")
    return redirect(url_for("queue.index", **filters.as_arguments()), 303)


@bp.post("/review/views/<row:view_id>/rename")
@moderator_required
def rename(view_id: int) -> Response | tuple[str, int]:
    view, form = get_view(view_id, current_user), NameForm()
    try:
        if not form.validate():
            return page_of_views(form, view_id), 422
        keep.rename(view, form.name.data)
        db.session.commit()
    except keep.CannotSave as refusal:
        return refuse(form, refusal, view_id)
    return redirect(url_for("saved_views.index"), 303)


@bp.post("/review/views/<row:view_id>/default")
@moderator_required
def choose(view_id: int) -> Response:
    """`is_default` empty takes it back."""
    keep.make_default(get_view(view_id, current_user), bool(request.form.get("is_default")))
    db.session.commit()
    return redirect(url_for("saved_views.index"), 303)


@bp.post("/review/views/<row:view_id>/delete")
@moderator_required
def delete(view_id: int) -> Response:
    keep.delete(get_view(view_id, current_user))
    db.session.commit()
    flash("The view is deleted. The items in it are where they were.", "success")
    return redirect(url_for("saved_views.index"), 303)


def refuse(form: NameForm, refusal: keep.CannotSave, view_id: int | None = None) -> tuple[str, int]:
    db.session.rollback()
    form.name.errors = [str(refusal)]
    return page_of_views(form, view_id), 422


def page_of_views(form: NameForm, wrong_id: int | None = None) -> str:
    """With the form of a new view from this address, or of the view whose new name was wrong."""
    filters, boards = Filters.read(request.args), board_titles()
    rows: list[dict[str, Any]] = []
    for view in views_of(current_user):
        kept = Filters.read(view.filters)
        its_form = form if view.id == wrong_id else NameForm(formdata=None, name=view.name)
        its_form.name.id = f"name-{view.id}"
        rows.append(
            {"view": view, "form": its_form, "words": kept.in_words(boards), "filters": kept.as_arguments()}
        )
    return render_template(
        "saved_views/index.html",
        rows=rows,
        form=form,
        is_saving=wrong_id is None and request.args,
        filters=filters.as_arguments(),
        words=filters.in_words(boards),
        wrong_id=wrong_id,
    )
