"""Quiet hours by the clocks of a moderator's own zone."""

from datetime import UTC, datetime

import pytest

from forum.desk.models import DeskSettings
from forum.desk.quiet import quiet_until

NIGHT, NAP = (22 * 60, 7 * 60), (13 * 60, 14 * 60 + 30)


@pytest.mark.parametrize(
    "hours, zone, moment, until",
    [
        (NIGHT, "UTC", "2026-03-23 21:59", None),
        (NIGHT, "UTC", "2026-03-23 22:00", "2026-03-24 07:00"),
        (NIGHT, "UTC", "2026-03-24 06:59", "2026-03-24 07:00"),
        (NIGHT, "UTC", "2026-03-24 07:00", None),
        (NAP, "UTC", "2026-03-24 13:00", "2026-03-24 14:30"),
        (NAP, "UTC", "2026-03-24 14:30", None),
        (NIGHT, "Europe/Berlin", "2026-03-23 21:00", "2026-03-24 06:00"),
        (NIGHT, "Europe/Berlin", "2026-03-28 22:00", "2026-03-29 05:00"),  # the clocks go forward
        (NIGHT, "Europe/Berlin", "2026-10-24 22:00", "2026-10-25 06:00"),  # and back
        (NIGHT, "Australia/Sydney", "2026-03-23 12:00", "2026-03-23 20:00"),
        (NIGHT, "Atlantis/Sunk", "2026-03-23 22:00", "2026-03-24 07:00"),
        ((None, None), "UTC", "2026-03-23 22:00", None),
        ((600, 600), "UTC", "2026-03-23 10:00", None),
    ],
)
def test_when_quiet_hours_end(hours, zone, moment, until):
    settings = DeskSettings(zone=zone, quiet_from=hours[0], quiet_to=hours[1])
    found = quiet_until(settings, at(moment))
    assert found == (at(until) if until else None)


def test_the_hour_that_comes_twice_ends_once(app):
    """Quiet until 02:30 in the night when 02:30 comes twice: no mail is due before it is held."""
    settings = DeskSettings(zone="Europe/Berlin", quiet_from=0, quiet_to=150)
    second = at("2026-10-25 01:10")  # 02:10 for the second time
    assert quiet_until(settings, second) > second


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
