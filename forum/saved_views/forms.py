"""The form with a view's name."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired

from forum.posts.texts import at_most, no_control_characters
from forum.saved_views.models import SavedView

MOST_NAME = SavedView.name.type.length


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class NameForm(FlaskForm):
    name = StringField(
        "Name of the view",
        filters=[one_line],
        validators=[
            DataRequired(message="Give the view a name."),
            at_most(MOST_NAME),
            no_control_characters,
        ],
    )
