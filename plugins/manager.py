"""Loads plugins by name and collects their answers. One manager per app, so that tests never share one."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from plugins import PROJECT, hookspecs
from plugins.errors import PluginError
from plugins.types import Notice, Panel, Treatment

if TYPE_CHECKING:
    from flask import Blueprint


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answers:
    """What all plugins of an app answered, in the order of their names; empty without plugins."""

    treatments: tuple[Treatment, ...] = ()
    packs: tuple[Path, ...] = ()
    notices: tuple[Notice, ...] = ()
    panels: tuple[Panel, ...] = ()
    blueprints: "tuple[Blueprint, ...]" = ()


def load_plugins(names: Sequence[str]) -> pluggy.PluginManager:
    """Import and register the plugins; a misspelt or unknown hook is an error, never silently unused."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    for name in names:
        register(manager, name)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(str(error)) from error
    return manager


def register(manager: pluggy.PluginManager, name: str) -> None:
    """Register one module; names the plugin in whatever goes wrong."""
    try:
        module = importlib.import_module(name)
    except PluginError:
        raise
    except Exception as error:  # a plugin is foreign code: anything may happen while it is imported
        raise PluginError(f"plugin {name!r} cannot be imported: {error!r}") from error
    try:
        manager.register(module, name)
    except (ValueError, pluggy.PluginValidationError) as error:
        raise PluginError(f"plugin {name!r} cannot be registered: {error}") from error
    if not manager.get_hookcallers(module):
        raise PluginError(f"plugin {name!r} answers no hook; its functions need the @hookimpl marker")


def collect(manager: pluggy.PluginManager) -> Answers:
    """Ask every hook of every plugin once; broken data surfaces here, at start-up."""
    from flask import Blueprint  # here, because `moderation` loads plugins' rules on machines without Flask

    treatments: list[Treatment] = []
    packs: list[Path] = []
    notices: list[Notice] = []
    panels: list[Panel] = []
    blueprints: list[Blueprint] = []
    for name, _module in manager.list_name_plugin():
        treatments += ask(manager, name, "treatment", Treatment)
        packs += ask(manager, name, "symptom_rules", Path)
        notices += ask(manager, name, "notice", Notice)
        panels += ask_many(manager, name, "panels", Panel)
        blueprints += ask_many(manager, name, "blueprints", Blueprint)
    check_together(treatments, packs, notices, panels)
    return Answers(tuple(treatments), tuple(packs), tuple(notices), tuple(panels), tuple(blueprints))


def ask(manager: pluggy.PluginManager, name: str, hook: str, expected: type[T]) -> list[T]:
    """Call one hook of one plugin: its checked answer in a list, or an empty list where it has none."""
    others = [plugin for other, plugin in manager.list_name_plugin() if other != name]
    try:
        answers: list[Any] = manager.subset_hook_caller(hook, others)()
    except PluginError:
        raise
    except Exception as error:  # a plugin is foreign code: whatever it raises, say whose it was
        raise PluginError(f"plugin {name!r} failed in its hook {hook}: {error!r}") from error
    for answer in answers:
        if not isinstance(answer, expected):
            wrong, right = type(answer).__name__, expected.__name__
            raise PluginError(f"plugin {name!r} answered its hook {hook} with a {wrong}, not a {right}")
    return answers


def ask_many(manager: pluggy.PluginManager, name: str, hook: str, expected: type[T]) -> list[T]:
    """As `ask`, for the hooks whose answer is a tuple of things."""
    found: list[T] = []
    for answer in ask(manager, name, hook, tuple):
        for thing in answer:
            if not isinstance(thing, expected):
                wrong, right = type(thing).__name__, expected.__name__
                raise PluginError(f"plugin {name!r} put a {wrong} into its answer to {hook}, not a {right}")
            found.append(thing)
    return found


def check_together(
    treatments: list[Treatment], packs: list[Path], notices: list[Notice], panels: list[Panel]
) -> None:
    """Check what no plugin sees alone: keys used once, folders that exist, answers that fit a treatment."""
    by_key = {treatment.key: treatment for treatment in treatments}
    if len(by_key) < len(treatments):
        raise PluginError("two plugins have the same treatment key")
    for pack in packs:
        if not pack.is_dir():
            raise PluginError(f"the symptom_rules folder {pack} does not exist")
    for key in [*(notice.treatment for notice in notices), *(panel.treatment for panel in panels)]:
        if key not in by_key:
            raise PluginError(f"a notice or panel names the treatment {key!r}, which no plugin has")
    for panel in panels:
        known = {source.key for source in by_key[panel.treatment].sources}
        for claim in panel.claims:
            if claim.source not in known:
                raise PluginError(f"panel {panel.key!r}: its source {claim.source!r} is not listed")
