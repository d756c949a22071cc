"""What the library says about codes and passkeys, in the board's own words, and its settings about both."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

from forum.config import Settings

FRESH_FOR = timedelta(minutes=30)
"""How long after a sign-in one may change how one signs in, or take or delete one's data: long enough to read
a page slowly, short enough that a device left open does not give the account away. Each such page that is
opened in time gives as long again, so that nobody is asked in the middle of a form."""
PASSKEY_WITHIN = timedelta(minutes=10)
"""Time to find the key and type its number, with a tremor."""
MESSAGES = {
    "INVALID_RECOVERY_CODE": "This is not one of your recovery codes, or it was used before.",
    "NO_RECOVERY_CODES_SETUP": "You have no recovery codes yet.",
    "TWO_FACTOR_INVALID_TOKEN": "This code is wrong or was used before. Wait for the next one and type it.",
    "TWO_FACTOR_LOGIN_SUCCESSFUL": "You are signed in.",
    "TWO_FACTOR_PERMISSION_DENIED": "That took too long. Sign in again.",
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": "This way is not open to you. Choose another one.",
    "WEBAUTHN_EXPIRED": "That took longer than %(within)s. Begin again.",
    "WEBAUTHN_NAME_REQUIRED": "Give the passkey a name, so that you know it again.",
    "WEBAUTHN_NAME_INUSE": "You have a passkey with the name %(name)s already. Choose another name.",
    "WEBAUTHN_NAME_NOT_FOUND": "You have no passkey with the name %(name)s.",
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": "Use letters, numbers, spaces and hyphens only.",
    "INVALID_INPUT": "Use letters, numbers, spaces and hyphens only.",
    "INVALID_INPUT_LENGTH": "This is longer than %(length)s characters.",
    "WEBAUTHN_CREDENTIAL_DELETED": "The passkey %(name)s is removed.",
    "WEBAUTHN_REGISTER_SUCCESSFUL": "The passkey %(name)s is added. You can sign in with it.",
    "WEBAUTHN_CREDENTIAL_ID_INUSE": "This passkey is known here already.",
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": "We do not know this passkey. Try another one or another way in.",
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": "We do not know this passkey. Try another one or another way in.",
    "WEBAUTHN_NO_VERIFY": "This passkey could not be checked. Try again or use another way in.",
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": "This passkey cannot be used here. Use another way in.",
    "WEBAUTHN_MISMATCH_USER_HANDLE": "This passkey belongs to another account.",
}
GOOD_NEWS = frozenset(
    {"TWO_FACTOR_LOGIN_SUCCESSFUL", "WEBAUTHN_CREDENTIAL_DELETED", "WEBAUTHN_REGISTER_SUCCESSFUL"}
)


def factor_settings(settings: Settings) -> dict[str, Any]:  # over budget: one table, read as a whole
    """Flask-Security's settings for codes, recovery codes and passkeys."""
    secret = settings.totp_secret.get_secret_value()
    messages = {
        f"SECURITY_MSG_{key}": (text, "success" if key in GOOD_NEWS else "error")
        for key, text in MESSAGES.items()
    }
    return messages | _addresses() | {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": False,
        "SECURITY_TWO_FACTOR_LOGIN_VALIDITY": timedelta(days=30),
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        # Lax: a link in a mail that leads to the sign-in page must find the remembered browser too.
        "SECURITY_TWO_FACTOR_VALIDITY_COOKIE": {
            "httponly": True, "secure": settings.is_production, "samesite": "Lax",
        },
        "SECURITY_TOTP_SECRETS": {"1": secret},
        "SECURITY_TOTP_ISSUER": settings.site_name,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            urlsafe_b64encode(sha256(b"recovery codes:" + secret.encode()).digest())
        ],
        # The library writes "no-store=True", which is no word that browsers know.
        "SECURITY_CACHE_CONTROL": {"private": None, "no-store": None},
        "SECURITY_FRESHNESS": FRESH_FOR,
        "SECURITY_FRESHNESS_GRACE_PERIOD": FRESH_FOR,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": settings.site_name,
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_WAN_REGISTER_WITHIN": PASSKEY_WITHIN,
        "SECURITY_WAN_SIGNIN_WITHIN": PASSKEY_WITHIN,
        "SECURITY_WAN_REGISTER_TIMEOUT": int(PASSKEY_WITHIN.total_seconds() * 1000),
        "SECURITY_WAN_SIGNIN_TIMEOUT": int(PASSKEY_WITHIN.total_seconds() * 1000),
        "SECURITY_WAN_POST_REGISTER_VIEW": "factors.overview",
    }  # fmt: skip


def _addresses() -> dict[str, str]:
    return {
        "SECURITY_TWO_FACTOR_SETUP_URL": "/settings/second-factor/app",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/login/code",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/login/no-code",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/second-factor",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/settings/second-factor/codes",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/login/recovery-code",
        "SECURITY_WAN_REGISTER_URL": "/settings/passkeys",
        "SECURITY_WAN_DELETE_URL": "/settings/passkeys/remove",
        "SECURITY_WAN_SIGNIN_URL": "/login/passkey",
        "SECURITY_WAN_VERIFY_URL": "/verify/passkey",
    }
