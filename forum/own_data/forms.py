"""The form with which a member asks for their account to be deleted."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from forum.choices import choices

KEEP, DELETE = "keep", "delete"
POSTS = {
    KEEP: "Keep my posts, without my name",
    DELETE: "Delete the text of my posts",
}


class ClosingForm(FlaskForm):
    posts = RadioField(
        "What shall become of your posts?",
        choices=choices(POSTS.items()),
        validators=[InputRequired("Choose what shall become of your posts.")],
    )
