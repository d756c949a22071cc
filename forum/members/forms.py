"""The form about oneself in the settings."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField

from forum.members.fields import country_field, name_field
from forum.posts.texts import at_most, no_control_characters, same_newlines
from forum.welcome.choices import mails_field, stage_field

MOST_ABOUT = 500


class SettingsForm(FlaskForm):
    name = name_field()
    country = country_field()
    about = TextAreaField(
        "Some words about you",
        description="A line or two for your page. Leave it empty if you like.",
        filters=[lambda text: same_newlines(text).strip()],
        validators=[
            at_most(MOST_ABOUT),
            no_control_characters,
        ],
    )
    stage = stage_field()
    mails = mails_field()
