"""Lemtrada (alemtuzumab) for multiple sclerosis. The content is in the data files of this folder."""

from pathlib import Path

from plugins import hookimpl
from plugins.lemtrada.overview import read_notice, read_panels, read_treatment
from plugins.types import Notice, Panel, Treatment

HERE = Path(__file__).parent


@hookimpl
def treatment() -> Treatment:
    return read_treatment(HERE)


@hookimpl
def symptom_rules() -> Path:
    return HERE


@hookimpl
def notice() -> Notice:
    return read_notice(HERE)


@hookimpl
def panels() -> tuple[Panel, ...]:
    return read_panels(HERE)
