"""Logs as lines of names and values. What people write never gets in: only ids, kinds and times do."""

import logging

import structlog
from flask import Flask


def init_app(app: Flask) -> None:
    level = logging.getLevelNamesMapping()[app.config["LOG_LEVEL"].upper()]
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer()
            if not app.config["IS_PRODUCTION"]
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
