"""The form of a decision."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Length

from forum.choices import choices
from forum.posts.texts import no_control_characters, same_newlines
from forum.review.decide import REASONS, VERDICTS, Verdict
from forum.screening import Level

LEVELS = (
    ("", "Choose a level"),
    ("info", "For information"),
    ("urgent", "Urgent"),
    ("emergency", "Emergency"),
    ("crisis", "Crisis"),
)


class DecisionForm(FlaskForm):
    """Which button was pressed is `verdict`; `version` is the item as the moderator saw it."""

    verdict = HiddenField()
    version = HiddenField()
    # The checks below say in words what a bare "not a valid choice" would not: which button asks for it.
    level = SelectField("New level", choices=choices(LEVELS), validate_choice=False)
    reason = RadioField("Why does the notice go?", choices=choices(REASONS.items()), validate_choice=False)
    note = TextAreaField(
        "Note for the log",
        filters=[same_newlines],
        validators=[
            Length(max=2_000, message="This is longer than 2,000 characters."),
            no_control_characters,
        ],
    )

    def validate_verdict(self, field: HiddenField) -> None:
        if field.data not in VERDICTS:
            raise ValidationError("Choose one of the decisions.")

    def validate_level(self, field: SelectField) -> None:
        if self.verdict.data == "change" and field.data not in dict(LEVELS[1:]):
            raise ValidationError("Choose the level that the notice should have.")

    def validate_reason(self, field: RadioField) -> None:
        if self.verdict.data == "remove" and field.data not in REASONS:
            raise ValidationError("Say why the notice should go. It helps to mend the rules.")

    @property
    def seen_version(self) -> int:
        """0, which no item has, for what is no version: the database would stumble over a longer number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def said(self) -> Verdict:
        return Verdict(
            verdict=self.verdict.data,
            level=Level.from_word(self.level.data) if self.verdict.data == "change" else Level.NONE,
            reason=self.reason.data if self.verdict.data == "remove" else "",
            note=self.note.data or "",
        )
