"""Save a form's post once, have it read, and lead to it."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, request, session
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from forum.db import db
from forum.drafts.park import forget
from forum.limits import spend
from forum.posts.composer import BodyForm
from forum.posts.models import Post
from forum.posts.queries import post_of_form, said_before
from forum.review.intake import screen_now

JUST_POSTED = "just_posted"
"""Session key: id of the post whose notice the next page shows on top, focused."""


def send_once(form: BodyForm, write: Callable[[], Post]) -> Post:
    """Run `write`, commit, screen; or return the post that the same form made before (a double click)."""
    if (earlier := post_of_form(current_user, form.form_key.data)) is not None:
        if said_before(earlier, form.title.data if "title" in form else "", form.body.data):
            return earlier
        # The browser's own Back brought the old form, and another text was typed into it: a post of its own.
        form.form_key.data = str(uuid.uuid4())
    spend("post")
    try:
        post = write()
        db.session.commit()
    except IntegrityError:
        # Both clicks were under way at once: the other one has just committed.
        db.session.rollback()
        earlier = post_of_form(current_user, form.form_key.data)
        if earlier is None:
            raise
        return earlier
    screen_now(post.revision)
    return post


def show_sent(post: Post, draft_key: str) -> Response:
    """Lead to the post; the page shows its notice first, and the drafts here and on the device can go."""
    forget(request.path)
    db.session.commit()
    session[JUST_POSTED] = post.id
    flash(draft_key, "draft-done")
    return redirect(post.url, 303)
