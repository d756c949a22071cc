from collections.abc import Callable

import pytest

from moderation import Finding, Reason
from moderation.cases import Mention
from moderation.evaluate import Evaluation
from moderation.learned.judge import RULING
from moderation.quality.page import Extras, evaluation_page
from moderation.quality.sections import source_kind
from tests.moderation.quality.conftest import MakeResult


def test_the_page_holds_every_part(make_result: MakeResult, make_mention: Callable[..., Mention]) -> None:
    results = [
        make_result("urgent", "urgent", mentions=(make_mention(),), axis="time", group="g", author="sanna"),
        make_result("none", "none", id="2", axis="time", group="g", author="beppe"),
    ]
    page = evaluation_page(Evaluation(results, "v1"), ["plugins/lemtrada"])
    for title in ("All posts", "By level", "By length", "By file", "By voice", "By trap", "The worst errors"):
        assert f"\n## {title}\n" in page
    assert "Version `v1`, packs: plugins/lemtrada, 2 labelled posts." in page
    assert "| no split | 2 | 2 | 1.000 (0.34–1.00) |" in page
    assert "| time | 2 | 1.000 (0.34–1.00) | 1.000 (0.21–1.00) |" in page
    assert "| gum_bleeding | 1 | 0.000 (0.00–0.79) | 0 | – |" in page
    assert "| 2 others, under 20 posts each | 2 |" in page


def test_splits_are_shown_one_by_one_with_train_folded(make_result: MakeResult) -> None:
    results = [
        make_result("crisis", given, split=split)
        for split, given in (("train", "crisis"), ("dev", "info"), ("test", "none"))
    ]
    page = evaluation_page(Evaluation(results, "v"), [])
    assert "| dev | crisis | 1 | 0.000 (0.00–0.79) | – |" in page
    assert "### test" in page and "<summary>train</summary>" in page
    assert "**dev:** 1 missed crisis" in page
    assert "no two splits share an author" in page


def test_a_matrix_tells_what_is_defensible(make_result: MakeResult) -> None:
    result = make_result("info", "urgent")
    defended = make_result("info", "urgent", accept=result.case.accept | {result.screening.level})
    page = evaluation_page(Evaluation([result, defended], "v"), [])
    assert "| **info** | 0 | 0 | 2 (1) | 0 | 0 |" in page


def test_notices_are_told_by_what_found_them(
    make_result: MakeResult, make_finding: Callable[..., Finding]
) -> None:
    rule, number = make_finding(), make_finding(source="number:temperature (packs/signs.toml:9)")
    results = [
        make_result("urgent", "urgent", findings=(rule, number)),
        make_result("none", "urgent", findings=(number,)),
    ]
    page = evaluation_page(Evaluation(results, "v"), [])
    assert "| number | 2 | 0.500 (0.09–0.91) | 1 | 0.000 (0.00–0.79) |" in page
    assert "| rule file | 1 | 1.000 (0.21–1.00) | 0 | – |" in page


def test_other_readers_stand_beside_ours(make_result: MakeResult) -> None:
    evaluation = Evaluation([make_result("none", "none")], "v")
    page = evaluation_page(evaluation, [], Extras(rivals="RIVALS", peers="PEERS"))
    assert "## Against other readers\n\nRIVALS\n" in page and "PEERS" in page
    assert "Against other readers" not in evaluation_page(evaluation, [])


def test_no_cases_give_a_page_without_figures() -> None:
    assert "0 labelled posts" in evaluation_page(Evaluation([], ""), [])


@pytest.mark.parametrize(
    "source, because, kind",
    [
        ("packs/signs.toml:3", (), "rule file"),
        (
            "packs/signs.toml:3",
            (Reason(RULING, "reads this as urgent"),),
            "rule file, level set by the model",
        ),
        ("model:abc", (Reason(RULING, "reads this as urgent"),), "model"),
        ("number:temperature (packs/signs.toml:9)", (), "number"),
    ],
)
def test_the_model_is_named_where_it_had_the_last_word(
    make_finding: Callable[..., Finding], source: str, because: tuple[Reason, ...], kind: str
) -> None:
    assert source_kind(make_finding(source=source, because=because)) == kind
