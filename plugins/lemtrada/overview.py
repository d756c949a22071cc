"""Reads the data files of a treatment folder: the overview, the wording of the cards, the panels."""

from pathlib import Path

from plugins.data import read_model
from plugins.types import Notice, Panel, PanelFile, Treatment


def read_treatment(folder: Path) -> Treatment:
    """`treatment.toml` as a checked treatment; raises `PluginDataError`."""
    return read_model(folder / "treatment.toml", Treatment)


def read_notice(folder: Path) -> Notice:
    """`notices/en.toml`, the treatment's own words for the care cards; raises `PluginDataError`."""
    return read_model(folder / "notices" / "en.toml", Notice)


def read_panels(folder: Path) -> tuple[Panel, ...]:
    """`panels.toml`, in its order; raises `PluginDataError`."""
    return read_model(folder / "panels.toml", PanelFile).panels
