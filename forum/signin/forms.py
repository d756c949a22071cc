"""Forms on the way in by a provider: an address, and the code that proves it."""

from flask_wtf import FlaskForm
from wtforms import EmailField, Field, StringField, ValidationError

from forum.signin.email import usable_email

NO_ADDRESS = "This does not look like an e-mail address. It has the form name@example.org."
WRONG_CODE = "This is not the code of our last mail. Look again, or have a new mail sent."


class AddressForm(FlaskForm):
    email = EmailField(
        "E-mail address",
        description="For signing in and for mails from the board. Other members do not see it.",
    )

    def validate_email(self, field: Field) -> None:
        found = usable_email(field.data)
        if found is None:
            raise ValidationError(NO_ADDRESS)
        field.data = found


class CodeForm(FlaskForm):
    code = StringField(
        "Code from the mail", description="Eight letters and numbers. The line between does not matter."
    )
