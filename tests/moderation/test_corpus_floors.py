"""The figures of the labelled posts that were kept apart must not fall; the floors stand beside the posts."""

import pytest

from moderation.__main__ import main
from tests.moderation.conftest import PACK, ROOT


@pytest.mark.slow
@pytest.mark.parametrize("split", ["dev", "test"])
def test_no_figure_is_under_its_floor(split: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ROOT / "moderation" / "corpus" / split
    assert (folder / "floors.toml").exists()
    cases = map(str, sorted(folder.glob("*.jsonl")))
    code = main(["evaluate", "--pack", str(PACK), *cases])
    assert (code, capsys.readouterr().err) == (0, "")
