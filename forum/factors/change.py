"""Switch the second factor on and off. Every change is told by mail. Nothing here commits."""

from forum.db import lock_row
from forum.factors.codes import METHOD, Codes
from forum.factors.library import library
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member
from forum.members.sessions import end_all_sessions

CHANGES = {
    "app": "Codes from an app were switched on.",
    "app off": "Codes from an app were switched off.",
    "codes": "New recovery codes were made. The old ones do not work any more.",
    "passkey": "A passkey was added.",
    "passkey off": "A passkey was removed.",
    "reset": "The people who run the board took your second factor and your passkeys away.",
}


def set_up_app(member: Member, secret: str) -> list[str]:
    """Ask for codes from this app from now on. Return the recovery codes, which nobody can read later."""
    library().datastore.tf_set(member, METHOD, secret)
    tell(member, "app")
    return _new_codes(member)


def renew_codes(member: Member) -> list[str]:
    """Make new recovery codes in place of the old ones."""
    tell(member, "codes")
    return _new_codes(member)


def _new_codes(member: Member) -> list[str]:
    return library().mf_recovery_codes_util.create_recovery_codes(member)


def remove_app(member: Member) -> bool:
    """Ask for no codes any more. Return False when none were asked for."""
    if not member.tf_totp_secret:
        return False
    forget_app(member)
    tell(member, "app off")
    return True


def forget_app(member: Member) -> None:
    """Take the app away with its recovery codes, and tell nobody."""
    store = library().datastore
    store.tf_reset(member)
    store.mf_set_recovery_codes(member, None)
    member.last_code = None


def reset(member: Member) -> bool:
    """Take away app, recovery codes and passkeys, and end all sessions. False when there was nothing."""
    if not (member.tf_totp_secret or member.mf_recovery_codes or member.webauthn):
        return False
    forget_app(member)
    for passkey in list(member.webauthn):
        library().datastore.delete_webauthn(passkey)
    end_all_sessions(member)
    tell(member, "reset")
    return True


def use_code(member: Member, code: str) -> bool:
    """Use up a code of the app or a recovery code. Return False when it is neither."""
    factory: Codes = library().totp_factory
    if member.tf_totp_secret and factory.verify_totp(code, member.tf_totp_secret, member):
        return True
    return use_recovery_code(member, code)


def use_recovery_code(member: Member, code: str) -> bool:
    """Use up a recovery code."""
    codes = library().mf_recovery_codes_util
    lock_row(member)
    if not codes.check_recovery_code(member, code):
        return False
    return bool(codes.delete_recovery_code(member, code))


def tell(member: Member, change: str) -> None:
    """Write to the member, who may not have done it."""
    subject = "the way you sign in was changed"
    links = {"password": link_to("security.forgot_password"), "overview": link_to("factors.overview")}
    send("factor_changed", member.email, subject, what=CHANGES[change], **links)
