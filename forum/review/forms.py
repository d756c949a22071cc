"""The form of a decision."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from forum.letters.answers import direction
from forum.letters.compose import name_of, speaks_of_another
from forum.letters.models import MOST_BODY, MOST_SUBJECT
from forum.posts.texts import at_most, long_text, no_control_characters, one_line, same_newlines
from forum.review.decide import REASONS, VERDICTS, Verdict
from forum.screening import Level

LEVELS = ("info", "urgent", "emergency", "crisis")
MOST_NOTE = 2_000


class DecisionForm(FlaskForm):
    """Which button was pressed is `verdict`: "keep", "change:urgent", "remove:past"; one tap says it all.

    `version` and `seen` are the item as the moderator saw it.
    """

    verdict = HiddenField()
    version = HiddenField()
    seen = HiddenField()
    level = HiddenField()
    reason = HiddenField()
    note = long_text("Note for the log", MOST_NOTE)

    answer = HiddenField()
    """Key of the answer that the letter began with; see forum/letters/answers.py."""
    letter_subject = StringField(
        "Subject",
        filters=[same_newlines],
        validators=[
            at_most(MOST_SUBJECT),
            one_line,
            no_control_characters,
        ],
    )
    letter = long_text("Letter to the author", MOST_BODY)
    shown_level = 0
    """Of the post, set by the view: by it a letter is held against the button that was pressed."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Take the pressed button apart."""
        super().process(*args, **kwargs)
        verdict, _, choice = (self.verdict.data or "").partition(":")
        if choice:
            self.verdict.data = verdict
            (self.level if verdict == "change" else self.reason).data = choice

    def validate_verdict(self, field: HiddenField) -> None:
        if field.data not in VERDICTS:
            raise ValidationError("Choose one of the decisions.")

    def validate_level(self, field: HiddenField) -> None:
        if self.verdict.data == "change" and field.data not in LEVELS:
            raise ValidationError("Choose the level that the notice should have.")

    def validate_reason(self, field: HiddenField) -> None:
        if self.verdict.data == "remove" and field.data not in REASONS:
            raise ValidationError("Say why the notice should go. It helps to mend the rules.")

    def validate_letter_subject(self, field: StringField) -> None:
        if self.has_letter and not (field.data or "").strip():
            raise ValidationError("Write a subject, or empty the letter to send none.")

    def validate_letter(self, field: TextAreaField) -> None:
        """A letter that tells of another decision than the pressed one is sent on the second press only."""
        if not self.has_letter or not self._is_whole():
            return
        said = self.said()
        if speaks_of_another(self.answer.data, direction(self.shown_level, int(said.level), said.verdict)):
            name, self.answer.data = name_of(self.answer.data), ""
            raise ValidationError(
                f"The letter began as “{name}”, the button said otherwise. Nothing was decided or sent. "
                "Look at the letter again. The next press sends it as it is."
            )

    def _is_whole(self) -> bool:
        """Whether the decision itself can be understood; if not, that comes first."""
        verdict = self.verdict.data
        return verdict in VERDICTS and (verdict != "change" or self.level.data in LEVELS)

    @property
    def has_letter(self) -> bool:
        return bool((self.letter.data or "").strip())

    @property
    def seen_version(self) -> int:
        """0, which no item has, for what is no version: the database would stumble over a longer number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    @property
    def chosen(self) -> str:
        """Which button was pressed, in words, for a page that comes instead of the decision."""
        if self.verdict.data == "change":
            return f"Change the notice to {self.level.data}" if self.level.data in LEVELS else ""
        if self.verdict.data == "remove":
            return f"Remove the notice: {REASONS.get(self.reason.data or '', 'no reason given')}"
        return "Leave it as it is" if self.verdict.data == "keep" else ""

    def said(self) -> Verdict:
        return Verdict(
            verdict=self.verdict.data,
            level=Level.from_word(self.level.data) if self.verdict.data == "change" else Level.NONE,
            reason=self.reason.data if self.verdict.data == "remove" else "",
            note=self.note.data or "",
        )
