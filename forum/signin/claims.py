"""What a provider says of the person it has just signed in, after every check of the protocol has passed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claims:
    """One answer of one provider. Only issuer and subject tell who it is (OpenID Connect Core 2).

    `is_email_verified` is True only when the provider says so in this answer; Facebook never does.
    """

    provider: str
    issuer: str
    subject: str
    email: str | None = None
    is_email_verified: bool = False
    name: str = ""
