"""Reading a plugin's TOML file: a checked model, or file, line and reason."""

from pathlib import Path

import pytest

from plugins.data import find_line, read_model
from plugins.errors import PluginDataError
from plugins.types import Treatment

TINY = Path("tests/plugins/tiny_treatment/treatment.toml")


def line_of(text: str, words: str) -> int:
    return 1 + next(number for number, line in enumerate(text.splitlines()) if words in line)


def test_a_good_file_becomes_a_treatment() -> None:
    assert read_model(TINY, Treatment).name == "Tinyline"


@pytest.mark.parametrize(
    "old, new, where, reason",
    [
        ('name = "Tinyline"', 'nam = "Tinyline"', None, "name: Field required"),
        ('drug_class = "syrup"', 'drug_class = ""', 'drug_class = ""', "drug_class: String should"),
        ('key = "tinyline"', 'key = "Tiny line"', 'key = "Tiny line"', "key: String should match pattern"),
        ('name = "Tinyline"', 'name = "Tinyline', 'name = "Tinyline', "not valid TOML"),
        ('where = "Page 3"', 'were = "Page 3"', "[[sections.claims]]", "claims.0.where: Field required"),
        ('where = "Page 2"', "where = 2", "where = 2", "where: Input should be a valid string"),
        ('confidence = "B"', 'confidence = "K"', 'confidence = "K"', "Input should be 'A' or 'B'"),
        ("reviewed_on = 2026-11-01", 'reviewed_on = "soon"', 'reviewed_on = "soon"', "reviewed_on: Input"),
        ("reviewed_on = 2026-11-01", "reviewed_on = 2025-11-01", "made-up syrup", "days after reviewed_on"),
        ("review_by = 2027-04-01", "review_by = 2027-10-01", "toes turn green", "more than 184 days"),
        ('"BOOK"\nwhere = "Page 3"', '"B"\nwhere = "Page 3"', "of plums", "is not in [[sources]]"),
        ('key = "what_it_is"', 'key = "get_help"', None, "section key used twice: get_help"),
    ],
)
def test_a_broken_file_names_line_and_reason(
    tmp_path: Path, old: str, new: str, where: str | None, reason: str
) -> None:
    text = TINY.read_text().replace(old, new, 1)
    path = tmp_path / "treatment.toml"
    path.write_text(text)
    with pytest.raises(PluginDataError) as error:
        read_model(path, Treatment)
    assert reason in error.value.reason
    assert error.value.path == path
    assert error.value.line == (line_of(text, where) if where else None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginDataError, match="nothing.toml: cannot be read"):
        read_model(tmp_path / "nothing.toml", Treatment)


def test_a_file_in_the_wrong_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('name = "Grün"'.encode("latin-1"))
    with pytest.raises(PluginDataError, match="cannot be read"):
        read_model(path, Treatment)


TEXT = """\
a = 1
[[s]]
b = 2
[[s.c]]
d = 3
[[s.c]]
d = 4
[[s]]
[[s.c]]
d = 5
"""


@pytest.mark.parametrize(
    "loc, line",
    [
        (("a",), 1),
        (("s", 0, "b"), 3),
        (("s", 0, "c", 1, "d"), 7),
        (("s", 1, "c", 0, "d"), 10),
        (("s", 1, "c", 0, "missing"), 9),
        (("s", 7, "c"), None),
        ((), None),
    ],
)
def test_find_line_counts_lists_within_lists(loc: tuple[int | str, ...], line: int | None) -> None:
    assert find_line(TEXT, loc) == line
