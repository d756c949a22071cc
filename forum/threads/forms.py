"""The form with which a moderator moves a thread."""

from flask_wtf import FlaskForm
from wtforms import SelectField


class MoveForm(FlaskForm):
    board = SelectField("Move to", coerce=int)
