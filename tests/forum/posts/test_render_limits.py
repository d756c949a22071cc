"""Hostile texts: nothing is lost, and neither the time nor the page grows faster than the text."""

import html

import pytest

from forum.posts.render import render
from tests.effort import effort

LONGEST = 50_000
UNITS = [
    ">",
    "> ",
    "> x\n",
    ">" * 60 + " x\n",
    "- ",
    "- x\n  ",
    "* a\n",
    "1. ",
    "[",
    "[a](",
    "![",
    "a](",
    "[a]: x\n",
    "[a][b]",
    "*a ",
    "**a *b ",
    "_",
    "*_",
    "~~a ",
    "`",
    "` ``",
    "|",
    "|a|b|\n|-|-|\n",
    "|x",
    "<",
    "<b>",
    "<!--",
    "&#x41;",
    "&",
    "\\",
    "\t",
    "    x\n",
    "a\n",
    "```\n",
    "~~~\n",
    "# ",
    "===\n",
    "http://a.b ",
    "<http://a.b> ",
    "\u202e",
    "Z\u0301",
]
"""What a hostile text repeats."""


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_takes_about_twice_the_work(unit: str) -> None:
    half = unit * (LONGEST // 8 // len(unit))
    assert effort(lambda: render(half * 2)) <= 2.5 * effort(lambda: render(half)) + 1000


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_page_is_no_more_than_a_few_times_its_text(unit: str) -> None:
    body = unit * (LONGEST // len(unit))
    assert len(render(body)) <= 20 * len(body)


def test_a_table_of_many_columns_and_rows_stays_within_bounds() -> None:
    body = "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "x\n" * 20_000
    assert len(render(body)) < 2_000_000


@pytest.mark.parametrize("depth", [10, 18, 19, 20, 21, 25, 100, 1000])
@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "> - "])
def test_a_text_in_deep_nesting_is_shown(depth: int, mark: str) -> None:
    shown = html.unescape(render(f"first\n\n{mark * depth}words in the depth\n\nlast"))
    for words in ("first", "words in the depth", "last"):
        assert words in shown


@pytest.mark.parametrize("depth", [25, 1000])
def test_a_text_that_is_shown_as_typed_is_still_harmless(depth: int) -> None:
    shown = render("> " * depth + "<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script" not in shown and "<a" not in shown
