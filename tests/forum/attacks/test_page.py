"""The page of attacks says what the tests do."""

import ast

from tests.attack_page import FOLDER, ROOT, as_page, sections
from tests.elsewhere import ELSEWHERE

LEAST = 40


def test_the_page_is_the_print_of_the_tests() -> None:
    assert (ROOT / "docs/attacks.md").read_text() == as_page(), "print it: python -m tests.attack_page"


def test_there_are_enough_distinct_attacks() -> None:
    rows = [row for part in sections().values() for row in part]
    assert len({attack for attack, _, _ in rows}) == len(rows) >= LEAST
    assert len(rows) - len(ELSEWHERE) >= LEAST


def test_every_test_that_is_named_elsewhere_exists() -> None:
    for _, _, place in ELSEWHERE:
        path, _, name = place.partition("::")
        tree = ast.parse((ROOT / "tests" / path).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, place
        assert not (ROOT / FOLDER / path).exists()
