"""Who writes here: members, their roles and their passkeys (the last for Flask-Security)."""

import unicodedata
from datetime import datetime

from flask_security.models import fsqla_v3 as fsqla
from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from forum.db import UTCDateTime, db, utcnow

fsqla.FsModels.set_db_info(db, user_table_name="member", role_table_name="role")

MODERATOR_ROLES = frozenset({"moderator", "admin"})
FORMER = "former-member"
"""What the row that all former members share has in place of a session identifier; see `former.py`."""
FORMER_NAME = "Former member"
FORMER_KEY = "-"
"""Its name key: no member can choose a name without a letter or number."""


def name_key(name: str) -> str:
    """The form under which two names count as the same: NFKC, case folded, one space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Role(db.Model, fsqla.FsRoleMixin):
    __tablename__ = "role"


class WebAuthn(db.Model, fsqla.FsWebAuthnMixin):
    __tablename__ = "webauthn"


class Member(db.Model, fsqla.FsUserMixin):
    """A signed-up person. `country` is for emergency numbers only and is never shown to others."""

    __tablename__ = "member"

    name: Mapped[str] = mapped_column(String(40))
    name_key: Mapped[str] = mapped_column(String(80), unique=True)
    country: Mapped[str | None] = mapped_column(String(2))
    about: Mapped[str] = mapped_column(Text, default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[str | None] = mapped_column(String(20))
    """Where they are in treatment, if they cared to say; see `STAGES`."""
    mail_choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Kinds of mail that they asked for; mails about the account itself come in any case."""
    welcomed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When they finished the first visit; None sends them there."""
    silenced_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suspended_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    standing_reason: Mapped[str] = mapped_column(String(300), default="")
    """What the member is told about being silenced or suspended."""
    last_code: Mapped[int | None] = mapped_column()
    """Time step of the last code from their app that was used: no code counts twice."""

    @validates("name")
    def _keep_key(self, key: str, name: str) -> str:
        self.name_key = name_key(name)
        return name

    @property
    def is_silenced(self) -> bool:
        """True while they may read and sign in but not write to others."""
        return self.silenced_until is not None and self.silenced_until > utcnow()

    @property
    def is_suspended(self) -> bool:
        """True while they may not sign in."""
        return self.suspended_until is not None and self.suspended_until > utcnow()

    @property
    def is_moderator(self) -> bool:
        """True for moderators and admins: an admin may do all that a moderator may."""
        return any(role.name in MODERATOR_ROLES for role in self.roles)

    @property
    def is_admin(self) -> bool:
        return any(role.name == "admin" for role in self.roles)

    @property
    def is_former(self) -> bool:
        """True for the row that stands for everybody who has left."""
        return self.fs_uniquifier == FORMER

    @property
    def badge(self) -> str | None:
        """The one role shown beside the name, or None."""
        if self.is_admin:
            return "admin"
        return "moderator" if self.is_moderator else None
