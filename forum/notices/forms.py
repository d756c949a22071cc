"""The form of the country page."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField

from forum.choices import country_choices


class CountryForm(FlaskForm):
    country = SelectField("Country", choices=country_choices)
    next = HiddenField()
