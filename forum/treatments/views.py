"""The full page of a treatment."""

from flask import Blueprint, render_template

from forum.db import utcnow
from forum.treatments.pages import get_treatment

bp = Blueprint("treatments", __name__)


@bp.get("/treatments/<key>")
def show(key: str) -> str:
    return render_template("treatments/show.html", treatment=get_treatment(key), today=utcnow().date())
