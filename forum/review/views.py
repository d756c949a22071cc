"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("review", __name__)
