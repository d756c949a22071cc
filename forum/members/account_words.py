"""What the account pages say: Flask-Security's messages, subjects and settings in the board's own words.

Nothing here tells whether an address has an account: that somebody reads here can be a secret.
"""

from datetime import timedelta
from typing import Any

import humanize

SHORTEST_PASSWORD = 10
LINK_LASTS = timedelta(days=2)
RESET_LINK_LASTS = timedelta(hours=2)
STAY_SIGNED_IN = timedelta(days=30)

MESSAGES = {
    "CONFIRM_REGISTRATION": "Nearly done. A mail to %(email)s is on its way. Open its link, then sign in "
    "here. It can take a few minutes. Look among the spam too.",
    "EMAIL_CONFIRMED": "Your e-mail address is confirmed. You can sign in now.",
    "ALREADY_CONFIRMED": "This address is confirmed already. You can sign in.",
    "INVALID_CONFIRMATION_TOKEN": "This link does not work. Have a new one sent to you here.",
    "CONFIRMATION_EXPIRED": "This link was for %(within)s only. Have a new one sent to you here.",
    "CONFIRMATION_REQUIRED": "Your e-mail address is not confirmed yet. Open the link in our mail to you, "
    "or have it sent again below.",
    "CONFIRMATION_REQUEST": "If an account for %(email)s waits to be confirmed, a mail with a new link "
    "is on its way. It can take a few minutes. Look among the spam too.",
    "PASSWORD_RESET_REQUEST": "If there is an account for %(email)s, a mail with a link is on its way. "
    "It can take a few minutes. Look among the spam too.",
    "PASSWORD_RESET_EXPIRED": "This link was for %(within)s only. Have a new one sent to you here.",
    "INVALID_RESET_PASSWORD_TOKEN": "This link does not work any more. Have a new one sent to you here.",
    "PASSWORD_RESET_NO_LOGIN": "Your new password is saved. You are signed out everywhere: sign in with it.",
    "PASSWORD_CHANGE": "Your new password is saved. Your other devices are signed out.",
    "PASSWORD_IS_THE_SAME": "This is the password that you have now. Choose another one.",
    "PASSWORD_NOT_PROVIDED": "Type your password.",
    "PASSWORD_INVALID_LENGTH": "The password is shorter than %(length)s characters. Make it longer.",
    "RETYPE_PASSWORD_MISMATCH": "The two passwords are not the same. Type both again.",
    "INVALID_PASSWORD": "This is not your password. Type it again.",
    "EMAIL_NOT_PROVIDED": "Type your e-mail address.",
    "INVALID_EMAIL_ADDRESS": "This does not look like an e-mail address. It has the form name@example.org.",
    "GENERIC_AUTHN_FAILED": "This e-mail address and this password do not go together. Check both.",
    "DISABLED_ACCOUNT": "This account is closed. Write to the people who run the board.",
    "UNAUTHENTICATED": "Sign in first, then the page opens.",
    "REAUTHENTICATION_SUCCESSFUL": "Thank you. You can go on.",
    "FORGOT_PASSWORD": "I forgot my password",
    "INVALID_REDIRECT": "That link leads away from the board.",
    "API_ERROR": "This could not be read. Type it again.",
}
GOOD_NEWS = frozenset(
    {"CONFIRM_REGISTRATION", "EMAIL_CONFIRMED", "PASSWORD_CHANGE", "PASSWORD_RESET_NO_LOGIN",
     "PASSWORD_RESET_REQUEST", "CONFIRMATION_REQUEST", "ALREADY_CONFIRMED", "REAUTHENTICATION_SUCCESSFUL"}
)  # fmt: skip


def link_times() -> dict[str, str]:
    """How long the links in mails work, as mails and pages say it."""
    return {
        "link_lasts": humanize.precisedelta(LINK_LASTS),
        "reset_link_lasts": humanize.precisedelta(RESET_LINK_LASTS),
    }


def account_settings(site_name: str) -> dict[str, Any]:
    """Flask-Security's settings for words and times."""
    messages = {
        f"SECURITY_MSG_{key}": (text, "success" if key in GOOD_NEWS else "error")
        for key, text in MESSAGES.items()
    }
    return messages | {
        "SECURITY_EMAIL_SUBJECT_REGISTER": f"{site_name}: confirm your e-mail address",
        "SECURITY_EMAIL_SUBJECT_CONFIRM": f"{site_name}: confirm your e-mail address",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": f"{site_name}: choose a new password",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": f"{site_name}: your password was changed",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": f"{site_name}: your password was changed",
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_CONFIRM_EMAIL_WITHIN": LINK_LASTS,
        "SECURITY_RESET_PASSWORD_WITHIN": RESET_LINK_LASTS,
        "PERMANENT_SESSION_LIFETIME": STAY_SIGNED_IN,
    }
