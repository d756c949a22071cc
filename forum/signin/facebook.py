"""Sign-in with Facebook: OAuth 2 with the Graph API, which has no id token.

Who the person is comes from /me, asked with a token that Facebook gave to this server for a code and our
app secret: no browser can bring one of another app. The call carries `appsecret_proof`, which Facebook
compares with the secret of the app that the token was made for. So debug_token, one more question, would
add nothing. An address from here is never verified: Facebook does not say whether it is.
"""

import hashlib
import hmac
from typing import Any

from forum.signin.attempts import Begun
from forum.signin.claims import Claims
from forum.signin.email import email_of, text_of
from forum.signin.faults import ProviderNonsense
from forum.signin.providers import Provider, redirect_uri
from forum.signin.session import fetch_token, get_object, open_session

VERSION = "v25.0"
"""Of February 2026; works until July 2028 (developers.facebook.com/docs/graph-api/changelog/versions)."""
DIALOG = "https://www.facebook.com"
GRAPH = "https://graph.facebook.com"
SCOPE = "public_profile,email"
MOST_DIGITS = 40


def address_of(provider: Provider, begun: Begun) -> str:
    """Facebook's dialog to send the person to."""
    with open_session(provider, scope=SCOPE, redirect_uri=redirect_uri(provider)) as session:
        address, _ = session.create_authorization_url(
            f"{provider.stand_in or DIALOG}/{VERSION}/dialog/oauth",
            state=begun.state,
            code_verifier=begun.code_verifier,
        )
    return str(address)


def names_itself(provider: Provider) -> bool:
    return False


def claims_from(provider: Provider, code: str, begun: Begun) -> Claims:
    """Give the code for a token, ask who it is; raises `SignInFault`. No token outlives this call."""
    graph = f"{provider.stand_in or GRAPH}/{VERSION}"
    with open_session(provider, "client_secret_post") as session:
        token = fetch_token(
            session,
            f"{graph}/oauth/access_token",
            code=code,
            code_verifier=begun.code_verifier,
            redirect_uri=redirect_uri(provider),
        )
        proof = _proof(provider, token["access_token"])
        said = get_object(
            session, f"{graph}/me", params={"fields": "id,name,email", "appsecret_proof": proof}
        )
    email, _ = email_of(said)
    return Claims(
        provider=provider.key,
        issuer=provider.issuer,
        subject=_subject(said),
        email=email,
        name=text_of(said.get("name")),
    )


def _proof(provider: Provider, token: str) -> str:
    secret = provider.client_secret.get_secret_value().encode()
    return hmac.new(secret, token.encode(), hashlib.sha256).hexdigest()


def _subject(said: dict[str, Any]) -> str:
    subject = said.get("id")
    if isinstance(subject, str) and subject.isascii() and subject.isdigit() and len(subject) <= MOST_DIGITS:
        return subject
    raise ProviderNonsense("no id")
