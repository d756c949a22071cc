"""The moderators' queue, one item of it, deciding and undoing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import row_id_argument
from forum.db import db
from forum.drafts import park
from forum.notices.models import WORDS
from forum.reports.models import REASONS
from forum.review import queries
from forum.review.decide import StaleDecision, decide, undo
from forum.review.forms import DecisionForm
from forum.review.models import ReviewItem
from forum.review.present import asks_second_look, excerpt, mark, reason_line, tell
from forum.security import moderator_required

bp = Blueprint("review", __name__)

STALE = "This item changed while you looked at it. Nothing was decided. Here it is as it is now."


@bp.get("/review")
@moderator_required
def queue() -> str:
    state = "decided" if request.args.get("state") == "decided" else "open"
    page = queries.page_of_items(state, row_id_argument("after"))
    screenings = queries.screenings_of([item.post for item in page.items])
    rows = [
        {
            "item": item,
            "reason": reason_line(item, screenings.get(item.post.revision_id)),
            "excerpt": excerpt(item.post, screenings.get(item.post.revision_id)),
        }
        for item in page.items
    ]
    return render_template(
        "review/queue.html",
        rows=rows,
        page=page,
        state=state,
        counts=queries.count_open(),
        unread=queries.count_unread(),
    )


@bp.get("/review/<row:item_id>")
@moderator_required
def show(item_id: int) -> str:
    item = queries.get_item(item_id)
    return show_item(item, DecisionForm(formdata=None, version=str(item.version)))[0]


def show_item(item: ReviewItem, form: DecisionForm, code: int = 200) -> tuple[str, int]:
    post = item.post
    screening = queries.screening_of(post)
    reports = queries.reports_on(post)
    findings = screening.findings if screening else []
    return render_template(
        "review/item.html",
        item=item,
        post=post,
        form=form,
        screening=screening,
        title_parts=mark(post.revision, "title", findings),
        body_parts=mark(post.revision, "body", findings),
        told=tell(post.revision, screening),
        is_unsure=asks_second_look(screening),
        reason=reason_line(item, screening, reports),
        reports=reports,
        author_words=queries.author_words_on(post),
        decisions=queries.decisions_on(item),
        around=queries.posts_around(post),
        recent=queries.recent_posts(post),
        report_reasons=REASONS,
        author_word_texts=WORDS,
    ), code


@bp.get("/review/<row:item_id>/decide")
@moderator_required
def go_on_deciding(item_id: int) -> str:
    """The item after a sign-in in the middle of a decision: what was chosen and noted is in the form."""
    item = queries.get_item(item_id)
    kept = park.take_back(request.path) | {"version": str(item.version)}
    return show_item(item, DecisionForm(formdata=None, data=kept))[0]


@bp.post("/review/<row:item_id>/decide")
@moderator_required
def settle(item_id: int) -> Response | tuple[str, int]:
    item = queries.get_item(item_id)
    form = DecisionForm()
    if not form.validate():
        return show_item(item, form, 422)
    try:
        decide(item, current_user, form.said(), form.seen_version)
    except StaleDecision:
        db.session.rollback()
        item = queries.get_item(item_id)
        form.version.data = str(item.version)
        flash(STALE, "error")
        return show_item(item, form, 409)
    park.forget(request.path)
    db.session.commit()
    flash("Decided. You can undo it on the item's page.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)


@bp.post("/review/<row:item_id>/undo")
@moderator_required
def take_back(item_id: int) -> Response:
    if undo(queries.get_item(item_id), current_user):
        db.session.commit()
        flash("Undone. The item is open again.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)
