"""Ways in from elsewhere: which account at which provider belongs to which member."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member


class Identity(db.Model):
    """An account at a provider. Issuer and subject tell it from all others for ever (OpenID Connect Core 2);
    an e-mail address does not, so that none is kept here."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    provider: Mapped[str] = mapped_column(String(40))
    """Key of the provider in the settings: for its label and its icon only."""
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    used_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    member: Mapped[Member] = relationship()


class Arrival(db.Model):
    """Somebody whom a provider has named and who is not signed in yet: they still have to choose or prove.

    Found by a random key that only the signed session cookie of that browser holds. Swept after an hour.
    """

    __tablename__ = "arrival"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    provider: Mapped[str] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    is_email_verified: Mapped[bool] = mapped_column(default=False)
    """By the provider in this very answer, or by a link that we sent to the address since."""
    given_name: Mapped[str] = mapped_column(String(100), default="")
    """What the provider calls the person: only to warn when a chosen name looks like it."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)


class Attempt(db.Model):
    """A sign-in that was begun at a provider and has not come back. Taken away when it does: it works once.

    Its state stands in the session cookie of the browser that began it. Swept after half an hour.
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(64), unique=True)
    provider: Mapped[str] = mapped_column(String(40))
    nonce: Mapped[str] = mapped_column(String(64))
    code_verifier: Mapped[str] = mapped_column(String(128))
    next_page: Mapped[str] = mapped_column(String(500), default="")
    """An address of the board to go on to, or ""."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)
