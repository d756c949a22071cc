"""A new secret on its way from the page to the app and back with its first code. Nothing is kept before."""

from typing import Any

from flask import current_app
from flask_login import current_user
from flask_security.utils import check_and_get_token_status

from forum.factors.forms import SetUpForm
from forum.factors.library import library
from forum.factors.words import MESSAGES
from forum.members.models import Member


def new_secret() -> str:
    return str(library().totp_factory.generate_totp_secret())


def state_of(secret: str, member: Member) -> str:
    """The secret for the form, signed for this member; the secret itself is encrypted."""
    return str(library().tf_setup_serializer.dumps({"secret": secret, "member": member.id}))


def secret_in(state: str | None, member: Member) -> str | None:
    """The secret that this form carries, or None when it is too old, another's or made up."""
    within = current_app.config["SECURITY_TWO_FACTOR_SETUP_WITHIN"]
    expired, invalid, data = check_and_get_token_status(state or "", "tf_setup", within)
    if expired or invalid or not data or data.get("member") != member.id:
        return None
    return str(data["secret"])


def is_code_of(secret: str | None, form: SetUpForm) -> bool:
    """True when the code fits the secret; otherwise the field says so."""
    if secret and library().totp_factory.verify_totp(form.code.data, secret, current_user):
        return True
    form.code.errors = [MESSAGES["TWO_FACTOR_INVALID_TOKEN"]]
    return False


def picture(secret: str, member: Member) -> dict[str, Any]:
    """The picture to scan and the same in letters."""
    values = library().totp_factory.fetch_setup_values(secret, member)
    return {"picture": values["image"], "key": values["key"], "account": values["username"]}
