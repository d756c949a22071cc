"""Size budgets in lines; `# over budget: reason` at the definition or in the file's head excuses one."""

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ["forum", "moderation", "plugins", "scripts", "benchmarks", "tests"]
MODULE, CLASS, FUNCTION, VIEW, TEST = 200, 150, 30, 25, 20
EXCUSE = "# over budget:"
HEAD = 15
"""Lines from the top of a file in which its excuse may stand: below the docstring."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]  # Alembic's files are history, not rooms


def excused_lines(text: str) -> set[int]:
    """Return the lines whose comment excuses what begins there; the reason must be a sentence, not a word."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = (token for token in tokens if token.type == tokenize.COMMENT)
    return {
        token.start[0]
        for token in comments
        if EXCUSE in token.string and len(token.string.partition(EXCUSE)[2].split()) > 2
    }


def definitions(tree: ast.Module) -> Iterator[Definition]:
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            yield node


def budget(node: Definition, path: Path) -> int:
    if isinstance(node, ast.ClassDef):
        return CLASS
    if node.name.startswith("test_"):
        return TEST
    return VIEW if path.name == "views.py" and is_route(node) else FUNCTION


def is_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    routes = {"get", "post", "route", "put", "patch", "delete"}
    calls = (decorator for decorator in node.decorator_list if isinstance(decorator, ast.Call))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr in routes for call in calls)


def begins_at(node: Definition) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def is_excused(node: Definition, excused: set[int]) -> bool:
    """The comment stands above the definition, beside its first lines, or right under the docstring."""
    body = node.body[1] if len(node.body) > 1 else node.body[0]
    return any(line in excused for line in range(begins_at(node) - 1, body.lineno + 1))


def too_long(path: Path) -> Iterator[str]:
    text = path.read_text()
    excused = excused_lines(text)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    lines = len(text.splitlines())
    # A test file grows by tables of cases, which are data.
    if lines > MODULE and "tests" not in path.parts and not excused & set(range(1, HEAD + 1)):
        yield f"{name}: {lines} lines, budget {MODULE}"
    for node in definitions(ast.parse(text)):
        # Decorators are not counted: a table of test cases is data, not code.
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > budget(node, path) and not is_excused(node, excused):
            yield f"{name}:{node.lineno} {node.name}: {length} lines, budget {budget(node, path)}"


def test_everything_is_within_its_budget() -> None:
    wrong = [line for path in sources() for line in too_long(path)]
    assert wrong == [], "\n" + "\n".join(wrong)


def long_function(first: str) -> str:
    return "\n".join([first, "    value = 1", *["    value += 1"] * FUNCTION])


@pytest.mark.parametrize(
    "text, faults",
    [
        (long_function("def grow():"), 1),
        (long_function("def grow():  # over budget: a table that reads best whole"), 0),
        ("# over budget: a table that reads best whole\n" + long_function("def grow():"), 0),
        (long_function("def grow():  # over budget: yes"), 1),
        (long_function("def test_growth():"), 1),
        ("\n".join(["value = 1"] * (MODULE + 1)), 1),
        ("# over budget: one table for all countries\n" + "\n".join(["value = 1"] * (MODULE + 1)), 0),
    ],
)
def test_a_budget_needs_a_reason_to_be_exceeded(tmp_path: Path, text: str, faults: int) -> None:
    path = tmp_path / "example.py"
    path.write_text(text)
    assert len(list(too_long(path))) == faults


def test_a_view_has_the_smaller_budget(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text('@bp.get("/")\ndef index():\n' + "    value = 1\n" * VIEW)
    assert len(list(too_long(path))) == 1
