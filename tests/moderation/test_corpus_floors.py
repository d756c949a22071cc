"""The figures of the labelled posts that were kept apart must not fall; the floors stand beside the posts."""

import pytest

from moderation.__main__ import main
from tests.moderation.conftest import PACK, ROOT

SPLITS = [ROOT / "moderation" / "corpus" / split for split in ("dev", "test")]


@pytest.mark.slow
def test_no_figure_is_under_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    assert all((folder / "floors.toml").exists() for folder in SPLITS)
    cases = [str(path) for folder in SPLITS for path in sorted(folder.glob("*.jsonl"))]
    code = main(["evaluate", "--pack", str(PACK), *cases])
    assert (code, capsys.readouterr().err) == (0, "")
