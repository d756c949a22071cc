"""Passkeys: what we ask of phones, laptops and keys, and one passkey for both steps of a sign-in."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, session
from flask_login import current_user
from flask_security import (
    WebAuthnDeleteForm,
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
    WebauthnUtil,
)
from flask_security.webauthn import _create_credential_list
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import BooleanField, HiddenField, StringField, SubmitField
from wtforms.validators import DataRequired

from forum.db import lock_row
from forum.factors.proof import mark_proved, prove_at_sign_in
from forum.factors.words import MESSAGES
from forum.mails.links import on_our_address
from forum.members.account_words import STAY_SIGNED_IN
from forum.members.queries import signed_in_member
from forum.posts.texts import at_most
from forum.signin.link import count_ways_in

MOST_NAME = 40
CHALLENGE = "passkey_challenge"
BOTH_STEPS = "first"
"""What the table calls the use of every passkey; here each serves for both steps."""


class Passkeys(WebauthnUtil):
    """Any authenticator will do: the library by itself shuts out the ones built into phones and laptops."""

    def generate_challenge(self, nbytes: int | None = None) -> str:
        """Known to this browser's session only: an answer that was caught elsewhere is worth nothing here."""
        session[CHALLENGE] = challenge = super().generate_challenge(nbytes)
        return challenge

    def origin(self) -> str:
        """The board's own address. In development whatever it was opened as: passkeys refuse bare numbers."""
        if not current_app.config["IS_PRODUCTION"]:
            return request.host_url.rstrip("/")
        return on_our_address("")

    def registration_options(self, user: Any, usage: str, existing_options: dict[str, Any]) -> dict[str, Any]:
        return super().registration_options(user, usage, existing_options | self._rp())

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        )

    def authentication_options(
        self, user: Any, usage: list[str], existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        options = super().authentication_options(user, usage, existing_options | self._rp())
        known = _create_credential_list(user, ["first", "secondary"]) if user else []
        return options | {"allow_credentials": known}

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """By itself a passkey has to know its owner; beside a password it only has to be there."""
        if "first" in usage and user is None:
            return UserVerificationRequirement.REQUIRED
        return UserVerificationRequirement.PREFERRED

    def _rp(self) -> dict[str, str]:
        return {"rp_id": urlsplit(self.origin()).hostname or ""}


class AddPasskeyForm(WebAuthnRegisterForm):
    name = StringField(
        "Name of this passkey",
        description="So that you know it again, such as My phone.",
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            DataRequired(message=MESSAGES["WEBAUTHN_NAME_REQUIRED"]),
            at_most(MOST_NAME),
        ],
    )
    usage = HiddenField(default=BOTH_STEPS)
    submit = SubmitField("Add a passkey")

    def validate(self, **kwargs: Any) -> bool:
        self.usage.data = BOTH_STEPS
        return super().validate(**kwargs)


class RemovePasskeyForm(WebAuthnDeleteForm):
    def validate(self, **kwargs: Any) -> bool:
        lock_row(signed_in_member())  # two requests at once must not take the last two
        if not super().validate(**kwargs):
            return False
        if len(current_user.webauthn) == 1 and (reason := needed_because()):
            self.name.errors = [reason]
            return False
        return True


def needed_because() -> str | None:
    """Why the member's last passkey must stay, or None."""
    if current_user.is_moderator and not current_user.tf_totp_secret:
        return "A moderator needs a second factor. Set up a code app or another passkey first."
    if count_ways_in(current_user) < 2:
        return "This is your last way in. Set a password or add another way in first."
    return None


def was_asked(challenge: str) -> bool:
    """True once for the question that this session was asked last."""
    return session.pop(CHALLENGE, None) == challenge


class NewPasskeyForm(WebAuthnRegisterResponseForm):
    """What the new passkey answered."""

    def validate(self, **kwargs: Any) -> bool:
        if not was_asked(self.challenge):
            self.credential.errors = [MESSAGES["WEBAUTHN_NO_VERIFY"]]
            return False
        return super().validate(**kwargs)


class PasskeySignInForm(WebAuthnSigninForm):
    remember = BooleanField(f"Keep me signed in on this device for {STAY_SIGNED_IN.days} days")
    submit = SubmitField("Go on with my passkey")


class PasskeyAnswerForm(WebAuthnSigninResponseForm):
    """What the passkey answered: at a sign-in, as the second step of one, or to prove oneself again."""

    def validate(self, **kwargs: Any) -> bool:
        if not was_asked(self.challenge):
            return self._refuse(MESSAGES["WEBAUTHN_NO_VERIFY"])
        is_secondary, is_verify = self.is_secondary, self.is_verify
        self.is_verify = True  # the library's word for "any passkey of the member will do"
        is_valid = super().validate(**kwargs)
        self.is_verify = is_verify
        if not is_valid or self.errors:
            return False
        if is_secondary and self.user.fs_uniquifier != session.get("tf_user_id"):
            return self._refuse("This passkey belongs to another account.")
        if not (is_secondary or is_verify or self.mf_check):
            # The library trusts the question, and one of a page inside asks for less: a found key would do.
            return self._refuse(MESSAGES["WEBAUTHN_NO_VERIFY"])
        if is_verify and self.user.id == current_user.id:
            mark_proved()
        if not is_secondary and not is_verify and self.mf_check:
            prove_at_sign_in(self.user)
        return True

    def _refuse(self, reason: str) -> bool:
        self.credential.errors = [*self.credential.errors, reason]
        return False


PASSKEY_FORMS = {
    "wan_register_form": AddPasskeyForm,
    "wan_register_response_form": NewPasskeyForm,
    "wan_delete_form": RemovePasskeyForm,
    "wan_signin_form": PasskeySignInForm,
    "wan_signin_response_form": PasskeyAnswerForm,
}
