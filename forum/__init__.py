"""The board. `create_app()` reads as its table of contents: settings, stores, plugins, features."""

from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

import forum.models  # noqa: F401  tables before mappers
from forum import addresses, cli, db, errors, logs, screening, security, templating
from forum.asks import views as asks
from forum.boards import views as boards
from forum.cases import score_views as scores
from forum.cases import views as cases
from forum.config import Settings, load_settings
from forum.desk import views as desk
from forum.devices import views as devices
from forum.drafts import views as drafts
from forum.factors import views as factors
from forum.figures import views as figures
from forum.jobs import worker
from forum.letters import views as letters
from forum.live import views as live
from forum.mails import views as mails
from forum.mails.deliver import DELIVERY
from forum.mails.send import MAIL
from forum.members import standing_views as standing
from forum.members import views as members
from forum.modlog import views as modlog
from forum.notices import show
from forum.notices import views as notices
from forum.oncall import views as oncall
from forum.oncall.webhook import CALLING, WEBHOOK
from forum.own_data import views as own_data
from forum.own_data.ask import EXPORT
from forum.own_data.close import CLOSE, CLOSING
from forum.own_data.pack import EXPORTING
from forum.posts import hide_views as hiding
from forum.posts import views as posts
from forum.posts.write import SCREEN
from forum.reports import views as reports
from forum.rescreen.chunk import RESCREEN
from forum.rescreen.run import RESCREENING
from forum.review import claim_views as claims
from forum.review import queue_views as queue
from forum.review import views as review
from forum.review.intake import SCREENING
from forum.saved_views import views as saved_views
from forum.signin import arrival_views as arrivals
from forum.signin import providers
from forum.signin import views as sign_in
from forum.signin import ways_in_views as ways_in
from forum.threads import views as threads
from forum.treatments import pages
from forum.treatments import views as treatments
from forum.trials import box_views as test_box
from forum.trials import views as trials
from forum.trials.backtest import BACKTEST, BACKTESTING
from forum.trials.shadow import SHADOW, SHADOWING
from forum.welcome import views as first_visit
from plugins.manager import collect, load_plugins

FEATURES = (
    boards, threads, posts, members, sign_in, arrivals, ways_in, first_visit, devices, factors, drafts,
    notices, desk, oncall, queue, review, claims, reports, modlog, figures, treatments, mails, own_data,
    saved_views,
    hiding, standing, letters, asks,
    live, cases, scores,
    trials, test_box,
)  # fmt: skip
WORK = {
    SCREEN: SCREENING,
    RESCREEN: RESCREENING,
    MAIL: DELIVERY,
    EXPORT: EXPORTING,
    CLOSE: CLOSING,
    WEBHOOK: CALLING,
    BACKTEST: BACKTESTING,
    SHADOW: SHADOWING,
}
"""What stands behind each kind of job."""
MOST_BYTES = 2_000_000
"""A request above this is refused: ten posts of the greatest length in four-byte characters."""


def create_app(**overrides: Any) -> Flask:
    """Build the board from the environment; `overrides` replace single settings, for tests.

    Raises `SettingsError`, `PluginError` or `RuleError` when it cannot start as configured.
    """
    settings = load_settings(**overrides)
    app = Flask(__name__)
    app.config.update(_own_settings(settings))
    app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.trusted_proxies] * 3)

    logs.init_app(app)
    db.init_app(app)
    security.init_app(app, settings)
    providers.init_app(app, settings)
    Bootstrap5(app)
    addresses.init_app(app)
    templating.init_app(app)
    errors.init_app(app)
    cli.init_app(app)

    plugins = collect(load_plugins(settings.treatments))
    screening.init_app(app, plugins.packs)
    show.init_app(app, plugins.notices)
    pages.init_app(app, plugins.treatments, plugins.panels)
    for blueprint in (*(feature.bp for feature in FEATURES), *plugins.blueprints):
        app.register_blueprint(blueprint)

    app.extensions["work"] = dict(WORK)
    worker.init_app(app)
    return app


def _own_settings(settings: Settings) -> dict[str, Any]:
    own = {name.upper(): value for name, value in settings.model_dump().items()}
    return own | {
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_BYTES,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "CONTACT": settings.contact or settings.mail_sender,
        "IS_PRODUCTION": settings.is_production,
        "SHOWS_MAILS": settings.env == "development",
        "TESTING": settings.env == "test",
    }
