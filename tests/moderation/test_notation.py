import pytest

from moderation.notation import Choice, NotationError, check_notation, parse, without_options


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("gums bleed", ["gums", "bleed"]),
        ("gums (are|is) bleeding", ["gums", Choice(("are", "is"), False), "bleeding"]),
        ("(so|) heavy", [Choice(("so",), True), "heavy"]),
        ("bleed{s|ing}", [Choice(("bleeds", "bleeding"), False)]),
        ("bleed{|s} * gum~", [Choice(("bleed", "bleeds"), False), "*", "gum~"]),
        ("(un|)conscious", [Choice(("unconscious", "conscious"), False)]),
        ("(lift|move)~", [Choice(("lift~", "move~"), False)]),
        ("{poss} {cant} {poss?}", ["{poss}", "{cant}", Choice(("{poss}",), True)]),
        ("(all of (a|the) sudden|now)", [Choice(("all of (a|the) sudden", "now"), False)]),
    ],
)
def test_parse(text: str, parts: list[object]) -> None:
    assert list(parse(text)) == parts


def test_optional_parts_may_be_taken_or_left() -> None:
    assert [len(way) for way in without_options(parse("(so|) very (much|) worse"))] == [4, 3, 3, 2]


def test_a_gap_left_at_an_edge_by_an_empty_option_is_dropped() -> None:
    assert list(without_options(parse("throat * (closing|)")))[-1] == ["throat"]


def test_names_of_word_lists_are_returned() -> None:
    assert check_notation("{cant} (breathe|{breathe_words}) {poss} {n}") == {"{cant}", "{breathe_words}"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a (b", "pair up"),
        ("a) b", "pair up"),
        ("a {b", "pair up"),
        ("a | b", "outside brackets"),
        ("* a", "start or the end"),
        ("a *", "start or the end"),
        ("a b*", "inside the word"),
        ("a~b", "inside the word"),
        ("a~~", "inside the word"),
        ("{poss}", "no words of its own"),
        ("{poss} * {n}", "no words of its own"),
        ("(a|)", "may be empty"),
        ("...", "no letters"),
        ("(a|) (b|) (c|) (d|) (e|) (f|) (g|) h", "more than 6"),
        ("{fo-o}", "cannot read"),
        ("", "may be empty"),
    ],
)
def test_notation_that_cannot_be_meant_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotationError, match=reason):
        check_notation(text)
