from pathlib import Path

import pytest

from moderation.cue_files import FOLDER, cues_version, load_cues
from moderation.errors import RuleError

CUE = '[[cue]]\nid = "no"\ntext = "denied"\nsource = "FACTS 4"\nphrases = ["no"]\n'


@pytest.mark.parametrize(
    "content, reason",
    [
        ("[[cue]\n", "cues.toml"),
        (CUE.replace("text", "txt"), "'text' is missing"),
        (CUE + 'colour = "red"\n', "unknown key 'colour'"),
        (CUE + CUE, "stands twice"),
        (CUE.replace('["no"]', "[1]"), "phrases must be a list of words"),
        (CUE.replace('["no"]', '[" "]'), "phrases must be a list of words"),
        ('colour = "red"\n', "unknown key 'colour'"),
    ],
)
def test_a_broken_cue_file_is_refused_with_file_and_reason(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "cues.toml").write_text(content)
    with pytest.raises(RuleError, match="cues.toml") as error:
        load_cues(tmp_path)
    assert reason in str(error.value)


def test_every_cue_group_says_its_effect_and_its_source() -> None:
    for group in load_cues(FOLDER).groups.values():
        assert group.text
        assert group.source.startswith(("FACTS", "RUBRIC", "HCP"))


def test_the_version_changes_with_any_cue(tmp_path):
    (tmp_path / "a.toml").write_text('[classes]\nx = ["one"]\n', encoding="utf-8")
    before = cues_version(tmp_path)
    (tmp_path / "a.toml").write_text('[classes]\nx = ["two"]\n', encoding="utf-8")
    assert cues_version(tmp_path) != before
