"""The guide of the desk: docs/moderating.md as a page, so that the manual and the desk cannot differ."""

import re
from functools import cache

from markdown_it import MarkdownIt

from forum.config import ROOT

DOCS = ROOT / "docs"
PICTURES = DOCS / "img"
GUIDE = DOCS / "moderating.md"
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def guide() -> str:
    """The guide as HTML, from its first section on. Pictures lie beside the page, under guide/.

    Links to other documents are dropped: they are for whoever runs the board, and are not served here.
    """
    text = GUIDE.read_text(encoding="utf-8").split("\n\n", 2)[2]
    text = re.sub(r"(?<!!)\[([^\]]+)\]\([^)]+\.md\)", r"\1", text)
    return str(_markdown.render(text.replace("](img/", "](guide/")))


def picture(name: str) -> bytes | None:
    """One of the pictures; None for any other name, whatever path it spells."""
    path = next((path for path in PICTURES.glob("*.webp") if path.name == name), None)
    return path.read_bytes() if path else None
