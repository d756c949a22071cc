"""Markdown to safe HTML."""

import re

import pytest

from forum.posts.render import ATTRIBUTES, TAGS, render


@pytest.mark.parametrize(
    "body, html",
    [
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>"),
        ("# Big", "<h3>Big</h3>"),
        ("Big\n===", "<h3>Big</h3>"),
        ("###### Small", "<h4>Small</h4>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(body: str, html: str) -> None:
    assert render(body).strip() == html


def test_links_open_only_schemes_that_are_safe_and_say_that_members_wrote_them() -> None:
    html = render("[a](https://example.org) [b](mailto:a@example.org) [c](tel:999)")
    assert html.count("<a ") == html.count('rel="nofollow ugc noopener"') == 3


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/pixel.png)",
        '![x](x" onerror="alert(1))',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "<javascript:alert(1)>",
        '[x](https://a.example "onmouseover=alert(1)")',
        "[x]: javascript:alert(1)\n\n[x]",
        "<iframe src=https://evil.example></iframe>",
        "<style>body{display:none}</style>",
        "<svg/onload=alert(1)>",
        "<a href=x style=position:fixed>x</a>",
        "```html\n<script>alert(1)</script>\n```",
        "`<script>`",
        "<!-- --><script>1</script>",
        "| a |\n|---|\n| <script>1</script> |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    ],
)
def test_nothing_that_runs_or_loads_gets_through(body: str) -> None:
    html = render(body)
    for tag, attributes in re.findall(r"<([a-z][a-z0-9]*)((?:\s[^>]*)?)>", html):
        assert tag in TAGS
        for name in re.findall(r'\s([a-z-]+)="', attributes):
            assert name in ATTRIBUTES.get(tag, set()) | {"rel"}
    assert not re.search(r'href="\s*(javascript|data|vbscript)', html, re.I)


@pytest.mark.parametrize(
    "body", ["> " * 200 + "x", "[" * 2000, "*" * 5000, "`" * 3000, "- " * 300 + "x", "(" * 9000]
)
def test_deep_nesting_is_rendered_and_ends(body: str) -> None:
    assert isinstance(render(body), str)
