"""Sign-in with OpenID Connect: authorization code with PKCE, then every check of the id token."""

from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from forum.signin.attempts import Begun
from forum.signin.claims import Claims
from forum.signin.discovery import Metadata, keys_of, metadata_of
from forum.signin.email import email_of, text_of
from forum.signin.faults import ProviderDown, ProviderNonsense, ProviderRefused
from forum.signin.providers import Provider, redirect_uri
from forum.signin.session import fetch_token, get_object, open_session

SCOPE = "openid email profile"
CLOCK_SKEW = 120
"""Seconds by which the provider's clock may differ from ours."""
MOST_SUBJECT = 255


def address_of(provider: Provider, begun: Begun) -> str:
    """The provider's page to send the person to; raises `SignInFault`."""
    metadata = metadata_of(provider)
    with open_session(provider, scope=SCOPE, redirect_uri=redirect_uri(provider)) as session:
        address, _ = session.create_authorization_url(
            metadata.authorization_endpoint,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.code_verifier,
        )
    return str(address)


def names_itself(provider: Provider) -> bool:
    """Whether a way back without the provider's issuer must be another's (RFC 9207)."""
    return metadata_of(provider).names_itself


def claims_from(provider: Provider, code: str, begun: Begun) -> Claims:
    """Give the code for an id token and check it; raises `SignInFault`. No token outlives this call."""
    metadata = metadata_of(provider)
    method = "client_secret_post" if metadata.secret_in_body else "client_secret_basic"
    with open_session(provider, method) as session:
        token = fetch_token(
            session,
            metadata.token_endpoint,
            code=code,
            code_verifier=begun.code_verifier,
            redirect_uri=redirect_uri(provider),
        )
        said = checked(provider, metadata, token, begun.nonce)
        if "email" not in said and metadata.userinfo_endpoint:
            said |= _more(session, metadata.userinfo_endpoint, said["sub"])
    email, is_verified = email_of(said)
    return Claims(
        provider=provider.key,
        issuer=provider.issuer,
        subject=said["sub"],
        email=email,
        is_email_verified=is_verified,
        name=text_of(said.get("name")),
    )


def checked(provider: Provider, metadata: Metadata, token: dict[str, Any], nonce: str) -> dict[str, Any]:
    """The claims of an id token that is signed, meant for us, for this attempt, and for now."""
    signed = token.get("id_token")
    if not isinstance(signed, str):
        raise ProviderNonsense("no id token")
    try:
        decoded = _decoded(provider, metadata, signed)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            # Authlib compares no audience and no issuer of its own accord.
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {"nonce": nonce, "client_id": provider.client_id, "access_token": token["access_token"]},
        )
        claims.validate(leeway=CLOCK_SKEW)
    except JoseError as error:
        raise ProviderNonsense(f"id token: {error.error}") from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ProviderNonsense(f"id token: {type(error).__name__}") from None
    subject = claims["sub"]
    if not (subject and subject.isascii() and subject.isprintable() and len(subject) <= MOST_SUBJECT):
        raise ProviderNonsense("id token: sub")
    return dict(claims)


def _decoded(provider: Provider, metadata: Metadata, signed: str) -> jwt.Token:
    """Keys change: one that is not known yet, or signs otherwise, is asked for anew, once."""
    registry = JWSRegistry(algorithms=list(metadata.algorithms), strict_check_header=False)
    try:
        return jwt.decode(signed, keys_of(provider, metadata), registry=registry)
    except (InvalidKeyIdError, BadSignatureError):
        return jwt.decode(signed, keys_of(provider, metadata, anew=True), registry=registry)


def _more(session: Any, address: str, subject: str) -> dict[str, Any]:
    """E-mail and name, where the id token is silent. Without them a member still gets in."""
    try:
        found = get_object(session, address)
    except (ProviderDown, ProviderRefused):
        return {}
    if found.get("sub") != subject:  # OpenID Connect Core 5.3.2: another person's
        raise ProviderNonsense("another person's details")
    return {name: found[name] for name in ("email", "email_verified", "name") if name in found}
