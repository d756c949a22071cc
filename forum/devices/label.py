"""Browser and system in the words of a person: "Firefox on Android"."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order: nearly every browser also names the ones after it."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def label_of(user_agent: str) -> str:
    """What a browser says of itself, made short. Nothing of its own words is kept: they could be anything."""
    return f"{_first(BROWSERS, user_agent, 'A browser')} on {_first(SYSTEMS, user_agent, 'another device')}"


def _first(words: tuple[tuple[str, str], ...], user_agent: str, other: str) -> str:
    return next((label for sign, label in words if sign in user_agent), other)
