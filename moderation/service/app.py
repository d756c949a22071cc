"""The service as a WSGI app. `create_app()` reads as its table of contents."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from apiflask import APIFlask
from flask import Response

from moderation.service import discourse, errors, openapi, views
from moderation.service.reading import Service
from moderation.service.requests import JSONRequest, StrictJSON, limit_bytes
from moderation.service.settings import Settings

if TYPE_CHECKING:
    from moderation.screener import Screener

API_VERSION = "1"


class App(APIFlask):
    request_class = JSONRequest
    json_provider_class = StrictJSON


def create_app(screener: "Screener", settings: Settings, packs: Sequence[Path] = ()) -> APIFlask:
    """Serve this screener; the docs page of APIFlask stays off, as it would load scripts from elsewhere."""
    app = App("moderation", title="Careboard moderation", version=API_VERSION, docs_path=None)
    app.config.update(OPENAPI_VERSION="3.1.0", AUTO_VALIDATION_ERROR_RESPONSE=False)
    app.config.update(AUTO_AUTH_ERROR_RESPONSE=False, AUTO_404_RESPONSE=False)
    app.extensions["moderation"] = Service(screener, settings, packs, datetime.now(UTC))
    app.before_request(limit_bytes)
    app.after_request(keep_private)
    errors.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(discourse.bp)
    app.spec_processor(openapi.complete)
    return app


def keep_private(response: Response) -> Response:
    """Answers quote posts: nobody between here and the asker may keep them."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
