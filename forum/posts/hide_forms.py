"""Why a post is hidden: readers see it in the post's place."""

from flask_wtf import FlaskForm
from wtforms import StringField

from forum.posts.hide import MOST_REASON
from forum.posts.texts import at_most, no_control_characters, one_line, same_newlines, written


class HideForm(FlaskForm):
    reason = StringField(
        "Why?",
        filters=[same_newlines, lambda text: text.strip().rstrip(".") if text else text],
        validators=[
            written,
            at_most(MOST_REASON),
            one_line,
            no_control_characters,
        ],
    )
