"""A new treatment needs no change in forum/ or moderation/: the tiny one runs the whole board."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from forum import create_app
from forum.notices.cards import build_card
from forum.notices.countries import find_country
from forum.screening import describe, screen
from moderation import Level, RuleError
from plugins.errors import PluginError
from tests.plugins.tiny_treatment import HERE

pytestmark = pytest.mark.slow  # each board reads all rule files

TINY = "tests.plugins.tiny_treatment"


def make_app(treatments: Sequence[str]) -> Flask:
    return create_app(
        env="test",
        database_url="sqlite://",
        treatments=list(treatments),
        checker="inline",
        worker_thread=False,
        limits=False,
        redis_url=None,
    )


@pytest.fixture(scope="module")
def board() -> Iterator[Flask]:
    """A board about the tiny treatment, without Lemtrada."""
    app = make_app([TINY])
    with app.app_context():
        yield app


def test_its_leaflet_stands_beside_the_boards(board: Flask) -> None:
    with board.test_request_context("/"):
        leaflet = render_template_string("{{ treatment_aside() }}")
    assert "Tinyline" in leaflet and "your toes turn green" in leaflet
    assert "Your spoon" in leaflet and "Keep the spoon dry." in leaflet
    assert "Lemtrada" not in leaflet


def test_its_sign_is_found_by_the_checker(board: Flask) -> None:
    screening = screen(title="", body="Since Monday my toes are green.")
    assert screening.level is Level.URGENT
    assert [finding.concept for finding in screening.findings] == ["green_toes"]
    assert describe("green_toes").why == "Tinyline can colour the feet."


def test_its_words_are_on_the_card(board: Flask) -> None:
    card = build_card(
        "urgent", country=find_country("GB", None, None), wording=board.extensions["wording"], quotes=["toes"]
    )
    assert card is not None
    assert card.heading == "Call your syrup nurse today"
    assert card.tell == ("Say: I have had Tinyline.",)


def test_its_own_page_is_served(board: Flask) -> None:
    assert board.test_client().get("/tinyline/hello").text == "hello from tinyline"


def test_a_board_without_any_treatment_runs_and_reads() -> None:
    app = make_app([])
    with app.test_request_context("/"):
        assert render_template_string("{{ treatment_aside() }}") == ""
    assert app.extensions["wording"].team == "doctor"


@pytest.mark.parametrize(
    "name, error", [("tests.plugins.no_such_treatment", PluginError), ("json", PluginError)]
)
def test_a_wrong_name_stops_start_up(name: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=name):
        make_app([name])


def test_a_broken_rule_file_stops_start_up_with_file_line_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "symptoms"
    folder.mkdir()
    rules = (HERE / "symptoms" / "toes.toml").read_text().replace('level = "urgent"', 'level = "purple"')
    (folder / "toes.toml").write_text(rules)
    monkeypatch.setattr("tests.plugins.tiny_treatment.HERE", tmp_path)
    (tmp_path / "notices").symlink_to(HERE / "notices")
    for name in ("treatment.toml", "panels.toml"):
        (tmp_path / name).symlink_to(HERE / name)
    with pytest.raises(RuleError, match=r"toes\.toml:7: .*purple"):
        make_app([TINY])
