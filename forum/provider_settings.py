"""Which providers members may come in by. Read with the board's other settings (forum/config.py)."""

import re
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

TAKEN = frozenset({"google", "facebook"})
"""Keys of the providers that have settings of their own."""
DEMO = "demo"
"""Key of the provider that `make run` starts: nobody checks a password there."""
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


class OpenIDProvider(BaseModel):
    """One entry of CAREBOARD_OPENID_PROVIDERS. The issuer is compared letter by letter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    issuer: str = Field(max_length=255)
    client_id: str = Field(min_length=1, max_length=255)
    client_secret: SecretStr
    label: str = Field(min_length=1, max_length=40)
    icon: str = "key"

    @field_validator("key")
    @classmethod
    def refuse_odd_keys(cls, key: str) -> str:
        if not KEY.fullmatch(key) or key in TAKEN:
            raise ValueError("must be small letters, digits and -, and neither google nor facebook")
        return key

    @field_validator("issuer")
    @classmethod
    def refuse_odd_issuers(cls, issuer: str) -> str:
        try:
            parts = urlsplit(issuer)
        except ValueError:
            parts = urlsplit("")
        if not parts.hostname or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
            raise ValueError("must be an address that begins with https:// and has no ? or #")
        if parts.scheme == "http" and parts.hostname not in LOCAL:
            raise ValueError("must begin with https://")
        return issuer


class ProviderSettings(BaseSettings):
    """The part of the settings that says which buttons stand on the sign-in page."""

    google_client_id: str | None = Field(None, description="client id at Google; turns on its button")
    google_client_secret: SecretStr | None = Field(None, description="client secret at Google")
    facebook_app_id: str | None = Field(
        None,
        description="app id at Facebook; turns on its button and, with the secret, "
        "the [data-deletion callback](privacy.md#facebook)",
    )
    facebook_app_secret: SecretStr | None = Field(None, description="app secret at Facebook")
    facebook_url: str | None = Field(
        None,
        pattern="^https?://",
        description="a stand-in for Facebook's addresses, for tests; refused in production",
    )
    openid_providers: list[OpenIDProvider] = Field(
        [],
        description="other OpenID providers as a JSON list; see [sign-in](sign-in.md#any-openid-provider)",
    )

    @model_validator(mode="after")
    def refuse_half_a_provider(self) -> "ProviderSettings":
        for one, other in (
            ("google_client_id", "google_client_secret"),
            ("facebook_app_id", "facebook_app_secret"),
        ):
            if bool(getattr(self, one)) != bool(getattr(self, other)):
                raise ValueError(f"CAREBOARD_{one.upper()} and CAREBOARD_{other.upper()} go together")
        return self

    @model_validator(mode="after")
    def refuse_two_of_one_key(self) -> "ProviderSettings":
        keys = [provider.key for provider in self.openid_providers]
        if len(set(keys)) < len(keys):
            raise ValueError("CAREBOARD_OPENID_PROVIDERS: each key may stand there once")
        return self

    def refuse_stand_ins(self) -> None:
        """For production: a provider on this machine or without TLS lets anybody in as anybody."""
        if self.facebook_url:
            raise ValueError("CAREBOARD_FACEBOOK_URL must not be set in production")
        for provider in self.openid_providers:
            if provider.key == DEMO or not provider.issuer.startswith("https://"):
                raise ValueError("CAREBOARD_OPENID_PROVIDERS: no demo and no http:// in production")
