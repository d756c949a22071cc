"""The second step of a sign-in, in the frame of Flask-Security: which one, when, what it leaves behind."""

from typing import Any

from flask import request
from flask_security.tf_plugin import (
    TfPlugin,
    generate_tf_validity_token,
    tf_verify_validity_token,
)

from forum.factors.proof import mark_proved, prove_at_sign_in, step_of
from forum.members.models import Member

REMEMBER = "remember_browser"
"""Field of the forms of the second step: do not ask again in this browser."""
REMEMBERING = frozenset({"security.two_factor_token_validation", "security.wan_signin_response"})
"""A recovery code is for a lost phone; the browser that it was typed into may be a borrowed one."""
NAMES = {"authenticator": "code", "webauthn": "webauthn"}


class Steps(TfPlugin):
    """One step for each member, without a page that asks which: the pages lead to the other ways."""

    def __init__(self, library: TfPlugin) -> None:
        super().__init__()
        self._tf_impls = library._tf_impls

    def get_setup_tf_methods(self, user: Member) -> list[tuple[str, str]]:
        step = step_of(user)
        return [(step, step)] if step else []

    def method_to_impl(self, user: Member, method: str) -> Any:
        return self._tf_impls[NAMES[method]]

    def tf_enter(self, user: Member, *rest: Any, **more: Any) -> Any:
        """Lead to the second step, or let pass whose browser has shown it within thirty days."""
        response = super().tf_enter(user, *rest, **more)
        if response is None and step_of(user) and tf_verify_validity_token(user.fs_uniquifier):
            prove_at_sign_in(user)
        return response

    def tf_complete(self, user: Member, dologin: bool) -> str | None:
        super().tf_complete(user, dologin)
        mark_proved()
        wants_it = request.endpoint in REMEMBERING and request.form.get(REMEMBER)
        return generate_tf_validity_token(user.fs_uniquifier) if wants_it else None
