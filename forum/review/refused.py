"""The page after a decision that was refused: nothing was decided, and nothing that was typed is lost."""

from flask import render_template, request
from flask_login import current_user
from sqlalchemy import select

from forum.db import db
from forum.drafts import park
from forum.posts.models import Post, Revision
from forum.review import queries
from forum.review.claim_page import claim_part
from forum.review.decide import DONE, HeldByOther, StaleDecision
from forum.review.decide_page import decide_part
from forum.review.forms import DecisionForm
from forum.review.models import Decision, ReviewItem
from forum.review.seen import Seen, read_seen, seen_of
from forum.review.word_diff import word_diff


def show_refused(item: ReviewItem, form: DecisionForm, why: StaleDecision) -> tuple[str, int]:
    """Both versions, or who has the item. The form is kept, as after a sign-in, until it is sent."""
    park.park()
    if isinstance(why, HeldByOther):
        parts = claim_part(item, current_user)
        return render_template("review/held.html", item=item, post=item.post, form=form, **parts), 409
    return show_stale(item, form), 409


def show_stale(item: ReviewItem, form: DecisionForm) -> str:
    """What they saw, what is now, and the form on the new version."""
    post, seen, decisions = item.post, read_seen(request.form.get("seen")), queries.decisions_on(item)
    now = seen_of(item, decisions[0] if decisions else None)
    form.version.data, form.seen.data = str(item.version), str(now)
    old = _revision(post, seen) if seen else None
    is_edited = old is not None and old.number != post.revision.number
    return render_template(
        "review/stale.html",
        item=item,
        post=post,
        form=form,
        done=DONE,
        seen=seen,
        now=now,
        old=old,
        title_changes=word_diff(old.title, post.revision.title) if old and is_edited else [],
        body_changes=word_diff(old.body, post.revision.body) if old and is_edited else [],
        seen_decision=next((row for row in decisions if seen and row.id == seen.decision), None),
        new_decisions=_since(decisions, seen),
        **decide_part(item, form),
    )


def _revision(post: Post, seen: Seen) -> Revision | None:
    return db.session.scalar(select(Revision).filter_by(post_id=post.id, number=seen.revision))


def _since(decisions: list[Decision], seen: Seen | None) -> list[Decision]:
    """What others decided after the page was made, the newest first; if that is unknown, the newest."""
    return [row for row in decisions if row.id > seen.decision] if seen else decisions[:1]
