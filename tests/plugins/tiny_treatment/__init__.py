"""A made-up drug that answers every hook: a new treatment needs no change in forum/ or moderation/."""

from pathlib import Path

from flask import Blueprint

from plugins import hookimpl
from plugins.data import read_model
from plugins.types import Notice, Panel, PanelFile, Treatment

HERE = Path(__file__).parent


@hookimpl
def treatment() -> Treatment:
    return read_model(HERE / "treatment.toml", Treatment)


@hookimpl
def symptom_rules() -> Path:
    return HERE


@hookimpl
def notice() -> Notice:
    return read_model(HERE / "notices" / "en.toml", Notice)


@hookimpl
def panels() -> tuple[Panel, ...]:
    return read_model(HERE / "panels.toml", PanelFile).panels


@hookimpl
def blueprints() -> tuple[Blueprint, ...]:
    pages = Blueprint("tinyline", __name__, url_prefix="/tinyline")
    pages.add_url_rule("/hello", view_func=lambda: "hello from tinyline", endpoint="hello")
    return (pages,)
