"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("threads", __name__)
