import pytest

from moderation.corpus_spots import mark_up


@pytest.mark.parametrize(
    "texts, quotes, expected",
    [
        (["a b", "b c"], [("[", "b")], ["a [b]]", "b c"]),
        (["a b", "b c"], [("[", "c"), ("(", "a")], ["(a]] b", "b [c]]"]),
        (["a b a"], [("[", "a"), ("(", "a")], ["[(a]]]] b a"]),
        (["a b"], [("[", "a b"), ("(", "b")], ["[a (b]]]]"]),
        (["a b"], [("(", "b"), ("[", "a b")], ["[a (b]]]]"]),
        (["a b c, b c"], [("[", "a b"), ("(", "b c")], ["[a b]] c, (b c]]"]),
        ([""], [], [""]),
    ],
)
def test_marks_stand_around_their_quotes(
    texts: list[str], quotes: list[tuple[str, str]], expected: list[str]
) -> None:
    assert mark_up(texts, quotes) == expected


@pytest.mark.parametrize("quotes", [[("[", "d")], [("[", "")], [("[", "a b"), ("(", "b c")]])
def test_quotes_that_cannot_stand_are_refused(quotes: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match="cross"):
        mark_up(["a b c"], quotes)
