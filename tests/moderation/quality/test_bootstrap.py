import pytest

from moderation.quality.bootstrap import Estimate, auroc, macro_f1, notice_f1
from tests.moderation.quality.conftest import MakeResult


def test_f1_of_the_notice_is_the_mean_of_recall_and_precision(make_result: MakeResult) -> None:
    results = [
        make_result("urgent", "urgent", id="1"),
        make_result("crisis", "none", id="2"),
        make_result("none", "urgent", id="3"),
        make_result("none", "none", id="4"),
    ]
    assert notice_f1(results).value == pytest.approx(0.5)


def test_no_notice_at_all_is_an_f1_of_nothing(make_result: MakeResult) -> None:
    assert notice_f1([make_result("urgent", "none")]).value == 0.0
    assert notice_f1([make_result("none", "none")]).value is None
    assert str(notice_f1([])) == "–"


def test_macro_f1_counts_each_level_that_occurs_once(make_result: MakeResult) -> None:
    right = [make_result("none", "none", id=str(number)) for number in range(8)]
    assert macro_f1([*right, make_result("crisis", "crisis")]).value == 1.0
    assert macro_f1([*right, make_result("crisis", "info")]).value == pytest.approx(1 / 3)


def test_a_defensible_level_counts_as_the_true_one(make_result: MakeResult) -> None:
    result = make_result("info", "urgent")
    defended = make_result("info", "urgent", accept=result.case.accept | {result.screening.level})
    assert (macro_f1([result]).value, macro_f1([defended]).value) == (0.0, 1.0)


def test_authors_are_drawn_and_not_posts(make_result: MakeResult) -> None:
    """Ten authors, each read all right or all wrong: a hundred posts tell no more than ten."""
    wrong = {"0", "1", "2"}
    results = [
        make_result("urgent", "none" if author in wrong else "urgent", id=f"{author}{post}", author=author)
        for author in "0123456789"
        for post in range(10)
    ]
    alone = [make_result("urgent", r.screening.level.word, id=r.case.id) for r in results]
    by_author, by_post = notice_f1(results), notice_f1(alone)
    assert by_author.value == by_post.value
    assert by_author.high - by_author.low > 2 * (by_post.high - by_post.low)


def test_few_authors_still_have_an_interval(make_result: MakeResult) -> None:
    results = [make_result("urgent", "none" if n % 3 else "urgent", id=str(n), author="a") for n in range(30)]
    assert notice_f1(results).low < notice_f1(results).high


def test_the_same_posts_give_the_same_interval(make_result: MakeResult) -> None:
    results = [make_result("urgent", "none" if n % 3 else "urgent", id=str(n)) for n in range(30)]
    assert notice_f1(results) == notice_f1(results)


def test_auroc_is_the_share_of_pairs_in_order(make_result: MakeResult) -> None:
    results = [make_result(level, "none", id=level) for level in ("urgent", "crisis", "info", "none")]
    assert auroc(results, [0.9, 0.8, 0.1, 0.2]).value == 1.0
    assert auroc(results, [0.9, 0.15, 0.1, 0.2]).value == 0.75
    assert auroc(results, [0.5, 0.5, 0.5, 0.5]).value == 0.5
    assert auroc(results[:2], [0.5, 0.4]).value is None


def test_an_estimate_reads_like_a_rate() -> None:
    assert str(Estimate(0.5, 0.25, 0.75)) == "0.500 (0.25–0.75)"
