"""Why a post is hidden: readers see it in the post's place."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from forum.posts.hide import MOST_REASON
from forum.posts.texts import no_control_characters, one_line, same_newlines, written


class HideForm(FlaskForm):
    reason = StringField(
        "Why?",
        filters=[same_newlines, lambda text: text.strip().rstrip(".") if text else text],
        validators=[
            written,
            Length(max=MOST_REASON, message=f"This is longer than {MOST_REASON} characters."),
            one_line,
            no_control_characters,
        ],
    )
