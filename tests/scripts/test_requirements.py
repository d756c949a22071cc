"""The pins: exact, and complete, so that two installations hold the same libraries."""

import ast
import re
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
# Imported where they are used; a board does without them: only measuring and training want them.
OPTIONAL = {"requirements.txt": {"scikit-learn", "scipy"}, "requirements-dev.txt": set()}
OWN = {"forum", "moderation", "plugins", "tests", "scripts", "benchmarks"}
PIN = re.compile(r"[a-z0-9-]+(\[[a-z0-9,]+\])?==[\w.]+(; .+)?")


def pins(name: str) -> list[str]:
    lines = [line.strip() for line in (ROOT / name).read_text().splitlines()]
    own = [line for line in lines if line and not line.startswith(("#", "-r "))]
    return own + [pin for line in lines if line.startswith("-r ") for pin in pins(line.removeprefix("-r "))]


def required_by(pin: Requirement) -> set[str]:
    """Return what a library asks for on this machine, with the extras that the pin names."""
    if pin.marker and not pin.marker.evaluate():
        return set()
    wanted = [Requirement(line) for line in distribution(pin.name).requires or []]
    extras = pin.extras | {""}
    return {
        canonicalize_name(need.name)
        for need in wanted
        if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    }


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact(name: str) -> None:
    assert [line for line in pins(name) if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_closure_is_complete(name: str) -> None:
    requirements = [Requirement(line) for line in pins(name)]
    needed = set().union(*map(required_by, requirements))
    assert needed - {canonicalize_name(pin.name) for pin in requirements} == set()


def test_no_library_is_pinned_twice() -> None:
    names = [canonicalize_name(Requirement(line).name) for line in pins("requirements-dev.txt")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "packages, name",
    [
        (["forum", "moderation", "plugins"], "requirements.txt"),
        (["tests", "scripts", "benchmarks"], "requirements-dev.txt"),
    ],
)
def test_every_imported_library_is_pinned(packages: list[str], name: str) -> None:
    homes = packages_distributions()
    imported = {
        module.partition(".")[0]
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for module in modules_of(node)
    }
    pinned = {canonicalize_name(Requirement(line).name) for line in pins(name)}
    foreign = imported - OWN  # a library may ship a folder `tests` too
    wanted = {canonicalize_name(home) for module in foreign for home in homes.get(module, [])}
    assert wanted - pinned - OPTIONAL[name] == set()


def modules_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
