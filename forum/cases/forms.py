"""The form in which a moderator looks a case through."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField, ValidationError

from forum.cases.marks import MEANINGS, Mark, settle
from forum.choices import choices
from forum.posts.texts import at_most, long_text, no_control_characters, one_line, same_newlines, written

APPROVE, LEAVE_OUT = "approve", "leave out"
NOT_THERE = "These words do not stand in the text any more. Write words that do, or leave this mark out."
MOST_TITLE, MOST_BODY, MOST_QUOTE = 400, 60_000, 1_000
"""More than a post may have: a placeholder can be longer than the name that it stands for."""
MOST_STAMP = 20


class CaseForm(FlaskForm):
    """Which button was pressed is `verdict`; `seen` is the review as the moderator saw it."""

    verdict = HiddenField()
    seen = HiddenField()
    body = long_text("Text", MOST_BODY, written)
    is_clean = BooleanField("No name or place that points to a person is left")

    marks: Sequence[Mark] = ()
    rows: Sequence[dict[str, Any]] = ()
    """After `validate`: the marks as the table keeps them."""

    def validate_verdict(self, field: HiddenField) -> None:
        if field.data not in (APPROVE, LEAVE_OUT):
            raise ValidationError("Choose one of the two buttons.")

    def validate_is_clean(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError("Read the text once more for names and places, then tick this.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Leaving a case out asks for nothing: the text is not kept."""
        if self.verdict.data == LEAVE_OUT:
            return True
        is_right = super().validate(extra_validators)
        return self._settle() and is_right

    def _settle(self) -> bool:
        said = [(mark, *self.said_of(number)) for number, mark in enumerate(self.marks)]
        settled = list(settle(said, self.texts))
        kept = [number for number, (_, _, meaning) in enumerate(said) if meaning != "leave out"]
        for number, row in zip(kept, settled, strict=True):
            if row is None:
                field = self[f"quote_{number}"]
                field.errors = [*field.errors, NOT_THERE]
        self.rows = [row for row in settled if row is not None]
        return len(self.rows) == len(settled)

    def said_of(self, number: int) -> tuple[str, str]:
        meaning = self[f"meaning_{number}"].data
        return self[f"quote_{number}"].data or "", meaning if meaning in MEANINGS else "leave out"

    @property
    def texts(self) -> dict[str, str]:
        title = self["title"].data or "" if "title" in self else ""
        return {"title": title.strip(), "body": self.body.data or ""}

    @property
    def seen_stamp(self) -> int:
        """-1, which no review has, for what is no stamp."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < MOST_STAMP else -1


def case_form(marks: Sequence[Mark], has_title: bool, **values: Any) -> CaseForm:
    """A form with two fields for each mark, and one for the title of a thread's first post."""
    fields: dict[str, Any] = {}
    if has_title:
        checks = [written, at_most(MOST_TITLE), one_line, no_control_characters]
        fields["title"] = StringField("Title", filters=[same_newlines], validators=checks)
    for number, mark in enumerate(marks):
        quote = StringField("Words", filters=[same_newlines], validators=[at_most(MOST_QUOTE)])
        if "\n" in mark.quote:
            quote = TextAreaField("Words", filters=[same_newlines], validators=[at_most(MOST_QUOTE)])
        fields[f"quote_{number}"] = quote
        fields[f"meaning_{number}"] = SelectField("What is said of them", choices=choices(MEANINGS.items()))
    own = type("OneCaseForm", (CaseForm,), fields | {"marks": tuple(marks)})
    form: CaseForm = own(**values)
    return form


def filled(marks: Sequence[Mark], texts: dict[str, str]) -> dict[str, Any]:
    """What stands in the fields at first."""
    values: dict[str, Any] = dict(texts)
    for number, mark in enumerate(marks):
        values |= {f"quote_{number}": mark.quote, f"meaning_{number}": mark.meaning}
    return values
