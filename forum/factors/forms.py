"""Forms of the second factor: a code from the app, or one of the recovery codes."""

from typing import Any

from flask_security import MfRecoveryForm, TwoFactorRescueForm, TwoFactorVerifyCodeForm
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField, SubmitField
from wtforms.validators import DataRequired, Length

from forum.db import lock_row

CODE_MISSING = "Type the code."
NOT_ENDLESS = Length(max=60, message="This is longer than any code.")
REMEMBER_BROWSER = "Do not ask for a code in this browser for 30 days"


def tidy_code(text: str | None) -> str:
    """Apps show a code in two groups, papers with hyphens; both may be typed as they are read."""
    return "".join((text or "").split()).lower()


def code_field(
    label: str = "Code from your app", help: str = "Six digits. A new one comes every 30 seconds."
) -> StringField:
    validators = [DataRequired(message=CODE_MISSING), NOT_ENDLESS]
    return StringField(label, description=help, filters=[tidy_code], validators=validators)


class CodeForm(TwoFactorVerifyCodeForm):
    """At the sign-in."""

    code = code_field()
    remember_browser = BooleanField(REMEMBER_BROWSER)
    submit = SubmitField("Go on")


class RecoveryForm(MfRecoveryForm):
    """At the sign-in, without the phone."""

    code = code_field("Recovery code", "One of the codes that you wrote down. Each works once.")
    submit = SubmitField("Go on")

    def validate(self, **kwargs: Any) -> bool:
        if self.user is not None:
            lock_row(self.user)  # a code that is typed twice at once counts once
        return super().validate(**kwargs)


class SetUpForm(FlaskForm):
    """The first code of a new secret; `state` holds the secret, encrypted and signed."""

    state = HiddenField()
    code = code_field()


class ProveForm(FlaskForm):
    """While signed in: the app or a recovery code."""

    code = code_field("Code from your app, or a recovery code")
    next = HiddenField()


class UnusedForm(TwoFactorRescueForm):
    """The library builds it for its page of codes. What it offers stands as links in ours."""

    help_setup = RadioField(choices=[])


FACTOR_FORMS = {
    "two_factor_verify_code_form": CodeForm,
    "mf_recovery_form": RecoveryForm,
    "two_factor_rescue_form": UnusedForm,
}
