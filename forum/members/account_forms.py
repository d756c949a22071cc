"""The forms of Flask-Security with our own words, and errors that stand at their field."""

from typing import Any, NoReturn

from flask import abort, redirect, request, url_for
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    VerifyForm,
    hash_password,
)
from flask_security.confirmable import send_confirmation_instructions
from flask_security.forms import (
    EqualToLocalize,
    unique_user_email,
    valid_user_email,
)
from flask_security.recoverable import send_reset_password_instructions
from flask_security.utils import do_flash, get_message
from wtforms import BooleanField, EmailField, PasswordField, StringField, SubmitField

from forum.addresses import own_address
from forum.limits import spend
from forum.members.account_fields import EMAIL_HELP, PASSWORD_HELP, email_field, not_endless, password_field
from forum.members.account_words import MESSAGES, STAY_SIGNED_IN
from forum.members.fields import country_field, name_field
from forum.members.nobody import stand_in

MISSPELT = (MESSAGES["EMAIL_NOT_PROVIDED"], MESSAGES["INVALID_EMAIL_ADDRESS"])
"""Errors of an address that tell nothing about an account."""


class RegisterForm(RegisterFormV2):
    name = name_field()
    email = email_field(unique_user_email, help=EMAIL_HELP)
    password = password_field("Password", help=PASSWORD_HELP)
    country = country_field()
    submit = SubmitField("Join")

    homepage = StringField("Leave this empty")
    """For programs that fill in whatever they find; people do not meet it."""

    def validate(self, **kwargs: Any) -> bool:
        is_valid = super().validate(**kwargs)
        is_known = self.existing_email_user is not None and self.errors.keys() == {"email"}
        if is_valid or is_known:
            spend("mail", self.email.data)
            if self.homepage.data:
                self.pretend()
        return is_valid

    def pretend(self) -> NoReturn:
        """Answer as after a good sign-up, and make nothing."""
        hash_password("not-a-password")
        do_flash(*get_message("CONFIRM_REGISTRATION", email=self.email.data))
        abort(redirect(own_address(self.next.data) or url_for("security.login")))

    def to_dict(self, only_user: bool) -> dict[str, Any]:
        fields = super().to_dict(only_user)
        return fields | {"country": fields["country"] or None}


class SignInForm(LoginForm):
    email = email_field(verify=False)
    password = password_field("Password")
    remember = BooleanField(f"Keep me signed in on this device for {STAY_SIGNED_IN.days} days")
    submit = SubmitField("Sign in")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the page has a link of its own to the forgotten password

    def validate(self, **kwargs: Any) -> bool:
        is_valid = super().validate(**kwargs)
        # Until here no account was looked at, so these errors tell nothing about one.
        looked_up = self.ifield is not None
        self._at_fields = {} if looked_up else {field.name: list(field.errors) for field in self}
        if is_valid and not (self.next.data or request.args.get("next")):
            # Else the second step would lead on to this very page.
            self.next.data = url_for("drafts.go_on")
        return is_valid

    def settle(self) -> None:
        """Put errors where they belong: Flask-Security makes one vague error of every fault.

        What is missing or misspelt stands at its field. Who knew the password is told what is in the way.
        """
        if self.user_authenticated:
            reason = "CONFIRMATION_REQUIRED" if self.requires_confirmation else "DISABLED_ACCOUNT"
            self.form_errors = [MESSAGES[reason]]
        elif at_fields := getattr(self, "_at_fields", {}):
            self.form_errors = []
            for field in self:
                field.errors = at_fields[field.name]
        else:
            self.form_errors = list(dict.fromkeys(self.form_errors))


class MailForm:
    """A form that has a mail sent: for an address without account it does the same work, for nobody."""

    email: EmailField
    user: Any

    def validate(self, **kwargs: Any) -> bool:
        is_valid = super().validate(**kwargs)
        errors = [str(error) for error in self.email.errors]
        if misspelt := [error for error in errors if error in MISSPELT]:
            self.form_errors = misspelt
            return is_valid
        spend("mail", self.email.data)
        if not is_valid:
            self.no_mail()
        return is_valid

    def settle(self) -> None:
        """Put the error back to its field: Flask-Security clears it, so that none tells of accounts."""
        if self.form_errors:
            self.email.errors, self.form_errors = self.form_errors, []


class ForgottenForm(MailForm, ForgotPasswordForm):
    email = email_field(valid_user_email)
    submit = SubmitField("Send me a link")

    def validate(self, **kwargs: Any) -> bool:
        is_valid = super().validate(**kwargs)
        if is_valid:
            hash_password("not-a-password")  # as Flask-Security does for all other addresses
        return is_valid

    def no_mail(self) -> None:
        """Who never confirmed the address needs that mail first; the page says the same as to all others."""
        if self.requires_confirmation:
            send_confirmation_instructions(self.user)
        else:
            send_reset_password_instructions(stand_in())


class ConfirmationForm(MailForm, SendConfirmationForm):
    email = email_field(valid_user_email)
    submit = SubmitField("Send the mail again")

    def no_mail(self) -> None:
        send_confirmation_instructions(stand_in())


class NewPasswordForm(ResetPasswordForm):
    password = password_field("New password", help=PASSWORD_HELP)
    password_confirm = password_field(
        "New password once more", EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH")
    )
    submit = SubmitField("Save the new password")


class ChangeForm(ChangePasswordForm):
    password = PasswordField("Password that you have now", validators=[not_endless])
    new_password = password_field("New password", help=PASSWORD_HELP)
    new_password_confirm = password_field(
        "New password once more", EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH")
    )
    submit = SubmitField("Save the new password")


class AgainForm(VerifyForm):
    password = password_field("Password")
    submit = SubmitField("Go on")


ACCOUNT_FORMS = {
    "register_form": RegisterForm,
    "login_form": SignInForm,
    "forgot_password_form": ForgottenForm,
    "send_confirmation_form": ConfirmationForm,
    "reset_password_form": NewPasswordForm,
    "change_password_form": ChangeForm,
    "verify_form": AgainForm,
}
