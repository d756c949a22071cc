"""What every route shares: the screener with its settings, and one post read under the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from moderation.errors import ScreeningError
from moderation.service import errors, schemas
from moderation.service.settings import Settings
from moderation.wire import screening_to_dict

if TYPE_CHECKING:
    from moderation.screener import Screener


@dataclass(frozen=True, slots=True)
class Service:
    """What one app serves."""

    screener: "Screener"
    settings: Settings
    packs: Sequence[Path]
    started: datetime

    def health(self) -> dict[str, Any]:
        names = [pack.resolve().name for pack in self.packs]
        started = self.started.astimezone(UTC).isoformat(timespec="seconds")
        return {"status": "ok", **versions(self.screener.version), "packs": names, "started": started}


def service() -> Service:
    return cast(Service, current_app.extensions["moderation"])


def versions(version: str) -> dict[str, str | None]:
    """The parts of a screener's version, ``1+rules.8d3f.cues.77aa``; a part that it lacks is None."""
    engine, _, rest = version.partition("+")
    names = rest.split(".")
    parts = dict(zip(names[::2], names[1::2], strict=False))
    known = {"rules": parts.get("rules", ""), "cues": parts.get("cues", ""), "model": parts.get("model")}
    return {"version": version, "engine": engine, **known}


def read_post(title: str | None, body: str) -> dict[str, Any]:
    """Screen one text; raises `Refusal` when it is too long and `ScreeningError` when a stage failed."""
    title = title or ""
    if len(title) + len(body) > schemas.MOST_CHARACTERS:
        raise errors.Refusal(413, errors.TOO_LONG, errors.LONG)
    return screening_to_dict(service().screener.screen(title=title, body=body))


def read_item(post: schemas.Post) -> dict[str, Any]:
    """Screen one post of a batch; its failure is its own and leaves the others alone."""
    try:
        return {"id": post.id, **read_post(post.title, post.body)}
    except errors.Refusal as error:
        return {"id": post.id, "error": errors.fault(error.code, error.message or "")}
    except ScreeningError as error:
        errors.log.error("screening failed: %s", error)
        return {"id": post.id, "error": errors.fault(errors.FAILED, str(error))}
