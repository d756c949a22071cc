"""Every icon that a template names is in our sprite, and the sprite holds what it promises."""

import re
from pathlib import Path

from forum.icons import NAMES, sprite

TEMPLATES = Path(__file__).parents[2] / "forum" / "templates"


def test_sprite_holds_every_name():
    assert set(re.findall(r'<symbol viewBox="0 0 16 16" id="([^"]+)">', sprite())) == NAMES


def test_sprite_is_small_enough_for_a_phone():
    assert len(sprite()) < 60_000


def test_templates_name_known_icons_only():
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    named = re.findall(r'\bicon\("([a-z0-9-]+)"', text) + re.findall(r'icon_name="([a-z0-9-]+)"', text)
    assert set(named) - NAMES == set()


def test_sprite_is_served_for_a_year(client):
    answer = client.get("/icons.svg")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.cache_control.max_age == 31_536_000
