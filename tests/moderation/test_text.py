import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text import find_regions, fold

# Pieces that make trouble, mixed with anything else.
TROUBLE = [
    "\r\n",
    "> ",
    "[quote]",
    "[/quote]",
    "](",
    "http://",
    "`",
    "**",
    "\ud800",
    "İ",
    "ﬁ",
    "e\u0301",
    "😀",
    "…",
    "—",
]
texts = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(TROUBLE))).map("".join)


@given(texts)
def test_folding_keeps_the_length_and_never_fails(text: str) -> None:
    assert len(fold(text, find_regions(text))) == len(text)


@given(texts)
def test_folded_text_can_be_encoded(text: str) -> None:
    fold(text, find_regions(text)).encode("utf-8")


@given(texts)
def test_regions_lie_inside_the_text(text: str) -> None:
    assert all(0 <= region.start < region.end <= len(text) for region in find_regions(text))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("I CAN’T breathe", "i can't breathe"),
        ("can`t", "can't"),
        ("“tight” chest", '"tight" chest'),
        ("blood-stained", "blood stained"),
        ("38–39", "38-39"),
        ("hurts—now", "hurts;now"),
        ("hurts – now", "hurts - now"),
        ("a\u00a0b\tc", "a b c"),
        ("ＦＥＶＥＲ", "fever"),
        ("𝐜𝐡𝐞𝐬𝐭", "chest"),
        ("café naïve", "cafe naive"),
        ("İstanbul", "istanbul"),
        ("one\r\ntwo\rthree", "one \ntwo\nthree"),
        ("**gums** _bleed_ ~~now~~", "  gums    bleed    now  "),
        ("# Title", "  Title".lower()),
        ("snake_case", "snake_case"),
        ("see [page](http://a.b/stroke) now", "see [page]" + " " * 19 + " now"),
        ("https://a.b/chest-pain ok", " " * 22 + " ok"),
        ("half \ud800 pair", "half \ufffd pair"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed, find_regions(typed)) == folded


@pytest.mark.parametrize(
    "quoted",
    [
        "> my chest hurts",
        ">my chest hurts",
        "   > my chest hurts",
        "> my chest\n> hurts",
        "> > my chest hurts",
        ">> my chest hurts",
        "[quote=ann]my chest hurts[/quote]",
        "[QUOTE]a [quote]my chest[/quote]\n hurts[/QUOTE]",
    ],
)
def test_a_quote_block_is_blank(quoted: str) -> None:
    text = f"before\n{quoted}\nafter"
    folded = fold(text, find_regions(text))
    assert "hurts" not in folded and "chest" not in folded
    assert folded.split()[0] == "before" and folded.split()[-1] == "after"


@pytest.mark.parametrize(
    "text", ["5 > 3 and my chest hurts", "a\n\n    > my chest hurts", "[quote] my chest hurts"]
)
def test_what_is_no_quote_block_stays(text: str) -> None:
    assert "chest hurts" in fold(text, find_regions(text))


@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        ("```\nx = 1\n```\nme", "code", "```\nx = 1\n```\n"),
        ("run `pip` now", "code", "`pip`"),
        ("[a](http://b.c)", "link", "(http://b.c)"),
        ("**bold**", "markup", "**"),
        ("> hi", "quote", "> hi"),
    ],
)
def test_regions(text: str, kind: str, inside: str) -> None:
    assert inside in [text[r.start : r.end] for r in find_regions(text) if r.kind == kind]


def test_code_stays_readable() -> None:
    text = "`my chest hurts`"
    assert "my chest hurts" in fold(text, find_regions(text))


@pytest.mark.parametrize("sign", ["😀", "(", "?!", "👩🏽"])
def test_a_long_run_of_signs_is_parted(sign: str) -> None:
    """The tokenizer's work grows with the square of such a run."""
    folded = fold(sign * 1_000)
    assert len(folded) == len(sign * 1_000)
    assert max(len(run) for run in folded.split()) < 100
    assert fold(sign * 20) == sign * 20, "what people write stays as it is"
