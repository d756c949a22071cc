"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("members", __name__)
