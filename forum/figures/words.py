"""Numbers as people say them."""

from forum.screening import Level

NAMES = {
    Level.CRISIS: "Crisis",
    Level.EMERGENCY: "Emergency",
    Level.URGENT: "Urgent",
    Level.INFO: "For information",
    Level.NONE: "No sign",
}
NOTHING = "–"


def level_name(level: int) -> str:
    return NAMES[Level(level)]


def duration(seconds: int | None) -> str:
    """Two units at most: "12 min", "3 h 20 min", "2 days 4 h"."""
    if seconds is None:
        return NOTHING
    if seconds < 60:
        return "under 1 min"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours else f"{days} days"


def percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share:.0f} %"
