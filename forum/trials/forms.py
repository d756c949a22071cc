"""The forms of the test box and of each kind of proposal. What a rule may say, the rule reader decides."""

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from forum.choices import choices
from forum.posts.composer import MOST_CHARACTERS, MOST_TITLE
from forum.posts.texts import at_most, long_text, no_control_characters, written
from forum.screening import present_limits
from forum.trials.fields import MOST_WHY, line, lines_of, list_of, sign_id, signs, tidy
from forum.trials.kinds import CONFUSER_KINDS, LIMITS

LEVELS = (("info", "For information"), ("urgent", "Urgent"), ("emergency", "Emergency"), ("crisis", "Crisis"))


class BoxForm(FlaskForm):
    """No field of it has a name that the board keeps through a sign-in: what is pasted is kept nowhere."""

    heading = StringField(
        "Title",
        filters=[tidy],
        validators=[Length(max=MOST_TITLE, message="This title is too long."), no_control_characters],
    )
    text = long_text("Text", MOST_CHARACTERS, written)


class ProposalForm(FlaskForm):
    """`note` is why; it has that name so that it is kept through a sign-in."""

    seen = HiddenField()
    """The content that was on the page when a change of it was begun."""
    note = TextAreaField(
        "Why?",
        filters=[tidy],
        validators=[
            written,
            at_most(MOST_WHY),
            no_control_characters,
        ],
    )

    def content(self) -> dict[str, Any]:
        raise NotImplementedError

    def show(self, content: dict[str, Any]) -> None:
        """Fill the fields with what is stored."""
        for name, value in content.items():
            if name in self and isinstance(self[name], (DateField, DecimalField)):
                self[name].raw_data = [str(value)]
            elif name in self:
                self[name].data = "\n".join(value) if isinstance(value, list) else value


class PhraseForm(ProposalForm):
    sign = SelectField("Which sign?", validate_choice=False)
    phrases = list_of("New words", written)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign.choices = choices([("", "Choose a sign"), *signs()])

    def content(self) -> dict[str, Any]:
        return {"sign": self.sign.data or "", "phrases": lines_of(self.phrases)}


class ConfuserForm(ProposalForm):
    phrase = line("Words")
    hits = SelectField("Which sign do they not mean?", validate_choice=False)
    kind = SelectField("What are they?", choices=choices(CONFUSER_KINDS.items()), validate_choice=False)
    needs = list_of("Only with one of these words near")
    unless = list_of("Not with one of these words near")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits.choices = choices([("", "Any sign"), *signs()])

    def content(self) -> dict[str, Any]:
        return {
            "phrase": self.phrase.data,
            "hits": [self.hits.data] if self.hits.data else [],
            "kind": self.kind.data or "",
            "needs": lines_of(self.needs),
            "unless": lines_of(self.unless),
        }


class SignForm(ProposalForm):
    name = line("Name of the sign in plain words", 60)
    medical = line("The term that a clinician would look up")
    level = SelectField("Level", choices=choices(LEVELS), validate_choice=False)
    why = line("Why it matters, as the notice says it", 300)
    phrases = list_of("Words", written)
    source = line("Source")
    review_by = DateField(
        "Review by", validators=[InputRequired(message="Say by which day somebody reads this again.")]
    )

    def validate_name(self, field: StringField) -> None:
        if not re.match(r"[a-z]", sign_id(field.data or "")):
            raise ValidationError("The name must begin with a letter from a to z.")

    def content(self) -> dict[str, Any]:
        words = {name: self[name].data for name in ("name", "medical", "level", "why", "source")}
        days = {"review_by": self.review_by.data.isoformat()}
        return {"id": sign_id(self.name.data), **words, **days, "phrases": lines_of(self.phrases)}


class LimitForm(ProposalForm):
    limit = SelectField("Which level?", validate_choice=False)
    value = DecimalField(
        "From which chance on?",
        places=3,
        validators=[
            InputRequired(message="Write a number such as 0.35."),
            NumberRange(min=0.001, max=0.999, message="Write a number between 0.001 and 0.999."),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = present_limits()
        self.limit.choices = choices((name, f"{word}, now {now[name]}") for name, word in LIMITS.items())

    def validate_limit(self, field: SelectField) -> None:
        if field.data not in LIMITS:
            raise ValidationError("Choose one of the levels.")

    def content(self) -> dict[str, Any]:
        return {"limit": self.limit.data or "", "value": round(float(self.value.data), 3)}


FORMS = {"phrase": PhraseForm, "confuser": ConfuserForm, "sign": SignForm, "limit": LimitForm}


class ApproveForm(FlaskForm):
    """The reason is asked for when an admin approves what they proposed themselves."""

    note = TextAreaField(
        "Why is it right?",
        filters=[tidy],
        validators=[
            at_most(MOST_WHY),
            no_control_characters,
        ],
    )
