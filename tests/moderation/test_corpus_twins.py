from pathlib import Path

import pytest

from moderation.corpus_rows import Entry, Row
from moderation.corpus_twins import runs_of, twins
from moderation.findings import Level

BODY = "my gums have bled since monday and the nurse does not pick up the phone"


def entry(body: str, split: str = "train", group: str = "") -> Entry:
    row = Row("a1", "june", "", body, Level.NONE, (Level.NONE,), (), group, "time" if group else "")
    return Entry(Path(f"{split}/a.jsonl"), 1, row, split)


@pytest.mark.parametrize(
    "other, alike",
    [
        (BODY, True),
        (BODY.upper().replace(" ", ", "), True),
        (BODY.replace("monday", "friday"), True),
        (f"{BODY} " + " ".join(f"word{number}" for number in range(300)), True),
        ("the nurse does not pick up the kettle with her left hand, and who could blame her", False),
        ("my gums are fine", False),
        ("", False),
    ],
)
def test_posts_are_alike_when_they_share_runs_of_words(other: str, alike: bool) -> None:
    assert bool(list(twins([entry(BODY), entry(other)]))) is alike


def test_short_posts_are_alike_when_they_are_the_same() -> None:
    assert len(list(twins([entry("thank you!"), entry("Thank you"), entry("thanks to you")]))) == 1


def test_apostrophes_do_not_tell_posts_apart() -> None:
    assert (
        runs_of("I can’t breathe now") == runs_of("i can't breathe now") == {("i", "can't", "breathe", "now")}
    )


def test_a_group_may_be_alike_within_its_split_only() -> None:
    assert list(twins([entry(BODY, group="g"), entry(BODY, group="g")])) == []
    assert list(twins([entry(BODY, group="g"), entry(BODY, "dev", group="g")])) != []
    assert list(twins([entry(BODY, group="g"), entry(BODY, group="h")])) != []


def test_no_posts_have_no_twins() -> None:
    assert list(twins([])) == []
