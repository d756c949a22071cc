"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("modlog", __name__)
