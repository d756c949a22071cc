"""The live side of the queue: a stream that says "something changed", and what changed, asked for once.

Pages that cannot have a stream ask the pulse alone, every few seconds.
"""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from flask_login import current_user

from forum.addresses import GREATEST_ID, MOST_DIGITS
from forum.db import utcnow
from forum.guards import moderator_required
from forum.live import watch
from forum.live.hub import Full
from forum.live.news import read_news
from forum.live.stream import events, left_by_browser
from forum.review import queue
from forum.review.filters import Filters
from forum.review.rows import live_row

bp = Blueprint("live", __name__)
bp.record(lambda state: watch.init_app(state.app))

TRY_AGAIN = 60
"""Seconds after which a page that found no free seat may ask for one again."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No page was drawn before: a time at the edge of the calendar has nothing a few seconds earlier."""


@bp.get("/review/stream")
@moderator_required
def stream() -> Response:
    """The generator runs after the request, without a context and without a database connection."""
    live = current_app.extensions["live"]
    try:
        seat = live.hub.sit_down(g.device.id, left_by_browser(request.environ))
    except Full:
        return Response("", 503, {"Retry-After": str(TRY_AGAIN), "Cache-Control": "no-store"})
    if not current_app.testing:  # a test looks itself, when it wants to
        live.start()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    answer = Response(events(live.hub, seat), mimetype="text/event-stream", headers=headers)
    # Of HEAD, and of a browser that leaves before the first word, the generator never begins nor ends.
    answer.call_on_close(lambda: live.hub.stand_up(seat))
    return answer


@bp.get("/review/pulse")
@moderator_required
def pulse() -> Any:
    """For the page with this filter: what is new since it was drawn, and its rows as they are now."""
    filters, shown = Filters.read(request.args), ids_in(request.args.get("ids", ""))
    since = time_in(request.args.get("since", ""))
    new = queue.count_new(filters, current_user, since, shown) if filters.state == "open" else {}
    rows = {item.id: live_row(item, current_user) for item in queue.items_now(shown)}
    answer = read_news().as_dict() | {"new": new, "rows": rows}
    return answer, 200, {"Cache-Control": "no-store"}


def ids_in(text: str) -> list[int]:
    """The ids of the rows on a page; more than a page has, or nonsense, is cut off."""
    numbers = [part for part in text.split(",") if part.isascii() and part.isdigit()][: queue.PAGE]
    return [int(number) for number in numbers if len(number) <= MOST_DIGITS and int(number) <= GREATEST_ID]


def time_in(text: str) -> datetime:
    """The time at which a page was drawn; now for what is no time with a zone."""
    try:
        time = datetime.fromisoformat(text)
        return max(time.astimezone(UTC), EARLIEST) if time.tzinfo else utcnow()
    except (ValueError, OverflowError):
        return utcnow()
