"""The providers of this board, made once from its settings, and the buttons that lead to them."""

from dataclasses import dataclass
from typing import Literal

from flask import Flask, abort, current_app
from pydantic import SecretStr

from forum.config import PREFIX, Settings, SettingsError
from forum.icons import NAMES
from forum.mails.links import link_to

GOOGLE = "https://accounts.google.com"
FACEBOOK = "https://www.facebook.com"
"""Facebook names no issuer in this flow: its own address stands for it beside the id of a person."""


@dataclass(frozen=True, slots=True)
class Provider:
    """`stand_in` is an address that plays Facebook in tests."""

    key: str
    label: str
    icon: str
    protocol: Literal["openid", "facebook"]
    issuer: str
    client_id: str
    client_secret: SecretStr
    stand_in: str | None = None


def init_app(app: Flask, settings: Settings) -> None:
    """Raises `SettingsError` when an icon is none of ours."""
    providers = _from(settings)
    for provider in providers:
        if provider.icon not in NAMES:
            raise SettingsError(f"{PREFIX}OPENID_PROVIDERS: no such icon; forum/icons.py has the list")
    app.extensions["ways"] = {provider.key: provider for provider in providers}
    app.extensions["asked"] = {}
    app.extensions["providers"][:] = [button_of(provider) for provider in providers]


def _from(settings: Settings) -> list[Provider]:
    found = []
    if settings.google_client_id and settings.google_client_secret:
        mine = (settings.google_client_id, settings.google_client_secret)
        found.append(Provider("google", "Google", "google", "openid", GOOGLE, *mine))
    if settings.facebook_app_id and settings.facebook_app_secret:
        mine = (settings.facebook_app_id, settings.facebook_app_secret)
        found.append(
            Provider("facebook", "Facebook", "facebook", "facebook", FACEBOOK, *mine, settings.facebook_url)
        )
    for other in settings.openid_providers:
        mine = (other.client_id, other.client_secret)
        found.append(Provider(other.key, other.label, other.icon, "openid", other.issuer, *mine))
    return found


def button_of(provider: Provider) -> dict[str, str]:
    """What templates/security/_providers.html draws. The address takes a POST."""
    return {
        "key": provider.key,
        "label": provider.label,
        "icon": provider.icon,
        "url": f"/sign-in/{provider.key}",
    }


def get_provider(key: str) -> Provider:
    """The configured provider of this key; 404 for any other."""
    ways: dict[str, Provider] = current_app.extensions["ways"]
    return ways.get(key) or abort(404)


def redirect_uri(provider: Provider) -> str:
    """Where the provider sends the person back: under BASE_URL, whatever host a request claims."""
    return link_to("signin.callback", key=provider.key)
