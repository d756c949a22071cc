"""Markdown to safe HTML, once, when a text is saved. Raw HTML is off, and what comes out is sanitised."""

from html import escape

import nh3
from markdown_it import MarkdownIt

RENDERER = "2"
"""Grows with every change below; a stored page of an older version can be found and rendered again."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

MOST_NESTING = 20
"""Quotes in quotes and lists in lists. Each level more makes the slowest texts that much slower."""

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": MOST_NESTING}).enable(
    ["table", "strikethrough"]
)


def render(body: str) -> str:
    """Return sanitised HTML. Headings become h3 and h4, so that a post cannot outrank the page's own."""
    tokens = _markdown.parse(body)
    if any(token.level >= MOST_NESTING - 1 for token in tokens):
        # The parser drops what stands deeper: such a text is shown as typed, and nothing is lost.
        return nh3.clean("<p>" + escape(body).replace("\n", "<br>\n") + "</p>", tags={"p", "br"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2") else "h4"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
    )  # fmt: skip
