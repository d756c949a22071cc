"""What runs before anything is installed can import nothing that is installed."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FIRST = ["run", "test", "environment"]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{name.name}" for name in node.names}
    return names


def needed(name: str, seen: set[str]) -> set[str]:
    """Return every module that a script imports, also through other scripts."""
    if name in seen:
        return set()
    names = imported(ROOT / "scripts" / f"{name}.py")
    parts = {found.split(".")[1] for found in names if found.startswith("scripts.")}
    own = {part for part in parts if (ROOT / "scripts" / f"{part}.py").exists()}
    return names.union(*(needed(other, seen | {name}) for other in own))


@pytest.mark.parametrize("name", FIRST)
def test_first_scripts_need_the_standard_library_only(name: str) -> None:
    roots = {found.partition(".")[0] for found in needed(name, set())}
    assert roots - sys.stdlib_module_names - {"scripts"} == set()
