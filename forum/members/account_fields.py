"""Fields that several account forms have: an e-mail address and a password."""

from typing import Any

from flask_security.forms import EmailValidation, email_required, password_required
from wtforms import EmailField, PasswordField
from wtforms.validators import Length

from forum.members.account_words import SHORTEST_PASSWORD

MOST_PASSWORD = 200
EMAIL_HELP = "For signing in and for mails from the board. Other members do not see it."
PASSWORD_HELP = (
    f"At least {SHORTEST_PASSWORD} characters. Three or four words in a row are good and easy to type."
)

not_endless = Length(max=MOST_PASSWORD, message=f"The password is longer than {MOST_PASSWORD} characters.")


def email_field(*further: Any, verify: bool = True, help: str = "") -> EmailField:
    return EmailField(
        "E-mail address",
        description=help,
        filters=[lambda text: (text or "").strip()],
        validators=[email_required, EmailValidation(verify=verify), *further],
    )


def password_field(label: str, *further: Any, help: str = "") -> PasswordField:
    return PasswordField(label, description=help, validators=[password_required, not_endless, *further])
