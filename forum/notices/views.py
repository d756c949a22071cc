"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("notices", __name__)
