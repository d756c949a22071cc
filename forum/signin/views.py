"""From the button to the provider, and from there back."""

import logging
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from forum.addresses import own_address
from forum.db import db
from forum.signin import attempts, facebook, next_page, openid
from forum.signin.arrive import arrive
from forum.signin.attempts import Begun
from forum.signin.claims import Claims
from forum.signin.faults import (
    Cancelled,
    ProviderDown,
    ProviderNonsense,
    ProviderRefused,
    SignInFault,
    word_of,
)
from forum.signin.providers import Provider, button_of, get_provider

bp = Blueprint("signin", __name__)
log = logging.getLogger(__name__)

PROTOCOLS: dict[str, Any] = {"openid": openid, "facebook": facebook}
MOST_CODE = 4096
DOWN = frozenset({"temporarily_unavailable", "server_error"})


@bp.post("/sign-in/<key>")
def start(key: str) -> Response:
    """Lead on by a page, not by a redirect: form-action 'self' would stop one, and every hop after it."""
    provider = get_provider(key)
    going_to = own_address(request.form.get("next"))
    begun = attempts.begin(going_to)
    try:
        address = PROTOCOLS[provider.protocol].address_of(provider, begun)
    except SignInFault as fault:
        return _fault_page(provider, fault, going_to)
    attempts.keep(provider.key, begun)
    db.session.commit()
    return _unkept(render_template("signin/leaving.html", provider=provider, address=address))


@bp.get("/sign-in/<key>/callback")
def callback(key: str) -> Response:
    provider = get_provider(key)
    going_to = ""
    try:
        begun = attempts.take(provider.key, request.args.get("state", ""))
        going_to = begun.next_page
        db.session.commit()  # used from now on, and no lock is held while the provider is asked
        claims = _claims(provider, begun)
    except SignInFault as fault:
        db.session.commit()
        return _fault_page(provider, fault, going_to)
    next_page.keep(going_to)
    return arrive(claims)


def _claims(provider: Provider, begun: Begun) -> Claims:
    """What the way back brings, checked; raises `SignInFault`."""
    protocol = PROTOCOLS[provider.protocol]
    issuers = request.args.getlist("iss")
    if issuers and issuers != [provider.issuer]:
        raise ProviderNonsense("back from another issuer")
    if error := request.args.get("error"):
        _refuse(error)
    if not issuers and protocol.names_itself(provider):
        raise ProviderNonsense("back without an issuer")
    codes = request.args.getlist("code")
    if len(codes) != 1 or not 0 < len(codes[0]) <= MOST_CODE:
        raise ProviderNonsense("no code")
    return protocol.claims_from(provider, codes[0], begun)


def _refuse(error: str) -> None:
    if error == "access_denied":
        raise Cancelled(error)
    raise ProviderDown(error) if error in DOWN else ProviderRefused(word_of(error))


def _fault_page(provider: Provider, fault: SignInFault, going_to: str) -> Response:
    """Says what happened, that nothing is lost, and offers the same way again and all others."""
    log.warning("sign-in with %s: %s (%s)", provider.key, type(fault).__name__, fault.kind)
    others = [one for one in current_app.extensions["providers"] if one["key"] != provider.key]
    page = render_template(
        "signin/fault.html",
        title=fault.title.format(label=provider.label),
        advice=fault.advice.format(label=provider.label),
        again=button_of(provider),
        providers=others,
        going_to=going_to,
    )
    return _unkept(page, fault.status)


def _unkept(page: str, status: int = 200) -> Response:
    """No browser shall keep a page with the address of one attempt."""
    response = make_response(page, status)
    response.cache_control.no_store = True
    return response
