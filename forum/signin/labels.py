"""What a provider is called on pages and in mails."""

from flask import current_app


def label_of(key: str) -> str:
    """The label in the settings, or the key of a provider that has been taken out of them."""
    known = {button.get("key"): button["label"] for button in current_app.extensions["providers"]}
    return known.get(key) or key.replace("-", " ").capitalize()


def icon_of(key: str) -> str:
    known = {button.get("key"): button["icon"] for button in current_app.extensions["providers"]}
    return known.get(key) or "key"
