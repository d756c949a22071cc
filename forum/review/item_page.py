"""The page of one item, in parts: each part is a dict of what its template in `review/` needs."""

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from forum.asks.page import asks_part
from forum.drafts import park
from forum.letters.queries import letters_about
from forum.notices.models import WORDS
from forum.notices.show import both_sides
from forum.reports.models import REASONS
from forum.review import queries
from forum.review.about_author import counts_of, earlier_items
from forum.review.claim_forms import TakeOverForm
from forum.review.claim_page import claim_part
from forum.review.decide import DONE
from forum.review.decide import REASONS as REMOVAL_REASONS
from forum.review.decide_page import decide_part
from forum.review.forms import DecisionForm
from forum.review.last_text import compare, screenings_now_and_before
from forum.review.models import ReviewItem
from forum.review.present import asks_second_look, mark, reason_line, tell
from forum.review.same_words import decisions_on_same_words
from forum.review.seen import seen_of


def kept_form(item: ReviewItem) -> DecisionForm:
    """The form with what was typed and refused, or typed when the session ran out; else empty."""
    kept = park.take_back(url_for("review.settle", item_id=item.id))
    return DecisionForm(formdata=None, data=kept | {"version": str(item.version), "seen": ""})


def show_item(
    item: ReviewItem, form: DecisionForm, code: int = 200, over_form: TakeOverForm | None = None
) -> tuple[str, int]:
    """The page with these forms in it, and its status."""
    history = history_part(item)
    if not form.seen.data:
        form.seen.data = str(seen_of(item, next(iter(history["decisions"]), None)))
    parts = seen_part(item) | history | around_part(item)
    parts |= decide_part(item, form, parts["screening"])
    parts |= claim_part(item, current_user, over_form) | asks_part(item)
    return render_template("review/item.html", item=item, post=item.post, form=form, **parts), code


def seen_part(item: ReviewItem) -> dict[str, Any]:
    """The text with its marks, and why it is here."""
    post = item.post
    screening, before = screenings_now_and_before(post)
    reports = queries.reports_on(post)
    findings = screening.findings if screening else []
    said = queries.author_words_on(post)
    standing = next((word for word in said if word.is_standing_on(post)), None)
    return {
        "screening": screening,
        "title_parts": mark(post.revision, "title", findings),
        "body_parts": mark(post.revision, "body", findings),
        "told": tell(post.revision, screening),
        "is_unsure": asks_second_look(screening),
        "reason": reason_line(item, screening, reports),
        "reports": reports,
        "report_reasons": REASONS,
        "author_words": said,
        "author_word_texts": WORDS,
        "last_text": compare(post, screening, before),
        "sides": both_sides(post, findings, standing.word if standing else None),
        "same_words": decisions_on_same_words(item, findings),
        "done": DONE,
    }


def history_part(item: ReviewItem) -> dict[str, Any]:
    """What people decided before."""
    return {
        "decisions": queries.decisions_on(item),
        "letters": letters_about(item.id),
        "removal_words": REMOVAL_REASONS,
    }


def around_part(item: ReviewItem) -> dict[str, Any]:
    """The thread around it, and what else the author wrote and how it went."""
    return {
        "around": queries.posts_around(item.post),
        "recent": queries.recent_posts(item.post),
        "counts": counts_of(item),
        "earlier_items": earlier_items(item),
    }
