"""What is shown of a treatment: the leaflet beside the boards, rendered once a day, and its full page.

Once a day, because a claim is marked from the day after its review date on; nothing else in it changes
while the board runs.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Flask, abort, current_app, get_template_attribute, url_for
from markupsafe import Markup

from forum.db import utcnow


class Leaflets:
    """The treatments of this board with their rendered leaflets, by name of the part and day."""

    def __init__(self, treatments: Sequence[Any], panels: Sequence[Any]) -> None:
        self.treatments = tuple(treatments)
        self.panels = tuple(panels)
        self._rendered: dict[str, tuple[date, Markup]] = {}

    def part(self, name: str) -> Markup:
        """The "aside" or the "strip" of all treatments as HTML; empty without a treatment."""
        today = utcnow().date()
        kept = self._rendered.get(name)
        if kept is None or kept[0] != today:
            kept = (
                today,
                Markup("").join(self._render(name, treatment, today) for treatment in self.treatments),
            )
            self._rendered[name] = kept
        return kept[1]

    def _render(self, name: str, treatment: Any, today: date) -> Markup:
        url = url_for("treatments.show", key=treatment.key)
        if name == "strip":
            return _macro("treatment_strip", treatment, url)
        panels = (panel for panel in self.panels if panel.treatment == treatment.key)
        return _macro("treatment_widget", treatment, today, url) + Markup("").join(
            _macro("treatment_panel", panel, treatment, today) for panel in panels
        )


def _macro(name: str, *given: Any) -> Markup:
    return Markup(get_template_attribute("components/treatment.html", name)(*given))


def init_app(app: Flask, treatments: Sequence[Any], panels: Sequence[Any]) -> None:
    leaflets = app.extensions["leaflets"] = Leaflets(treatments, panels)
    app.add_template_global(lambda: leaflets.part("aside"), "treatment_aside")
    app.add_template_global(lambda: leaflets.part("strip"), "treatment_strip_html")


def get_treatment(key: str) -> Any:
    for treatment in current_app.extensions["leaflets"].treatments:
        if treatment.key == key:
            return treatment
    abort(404)
