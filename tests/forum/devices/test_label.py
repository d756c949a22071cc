"""What a device is called in the list."""

import pytest

from forum.devices.label import label_of

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    "user_agent, label",
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", "Firefox on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"),
        (f"{MAC} Version/18.1 Safari/605.1.15", "Safari on a Mac"),
        (f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} CriOS/130.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (f"{IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone"),
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/130.0.0.0", "Edge on Windows"),
        (f"{WINDOWS} OPR/115.0.0.0", "Opera on Windows"),
        (f"{PHONE} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36", "Samsung Internet on Android"),
        (f"{PHONE} Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("", "A browser on another device"),
        ("<script>alert(1)</script>", "A browser on another device"),
    ],
)
def test_a_browser_is_called_as_a_person_would(user_agent: str, label: str) -> None:
    assert label_of(user_agent) == label
