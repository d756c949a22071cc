"""Who may import whom: section 4 of the style guide, checked on the source without running it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FEATURES = sorted(path.parent.name for path in ROOT.glob("forum/*/__init__.py"))
PRIVATE = {"views", "forms"}
"""What a feature keeps to itself."""


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, folder
    return [path for path in found if "migrations" not in path.parts]


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield every imported name as its parts: `from forum.threads import lock` is forum, threads, lock."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (tuple(name.name.split(".")) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module_of(path, node)
            yield from ((*base, name.name) for name in node.names)


def module_of(path: Path, node: ast.ImportFrom) -> tuple[str, ...]:
    package = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
    return (*package, *(node.module or "").split(".")) if node.module else package


def importers(folder: str, *name: str) -> set[str]:
    """Return the files in a folder that import this name or anything inside it."""
    return {
        str(path.relative_to(ROOT))
        for path in sources(folder)
        if any(parts[: len(name)] == name for parts in imported(path))
    }


def feature_of(path: Path) -> str:
    """The feature that a file belongs to; empty for the files beside the features."""
    parts = path.relative_to(ROOT / "forum").parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize(
    "package, forbidden",
    [
        ("moderation", {"forum", "plugins", "flask_sqlalchemy", "sqlalchemy"}),
        ("plugins", {"forum", "moderation"}),
    ],
)
def test_imports_point_down(package: str, forbidden: set[str]) -> None:
    assert {name: files for name in forbidden if (files := importers(package, name))} == {}


def test_only_the_service_knows_the_web() -> None:
    """Whoever reads posts in their own process installs no web library for it."""
    for name in ("flask", "apiflask", "werkzeug", "gunicorn"):
        assert all(path.startswith("moderation/service/") for path in importers("moderation", name)), name


def test_the_rest_of_moderation_knows_only_the_options_of_the_service() -> None:
    named = importers("moderation", "moderation", "service")
    outside = {path for path in named if not path.startswith("moderation/service/")}
    assert outside == {"moderation/__main__.py"}


def test_only_screening_names_moderation() -> None:
    assert importers("forum", "moderation") <= {"forum/screening.py"}


def test_only_the_factory_imports_plugins() -> None:
    assert importers("forum", "plugins") <= {"forum/__init__.py"}
    assert all(
        parts[:2] == ("plugins", "manager")
        for parts in imported(ROOT / "forum/__init__.py")
        if parts[0] == "plugins"
    )


def test_a_feature_keeps_its_views_and_forms_to_itself() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {'.'.join(parts)}"
        for path in sources("forum")
        for parts in imported(path)
        if feature_of(path)
        and parts[:1] == ("forum",)
        and PRIVATE & set(parts[2:3])
        and parts[1] != feature_of(path)
    ]
    assert wrong == []


def test_models_import_no_verbs() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {'.'.join(parts)}"
        for path in sources("forum")
        for parts in imported(path)
        if path.name == "models.py"
        and feature_of(path)
        and parts[:1] == ("forum",)
        and parts[1] in FEATURES
        and parts[2:3] != ("models",)
    ]
    assert wrong == []


def test_screening_imports_no_feature() -> None:
    wrong = {parts for parts in imported(ROOT / "forum/screening.py") if {*parts[1:2]} & set(FEATURES)}
    assert wrong == set()


def test_relative_imports_are_understood(tmp_path: Path) -> None:
    node = ast.parse("from ..threads import views").body[0]
    assert isinstance(node, ast.ImportFrom)
    assert module_of(ROOT / "forum/posts/write.py", node) == ("forum", "threads")
