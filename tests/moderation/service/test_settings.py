from pathlib import Path

import pytest

from moderation.service.settings import Settings, SettingsError, read_settings

TOKEN, OTHER = "a-token-of-20-signs0", "b-token-of-20-signs0"
HERE = "127.0.0.1"


def test_tokens_come_from_the_environment_and_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"# the board\n{OTHER}\n\n")
    found = read_settings(
        "0.0.0.0", False, {"MODERATION_TOKENS": f" {TOKEN} ,", "MODERATION_TOKENS_FILE": str(file)}
    )
    assert found == Settings((TOKEN, OTHER), "")


def test_the_secret_of_discourse_is_read() -> None:
    found = read_settings(HERE, True, {"MODERATION_DISCOURSE_SECRET": OTHER})
    assert found == Settings((), OTHER)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_open_is_for_this_machine(host: str) -> None:
    assert read_settings(host, True, {}).tokens == ()


@pytest.mark.parametrize(
    "host, is_open, environ, says",
    [
        (HERE, False, {}, "set MODERATION_TOKENS"),
        (HERE, False, {"MODERATION_TOKENS": " , "}, "set MODERATION_TOKENS"),
        ("0.0.0.0", False, {}, "set MODERATION_TOKENS"),
        ("0.0.0.0", True, {}, "for 127.0.0.1"),
        ("", True, {}, "for 127.0.0.1"),
        (HERE, True, {"MODERATION_TOKENS": TOKEN}, "exclude each other"),
        (HERE, False, {"MODERATION_TOKENS": "short"}, "at least 16 characters"),
        (HERE, False, {"MODERATION_TOKENS": "ten-or-so sign words"}, "ASCII"),
        (HERE, False, {"MODERATION_TOKENS": "gr\u00fc\u00dfe-aus-der-Ferne"}, "ASCII"),
        (HERE, True, {"MODERATION_DISCOURSE_SECRET": "short"}, "at least 16 characters"),
        (HERE, False, {"MODERATION_TOKENS_FILE": "/no/such/file"}, "cannot be read (FileNotFoundError)"),
    ],
)
def test_what_would_let_strangers_in_stops_the_start(
    host: str, is_open: bool, environ: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(host, is_open, environ)
    assert says in str(caught.value)
    assert not any(value.strip(" ,") and value in str(caught.value) for value in environ.values())
