"""Markdown to safe HTML, once, when a text is saved. Raw HTML is off, and what comes out is sanitised."""

import nh3
from markdown_it import MarkdownIt

RENDERER = "1"
"""Grows with every change below; a stored page of an older version can be found and rendered again."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])


def render(body: str) -> str:
    """Return sanitised HTML. Headings become h3 and h4, so that a post cannot outrank the page's own."""
    tokens = _markdown.parse(body)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2") else "h4"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
    )  # fmt: skip
