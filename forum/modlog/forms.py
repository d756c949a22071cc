"""What narrows the log: a form that asks with GET, so that a filter is an address."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Optional, Regexp, ValidationError

from forum.choices import choices
from forum.members.models import Member, name_key
from forum.modlog import queries
from forum.modlog.models import action_in_words
from forum.modlog.queries import Filter

DAYS = {
    "": "All times",
    "1": "The last day",
    "7": "7 days",
    "30": "30 days",
    "90": "90 days",
    "365": "A year",
}
A_NUMBER = Regexp(r"[1-9][0-9]{0,8}\Z", message="Write the number only, such as 12.")


class LogForm(FlaskForm):
    member = StringField("About the member")
    moderator = SelectField("Done by")
    action = SelectField("What was done")
    thread = StringField("Thread number", validators=[Optional(), A_NUMBER])
    item = StringField("Review item number", validators=[Optional(), A_NUMBER])
    days = SelectField("When", choices=choices(DAYS.items()))
    reads = BooleanField("Show who only read, too")

    class Meta:
        csrf = False  # it changes nothing

    def __init__(self) -> None:
        super().__init__(formdata=request.args)
        people = [(str(number), name) for number, name in queries.moderators()]
        self.moderator.choices = choices([("", "Anybody"), *people])
        done = ((name, action_in_words(name)) for name in queries.actions())
        self.action.choices = choices([("", "Anything"), *done])
        self._member: Member | None = None
        for name in ("moderator", "action", "days"):
            self[name].data = self[name].data or ""

    def validate_member(self, field: StringField) -> None:
        if field.data and field.data.strip():
            self._member = queries.member_named(name_key(field.data.strip()))
            if self._member is None:
                raise ValidationError("Nobody here has this name.")

    def chosen(self) -> Filter:
        """After `validate`."""
        return Filter(
            member_id=self._member.id if self._member else None,
            moderator_id=_number(self.moderator.data),
            thread_id=_number(self.thread.data),
            item_id=_number(self.item.data),
            action=self.action.data,
            days=_number(self.days.data),
            has_reads=self.reads.data,
        )

    def as_arguments(self) -> dict[str, Any]:
        """What stands in the address of the same filter."""
        return {field.name: field.data if field.data is not True else "1" for field in self if field.data}


def _number(text: str | None) -> int | None:
    return int(text) if text else None
