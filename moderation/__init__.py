"""Reads posts as a careful nurse would: text in, `Screening` out. No network, no database, no web."""

from moderation.errors import ModerationError, RuleError, ScreeningError
from moderation.findings import (
    Assertion,
    Experiencer,
    Finding,
    Level,
    Reason,
    Screening,
    Temporality,
)

__all__ = [
    "Assertion",
    "Experiencer",
    "Finding",
    "Level",
    "ModerationError",
    "Reason",
    "RuleError",
    "Screening",
    "ScreeningError",
    "Temporality",
]
