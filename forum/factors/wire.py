"""Put codes and passkeys into the frame of Flask-Security: our views at its addresses, our signals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, redirect, request, session, url_for
from flask_login import current_user
from flask_security import Security
from flask_security.signals import user_authenticated, wan_deleted, wan_registered

from forum.addresses import own_address
from forum.factors import views
from forum.factors.change import tell
from forum.factors.demo import demo_code
from forum.factors.proof import carry_over, mark_proved
from forum.factors.steps import Steps
from forum.guards import careful, member_required
from forum.limits import spend
from forum.members.models import Member

OURS = {
    "security.two_factor_setup": views.set_up_app,
    "security.mf_recovery_codes": views.recovery_codes,
    "security.two_factor_rescue": views.no_code,
    "security.tf_select": views.prove,
}
"""The library's own views show secrets twice, lose the picture after a typing error or mail codes."""
COUNTED = frozenset(
    {f"security.{name}" for name in ("two_factor_token_validation", "mf_recovery", "tf_select")}
    | {f"security.{name}" for name in ("wan_signin_response", "wan_verify_response")}
)
"""Forms with a code or a passkey's answer: a million tries would find any code."""
CAREFUL = ("security.wan_register", "security.wan_register_response", "security.wan_delete")


def init_app(app: Flask, security: Security) -> None:
    security.two_factor_plugins = Steps(security.two_factor_plugins)
    views_of = app.view_functions
    views_of.update(OURS)
    views_of["security.two_factor_setup_validate"] = member_required(_nothing_here)
    for endpoint in CAREFUL:
        views_of[endpoint] = careful(views_of[endpoint])
    code = "security.two_factor_token_validation"
    views_of[code] = unless_signed_in(views_of[code])
    security.tf_token_validation_context_processor(
        lambda: {"demo_code": demo_code(session.get("tf_user_id"))}
    )
    app.before_request(count_code)
    user_authenticated.connect(_signed_in, app)
    wan_registered.connect(_passkey_added, app)
    wan_deleted.connect(_passkey_removed, app)


def count_code() -> None:
    """Count each try, also for the member whose password was right and who is not signed in yet."""
    if request.method == "POST" and request.endpoint in COUNTED:
        spend("code", account=session.get("tf_user_id"))


def unless_signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """The library signs out whoever opens its page for codes while signed in, as after a second click."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_user.is_authenticated:
            return redirect(own_address(request.args.get("next")) or url_for("drafts.go_on"), 303)
        return view(*args, **kwargs)

    return guarded


def _nothing_here(token: str) -> None:
    abort(404)


def _signed_in(app: Flask, user: Member, authn_via: list[str] | None = None, **rest: Any) -> None:
    carry_over(user, authn_via)


def _passkey_added(app: Flask, user: Member, **rest: Any) -> None:
    mark_proved()
    tell(user, "passkey")


def _passkey_removed(app: Flask, user: Member, **rest: Any) -> None:
    tell(user, "passkey off")
