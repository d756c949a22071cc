"""What every template may use: times as people say them, and the site's settings."""

from datetime import UTC, datetime

import humanize
from flask import Flask

from forum import assets, icons
from forum.db import utcnow


def ago(when: datetime) -> str:
    """A time as people say it: "just now", "5 minutes ago", "3 days ago", then the date after a month."""
    age = utcnow() - when
    if age.total_seconds() < 45:
        return "just now"
    if age.days >= 30:
        return f"{when.day} {when:%b %Y}"
    # Without months: the library rounds 16 days up to "a month", and here days matter.
    return humanize.naturaltime(age, months=False)


def exact(when: datetime) -> str:
    """The exact time for hover and print, in UTC."""
    return f"{when.astimezone(UTC):%A} {when.day} {when:%B %Y, %H:%M} UTC"


def init_app(app: Flask) -> None:
    app.add_template_filter(ago)
    app.add_template_filter(exact)
    app.add_template_global(lambda: app.config["SITE_NAME"], "site_name")
    assets.init_app(app)
    icons.init_app(app)
