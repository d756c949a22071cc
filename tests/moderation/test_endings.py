import pytest

from moderation.endings import over_here, over_soon, passed_just_now
from moderation.scope import scope_of
from tests.marking import mark


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The [nosebleed] lasted an hour then stopped, fine now", True),
        ("I had [shingles], all healed up", True),
        ("[Nosebleeds] stopped in week 6 for me", True),
        ("I am nine months without [cutting]", True),
        ("The [bleeding] stopped, then started again", False),
        ("I hope the [bleeding] stops soon", False),
        ("The [bleeding] has not stopped for two hours", False),
        ("My [skin has gone yellow]", False),
        ("I have [hives] all over", False),
    ],
)
def test_an_ending_in_the_same_sentence(text: str, expected: bool) -> None:
    assert (over_here(scope_of(mark(text))) is not None) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[Platelets went to 4]. I cried. The dog barked.", False),
        ("[Platelets went to 4]. I cried. They kept me nine days.", True),
        ("[Platelets went to 4]. They kept me nine days. Back to normal since.", True),
        ("[Belt of blisters], burns like a nettle. That was autumn 2020.", True),
        ("My [gums bleed]. It started in 2016.", False),
        ("I have [a tight chest]. My rash went away.", False),
        ("I [passed out] in the shop. Now I am dizzy again. The rash went away.", False),
    ],
)
def test_an_ending_in_a_later_sentence(text: str, expected: bool) -> None:
    assert (over_soon(scope_of(mark(text))) is not None) is expected


@pytest.mark.parametrize("text, expected", [("[Fit] at noon today", True), ("[Fit] in the spring", False)])
def test_what_passed_today_is_told_apart(text: str, expected: bool) -> None:
    assert passed_just_now(scope_of(mark(text))) is expected
