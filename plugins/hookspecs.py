"""Every hook that a plugin may answer, with its types. docs/plugin-hooks.md explains them with examples.

A hook is called once, when the app is made. A new argument is safe later, a renamed or removed one is not.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from plugins import PROJECT
from plugins.types import Notice, Panel, Treatment

if TYPE_CHECKING:  # a plugin without pages needs no Flask
    from flask import Blueprint

hookspec = pluggy.HookspecMarker(PROJECT)


@hookspec
def treatment() -> Treatment:  # type: ignore[empty-body]  # pluggy specs have no body
    """The drug that this plugin is about, read and checked."""


@hookspec
def symptom_rules() -> Path:  # type: ignore[empty-body]
    """The pack folder, which holds `symptoms/*.toml`; `moderation.build_screener` takes it as it is."""


@hookspec
def notice() -> Notice:  # type: ignore[empty-body]
    """The treatment's own words for the care cards; what it leaves out keeps the general wording."""


@hookspec
def panels() -> tuple[Panel, ...]:  # type: ignore[empty-body]
    """Further boxes beside the boards, in their order."""


@hookspec
def blueprints() -> "tuple[Blueprint, ...]":  # type: ignore[empty-body]
    """Pages of the plugin's own; each blueprint brings its `url_prefix`."""
