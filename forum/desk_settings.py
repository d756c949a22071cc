"""What the operator sets for the moderators' desk. Read with the board's other settings (forum/config.py)."""

import base64
import binascii
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
SHORTEST_SECRET = 32
"""Characters: fewer could be tried out by a machine."""


class DeskSettings(BaseSettings):
    """The part of the settings about how long items wait, who is called, and what is enough for a day."""

    target_crisis: int = Field(15, ge=1, description="minutes in which a crisis item should be decided")
    target_emergency: int = Field(
        15, ge=1, description="minutes in which an emergency item should be decided"
    )
    target_urgent: int = Field(240, ge=1, description="minutes in which an urgent item should be decided")
    target_other: int = Field(
        1440, ge=1, description="minutes in which any other item should be decided: reports, second looks"
    )
    shadow_hours: int = Field(72, ge=1, description="hours after which a rule change in shadow may go live")
    shadow_texts: int = Field(
        200, ge=1, description="texts after which a rule change in shadow may go live sooner"
    )
    claim_minutes: float = Field(
        5.0, gt=0, le=60, description="minutes that a claim on a review item lasts unless it is prolonged"
    )
    streams: int = Field(8, ge=0, description="event streams that a process may hold; each takes a thread")
    floor_rule: float = Field(
        0.5, ge=0, le=1, description="least share of right calls of a rule before an item is raised about it"
    )
    floor_model: float = Field(0.7, ge=0, le=1, description="the same for the learned model")
    floor_cases: int = Field(
        20, ge=1, description="decided cases that a rule or the model must have before its floor counts"
    )
    undo_hours: float = Field(
        24, gt=0, description="hours in which others may undo a moderator's decision; admins always may"
    )
    oncall_webhook: str | None = Field(
        None,
        description="https address that is told of new crisis and emergency items and of late ones; "
        "see [on call](on-call.md#webhook)",
    )
    oncall_webhook_secret: SecretStr | None = Field(
        None, description="signs what is sent there; 32 characters at least, or whsec_ and base64"
    )
    hard_items_a_day: int = Field(
        10, ge=1, description="crisis and emergency items in a day after which the queue suggests a pause"
    )

    @field_validator("oncall_webhook")
    @classmethod
    def refuse_open_lines(cls, address: str | None) -> str | None:
        if address is None:
            return None
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if not parts.hostname or parts.scheme not in ("http", "https") or parts.username or parts.fragment:
            raise ValueError("must be an address that begins with https://, without user name or #")
        if parts.scheme == "http" and parts.hostname not in LOCAL:
            raise ValueError("must begin with https://")
        return address

    @field_validator("oncall_webhook_secret")
    @classmethod
    def refuse_weak_secrets(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is None:
            return None
        text = secret.get_secret_value()
        if len(text) < SHORTEST_SECRET:
            raise ValueError(f"needs at least {SHORTEST_SECRET} characters")
        if text.startswith("whsec_"):
            try:
                base64.b64decode(text.removeprefix("whsec_"), validate=True)
            except binascii.Error:
                raise ValueError("must have base64 after whsec_") from None
        return secret

    @model_validator(mode="after")
    def refuse_half_a_webhook(self) -> "DeskSettings":
        if bool(self.oncall_webhook) != bool(self.oncall_webhook_secret):
            raise ValueError("CAREBOARD_ONCALL_WEBHOOK and CAREBOARD_ONCALL_WEBHOOK_SECRET go together")
        return self

    def refuse_open_webhook(self) -> None:
        """For production: http is for a receiver under one's own hand while developing."""
        if self.oncall_webhook and not self.oncall_webhook.startswith("https://"):
            raise ValueError("CAREBOARD_ONCALL_WEBHOOK must begin with https:// in production")
