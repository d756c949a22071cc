"""Every hook, setting, rule key and page address stands in docs/, written as code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask

from forum.config import PREFIX, Settings

ROOT = Path(__file__).parent.parent
NAMED_BY_THE_AUTHOR = {"words", "classes", "spelling"}
"""Tables of a rule file whose keys are names that its author makes up."""


def code_in(name: str) -> str:
    """Return what one page of docs/ sets as code: everything in backticks and in fenced blocks."""
    text = (ROOT / "docs" / name).read_text()
    fenced = re.findall(r"^```.*?^```", text, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return "\n".join([*fenced, *inline])


def missing(names: set[str], page: str) -> list[str]:
    code = code_in(page)
    return sorted(name for name in names if not re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", code))


def test_every_hook_is_documented() -> None:
    tree = ast.parse((ROOT / "plugins/hookspecs.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    hooks = {node.name for node in functions if "hookspec" in map(ast.unparse, node.decorator_list)}
    assert hooks
    assert missing(hooks, "plugin-hooks.md") == []


def test_every_setting_is_documented() -> None:
    assert missing({f"{PREFIX}{name.upper()}" for name in Settings.model_fields}, "settings.md") == []


def test_no_documented_setting_is_made_up() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    pages = [path.name for path in (ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", code_in(page))}
    assert named - known == set()


def test_every_rule_key_is_documented() -> None:
    keys = {key for path in rule_files() for key in keys_of(tomllib.loads(path.read_text()))}
    assert keys
    assert missing(keys | keys_that_are_read(), "rule-files.md") == []


def rule_files() -> list[Path]:
    own = [*ROOT.glob("moderation/symptoms/**/*.toml"), *ROOT.glob("moderation/cues/**/*.toml")]
    return [*own, *ROOT.glob("plugins/*/symptoms/**/*.toml")]


def keys_of(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield key
        rows = value if isinstance(value, list) else [value]
        if not (key in NAMED_BY_THE_AUTHOR and isinstance(value, dict)):
            yield from (found for row in rows if isinstance(row, dict) for found in keys_of(row))


def keys_that_are_read() -> set[str]:
    """Also the keys that no file of ours uses yet: the reader asks its table for them by name."""
    calls = [
        node
        for path in ROOT.glob("moderation/rule_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    ]
    asked = [call for call in calls if isinstance(call.func, ast.Attribute) and is_table(call.func.value)]
    keys = {call.args[0].value for call in asked if isinstance(call.args[0], ast.Constant)}
    return {key for key in keys if isinstance(key, str)}


def is_table(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"table", "child"}


def test_every_address_is_documented(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")}
    assert missing(rules, "routes.md") == []


def test_no_documented_address_is_made_up(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    documented = set(re.findall(r"^\| `[A-Z, ]+` \| `(/[^`]*)`", (ROOT / "docs/routes.md").read_text(), re.M))
    assert documented - rules == set()
