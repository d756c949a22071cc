"""Every setting of the board in one table: name, default, help. Read once, from the environment or `.env`.

A variable that begins with ``CAREBOARD_`` and is not in this table stops start-up: a misspelt safety
setting must not pass in silence. ``DATABASE_URL`` and ``REDIS_URL`` are read without the prefix too,
because hosting platforms hand them out under these names.
"""

import os
import re
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from forum.desk_settings import DeskSettings
from forum.provider_settings import ProviderSettings

PREFIX = "CAREBOARD_"
DOTENV = ".env"
ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "only-for-development-never-in-production"
SHORTEST_SECRET = 32
"""Characters in production: fewer could be tried out by a machine."""


class SettingsError(Exception):
    """The settings cannot be used. One line for each fault; never holds a value, as it may be secret."""


def _shared_name(name: str) -> AliasChoices:
    return AliasChoices(f"{PREFIX}{name}", name)


class Settings(ProviderSettings, DeskSettings):
    """Settings of one running board. Defaults suit development on one machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=DOTENV, extra="ignore", frozen=True, populate_by_name=True
    )

    env: Literal["development", "production", "test"] = Field(
        "development", description="production turns on secure cookies and refuses default secrets"
    )
    site_name: str = Field("Careboard", description="name in the top bar, page titles and mails")
    base_url: str = Field(
        "http://127.0.0.1:8000", description="address of the board, used for links in mails"
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET), description="signs sessions and links; long and random in production"
    )
    password_salt: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET), description="salt of the password HMAC; long and random in production"
    )
    totp_secret: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET),
        description="encrypts the secrets of code apps and recovery codes; long and random in production",
    )
    database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'careboard.sqlite3'}",
        validation_alias=_shared_name("DATABASE_URL"),
        description="SQLAlchemy address: sqlite:///path or postgresql://user:password@host/name",
    )
    redis_url: str | None = Field(
        None,
        validation_alias=_shared_name("REDIS_URL"),
        pattern="^rediss?://",
        description="redis://host:port/0; turns on Celery workers and limits shared by all processes",
    )
    treatments: list[str] = Field(
        ["plugins.lemtrada"], description="treatment plugins as a JSON list of module names; [] for none"
    )
    default_country: str | None = Field(
        None,
        pattern="^[A-Z]{2}$",
        description="two-letter country for emergency numbers when a reader's own is not known",
    )
    least_age: int = Field(16, ge=13, le=21, description="years that a member must have")
    checker: Literal["process", "inline"] = Field(
        "process",
        description="where posts are read: in a child process with a time limit, or in the web process",
    )
    checker_timeout: float = Field(
        2.0, gt=0, description="seconds that a request waits for a screening before the job row takes over"
    )
    moderation_url: str | None = Field(
        None,
        pattern="^https?://",
        description="http(s)://host:port of a moderation service to ask instead of a child process",
    )
    moderation_token: SecretStr | None = Field(None, description="bearer token for that service")
    worker_thread: bool = Field(True, description="run due job rows in a thread of the web process")
    worker_interval: float = Field(1.0, gt=0, description="seconds between two looks at the job table")
    job_lease: float = Field(
        30.0, gt=0, description="seconds after which a job of a dead worker is taken over"
    )
    posts_per_page: int = Field(20, ge=2, le=100, description="posts on one page of a thread")
    threads_per_page: int = Field(30, ge=2, le=100, description="threads on one page of a board")
    trusted_proxies: int = Field(
        0, ge=0, description="number of reverse proxies whose X-Forwarded headers count"
    )
    mail_server: str | None = Field(
        None, description="SMTP host; without it mails are printed to the console"
    )
    mail_port: int = Field(25, ge=1, le=65535, description="SMTP port")
    mail_use_tls: bool = Field(False, description="STARTTLS on the SMTP connection")
    mail_username: str | None = Field(None, description="SMTP user")
    mail_password: SecretStr | None = Field(None, description="SMTP password")
    mail_sender: str = Field("careboard@localhost", description="sender address of mails")
    contact: str | None = Field(
        None, description="address that members write to; without it the sender of mails"
    )
    limits: bool = Field(
        True, description="limit sign-ins, sign-ups, mails and posts per network address and per account"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="least level that is logged"
    )

    @field_validator("database_url")
    @classmethod
    def refuse_other_databases(cls, address: str) -> str:
        try:
            backend = make_url(address).get_backend_name()
        except ArgumentError:
            backend = ""
        if backend not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return address

    @model_validator(mode="after")
    def refuse_default_secrets(self) -> "Settings":
        if self.env == "production":
            for name in ("secret_key", "password_salt", "totp_secret"):
                if getattr(self, name).get_secret_value() == DEVELOPMENT_SECRET:
                    raise ValueError(f"{PREFIX}{name.upper()} must be set in production")
                if len(getattr(self, name).get_secret_value()) < SHORTEST_SECRET:
                    raise ValueError(f"{PREFIX}{name.upper()} needs at least {SHORTEST_SECRET} characters")
            self.refuse_stand_ins()
            self.refuse_open_webhook()
        return self

    @model_validator(mode="after")
    def refuse_a_short_lease(self) -> "Settings":
        # A worker waits for the checker five times as long as a request does (forum/checker.py).
        if self.job_lease < 10 * self.checker_timeout:
            raise ValueError(f"{PREFIX}JOB_LEASE must be at least ten times {PREFIX}CHECKER_TIMEOUT")
        return self

    @model_validator(mode="after")
    def refuse_two_readers(self) -> "Settings":
        if self.moderation_url and self.checker == "inline":
            raise ValueError(f"{PREFIX}MODERATION_URL and {PREFIX}CHECKER=inline exclude each other")
        return self

    @property
    def is_production(self) -> bool:
        return self.env == "production"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; raises `SettingsError` with one line a fault. Overrides are for tests."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    named = {*os.environ, *dotenv_values(DOTENV)}
    unknown = sorted(name for name in named if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError("\n".join(f"unknown setting {name}; see docs/settings.md" for name in unknown))
    try:
        return Settings(**overrides)
    except UnreadableError as error:
        # The library's message names the field; its cause may hold the value.
        raise SettingsError(f"{PREFIX}{_field_of(error)}: not JSON") from None
    except ValidationError as error:
        raise SettingsError("\n".join(_fault(item) for item in error.errors())) from None


def _field_of(error: UnreadableError) -> str:
    found = re.search(r'field "(\w+)"', str(error))
    return found[1].upper() if found else ""


def _fault(item: Any) -> str:
    where = ".".join(str(part) for part in item["loc"])
    name = where if where.startswith(PREFIX) or where.isupper() else f"{PREFIX}{where.upper()}"
    return f"{name}: {item['msg']}" if where else str(item["msg"])
