"""The page of one item, in parts: each part is a dict of what its template in `review/` needs."""

from typing import Any

from flask import render_template

from forum.notices.models import WORDS
from forum.posts.models import Post
from forum.reports.models import REASONS
from forum.review import queries
from forum.review.decide_page import decide_part
from forum.review.forms import DecisionForm
from forum.review.models import ReviewItem
from forum.review.present import asks_second_look, mark, reason_line, tell


def show_item(item: ReviewItem, form: DecisionForm, code: int = 200) -> tuple[str, int]:
    """The page with this form in it, and its status."""
    parts = seen_part(item) | history_part(item) | around_part(item.post) | decide_part(item)
    return render_template("review/item.html", item=item, post=item.post, form=form, **parts), code


def seen_part(item: ReviewItem) -> dict[str, Any]:
    """The text with its marks, and why it is here."""
    post = item.post
    screening = queries.screening_of(post)
    reports = queries.reports_on(post)
    findings = screening.findings if screening else []
    return {
        "screening": screening,
        "title_parts": mark(post.revision, "title", findings),
        "body_parts": mark(post.revision, "body", findings),
        "told": tell(post.revision, screening),
        "is_unsure": asks_second_look(screening),
        "reason": reason_line(item, screening, reports),
        "reports": reports,
        "report_reasons": REASONS,
        "author_words": queries.author_words_on(post),
        "author_word_texts": WORDS,
    }


def history_part(item: ReviewItem) -> dict[str, Any]:
    """What people decided before."""
    return {"decisions": queries.decisions_on(item)}


def around_part(post: Post) -> dict[str, Any]:
    """The thread around it and what else the author wrote."""
    return {"around": queries.posts_around(post), "recent": queries.recent_posts(post)}
