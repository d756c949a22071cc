"""Codes of an authenticator app: none counts twice (RFC 6238, 5.2)."""

import time
from base64 import b64encode
from typing import Any

import qrcode
from flask_security import Totp
from passlib.totp import TokenError
from qrcode.image.svg import SvgFillImage
from sqlalchemy import or_, update

from forum.db import db
from forum.members.models import Member

METHOD = "authenticator"
PERIOD = 30
"""Seconds that a code is shown; one before and one after count too, as clocks and hands differ."""


class Codes(Totp):
    """Flask-Security's codes, with a memory of the last one that each member used."""

    def verify_totp(self, token: str, totp_secret: str, user: Member, window: int = PERIOD) -> bool:
        """True when the code is right and not used before. The caller commits."""
        is_new = totp_secret != user.tf_totp_secret
        try:
            match = self._totp.verify(token, totp_secret, window=window)
        except (TokenError, ValueError, TypeError):
            return False
        return is_new or use(user, match.counter)

    def generate_qrcode(self, username: str, totp: str) -> str:
        """A picture with its own white ground: in dark colours a phone reads nothing without one."""
        image = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgFillImage)
        return f"data:image/svg+xml;base64,{b64encode(image.to_string()).decode()}"

    def keep(self, key: str) -> str:
        """A given secret in the form that the table keeps: encrypted."""
        return str(self._totp(key=key, format="base32").to_json(encrypt=True))

    def next_code(self, member: Member) -> str:
        """The code that the member's app shows now; the one after it when that one is used up."""
        generator: Any = self._totp.from_source(member.tf_totp_secret)
        now = int(time.time()) // PERIOD
        counter = now + 1 if (member.last_code or 0) >= now else now
        return str(generator.generate(counter * PERIOD).token)


def use(member: Member, counter: int) -> bool:
    """Use a code up; of two requests at once one wins. False when it, or a later one, was used before."""
    unused = or_(Member.last_code.is_(None), Member.last_code < counter)
    done = db.session.execute(
        update(Member).where(Member.id == member.id, unused).values(last_code=counter),
        execution_options={"synchronize_session": "fetch"},
    )
    return done.rowcount == 1
