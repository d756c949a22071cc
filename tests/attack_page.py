"""The attacks on sign-in and accounts, as a page: `python -m tests.attack_page` prints docs/attacks.md.

Each attack is a test in tests/forum/attacks/ whose docstring says in one line what is tried and, after the
first colon, what stops it. `tests/elsewhere.py` names tests of other rooms that are attacks as well.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.elsewhere import ELSEWHERE

ROOT = Path(__file__).parent.parent
FOLDER = "tests/forum/attacks"
HEAD = """# Attacks

What somebody may try to get into another's account, and what stops it. Each row is a test; this page is
printed by `python -m tests.attack_page` from the tests' own words. A test without a folder lies in
`tests/forum/attacks/`.
"""


class Unwritten(ValueError):
    """A test that does not say in one line what it tries and what stops it."""


def rows_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Attack, what stops it, and test of each attack in a file; a test without docstring is none."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            text = ast.get_docstring(node)
            if text:
                attack, colon, stop = text.partition(": ")
                if not colon or "\n" in text or not stop.endswith("."):
                    raise Unwritten(f"{path.name}: {node.name}")
                yield attack, stop[0].upper() + stop[1:], f"{path.name}::{node.name}"


def title_of(path: Path) -> str:
    return str(ast.get_docstring(ast.parse(path.read_text()))).partition(".")[0]


def sections() -> dict[str, list[tuple[str, str, str]]]:
    files = sorted((ROOT / FOLDER).glob("test_*.py"))
    found = {title_of(path): list(rows_of(path)) for path in files}
    return {title: rows for title, rows in found.items() if rows} | {"In other rooms": list(ELSEWHERE)}


def as_page() -> str:
    """The whole page docs/attacks.md."""
    parts = [HEAD]
    for title, rows in sections().items():
        parts.append(f"\n## {title}\n\n| Attack | What stops it | Test |\n|---|---|---|\n")
        parts += [f"| {attack.replace('|', '&#124;')} | {stop} | `{test}` |\n" for attack, stop, test in rows]
    return "".join(parts)


if __name__ == "__main__":
    print(as_page(), end="")
