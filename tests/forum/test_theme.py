"""The theme's promises, read from the style sheets: contrast, both themes, nothing inline."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "forum" / "static"
TEMPLATES = Path(__file__).parents[2] / "forum" / "templates"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")

INLINE = re.compile(r"\sstyle\s*=|<style|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)")
PAPERS = ("ground", "card", "sunk", "accent-soft")
TEXT = [(ink, paper) for ink in ("ink", "muted", "accent") for paper in PAPERS]
TEXT += [("accent-strong", "card"), ("accent-strong", "accent-soft"), ("on-accent", "accent")]
TEXT += [("on-accent", "accent-strong"), ("on-urgent", "urgent-fill")]
for level in ("emergency", "crisis", "info"):
    TEXT += [(f"on-{level}", level)]
for level in ("emergency", "urgent", "crisis", "info"):
    TEXT += [("ink", f"{level}-soft"), ("muted", f"{level}-soft"), (level, f"{level}-soft"), (level, "card")]
TEXT += [("avatar-ink", f"avatar-{number}") for number in range(8)]

CONTROLS = [("control", paper) for paper in ("ground", "card")]
CONTROLS += [("urgent-line", paper) for paper in ("card", "urgent-soft")]
RING = [("focus", paper) for paper in (*PAPERS, "emergency-soft", "urgent-soft", "crisis-soft", "info-soft")]


def block_after(opening):
    """The custom properties of the block that starts at `opening`."""
    start = TOKENS.index("{", TOKENS.index(opening) + len(opening) - 1)
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS[start : TOKENS.index("}", start)]))


LIGHT = block_after(":root {")
DARK = block_after(':root[data-bs-theme="dark"] {')
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_known():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "pairs, least", [(TEXT, 7), (CONTROLS, 4.5), (RING, 3)], ids=["text", "controls", "focus ring"]
)
def test_pairs_have_contrast(theme, pairs, least):
    colours = THEMES[theme]
    measured = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < least} == {}


def test_dark_is_the_same_by_system_and_by_switch():
    assert block_after(':root:not([data-bs-theme="light"]) {') == DARK


def test_dark_sets_every_colour_of_light():
    assert set(DARK) == set(LIGHT)


def test_dark_is_not_black_and_its_text_is_not_white():
    assert "#000000" not in DARK.values()
    assert "#ffffff" not in DARK.values()


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_only_tokens_and_print_name_colours(sheet):
    if sheet.name not in ("tokens.css", "print.css"):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_sheets_load_nothing(sheet):
    assert re.findall(r"url\(|@import", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    # The page in the copy of one's data is read at home: a file with its own styles and its own policy.
    sorted(path for path in TEMPLATES.rglob("*.html") if path.parts[-2:] != ("own_data", "export.html")),
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_templates_carry_no_inline_style_or_script(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.S)
    assert INLINE.findall(text) == []
