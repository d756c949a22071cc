"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("boards", __name__)
