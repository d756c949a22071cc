import pytest

from moderation.quality.slices import author_of, by_length, by_split, by_voice, kind_of, length_of, thinned
from tests.moderation.quality.conftest import MakeResult


@pytest.mark.parametrize(
    "words, row",
    [(1, "1–20"), (20, "1–20"), (21, "21–60"), (120, "61–120"), (250, "121–250"), (251, "over 250")],
)
def test_a_post_falls_into_one_row_of_lengths(make_result: MakeResult, words: int, row: str) -> None:
    case = make_result("none", "none", body="word " * words).case
    assert length_of(case) == f"{row} words"


def test_short_posts_come_first(make_result: MakeResult) -> None:
    results = [make_result("none", "none", body="word " * words) for words in (300, 130, 30, 5, 70)]
    assert [name.split()[0] for name, _ in by_length(results)] == [
        "1–20",
        "21–60",
        "61–120",
        "121–250",
        "over",
    ]


def test_splits_kept_apart_come_first(make_result: MakeResult) -> None:
    results = [make_result("none", "none", split=split) for split in ("train", "", "test", "dev")]
    assert [name for name, _ in by_split(results)] == ["dev", "test", "train", "no split"]


def test_a_post_without_an_author_is_its_own(make_result: MakeResult) -> None:
    assert author_of(make_result("none", "none", author="sanna").case) == "sanna"
    assert author_of(make_result("none", "none", id="7").case) == "posts 7"


def test_the_kind_comes_from_group_and_file(make_result: MakeResult) -> None:
    assert kind_of(make_result("none", "none", group="g1").case) == "minimal pair"
    assert kind_of(make_result("none", "none", file="seed_short").case) == "seed post"
    assert kind_of(make_result("none", "none", file="short_breath").case) == "short post"
    assert kind_of(make_result("none", "none").case) == "post of one voice"


def test_authors_of_few_posts_share_a_row(make_result: MakeResult) -> None:
    many = [make_result("none", "none", id=str(n), author="sanna") for n in range(20)]
    few = [make_result("none", "none", author=name) for name in ("beppe", "beppe", "orla")]
    rows = [(name, len(group)) for name, group in by_voice([*few, *many])]
    assert rows == [("sanna", 20), ("2 others, under 20 posts each", 3)]


def test_a_large_train_split_is_thinned_by_whole_groups(make_result: MakeResult) -> None:
    train = [
        make_result("none", "none", id=str(n), group=f"g{n // 2}", split="train").case for n in range(400)
    ]
    dev = [make_result("none", "none", id=str(n), split="dev").case for n in range(50)]
    kept = thinned([*train, *dev], most=100)
    assert [case for case in kept if case.split == "dev"] == dev
    groups = [case.group for case in kept if case.split == "train"]
    assert 60 <= len(groups) <= 140 and all(groups.count(group) == 2 for group in groups)
    assert thinned([*train, *dev], most=400) == [*train, *dev]
