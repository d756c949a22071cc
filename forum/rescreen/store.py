"""Store new readings with all that follows from them, as forum/review/intake.py does for a first one.

The rules are intake's; only their form differs, for a whole chunk at once. tests/forum/rescreen/test_store.py
holds the two together.
"""

from collections.abc import Sequence
from typing import Any

from forum.db import utcnow
from forum.rescreen.ground import Ground, ItemRow, PostRow, load, write
from forum.rescreen.queries import Text
from forum.rescreen.read import Read
from forum.review.clock import clock_after
from forum.review.intake import finding_values, place_in_queue
from forum.screening import Level, Screening


def store(reads: Sequence[Read]) -> list[Read]:
    """Store these readings and return those that were: not what somebody else has read meanwhile.

    Does not commit.
    """
    ground = load(reads)
    kept = [read for read in reads if ground.stamps.get(read.text.screening_id) == read.text.stamp]
    for read in kept:
        if read.reading is not None:
            _keep(ground, read.text, read.reading)
    write(ground)
    return kept


def _keep(ground: Ground, text: Text, reading: Screening) -> None:
    ground.screenings.append(_screening_values(text, reading))
    found = [finding_values(finding) for finding in reading.findings]
    ground.findings += [{"screening_id": text.screening_id, **values} for values in found]
    post = ground.posts[text.post_id]
    if post.revision_id != text.revision_id:
        _keep_old_text(ground, post, text, reading)
        return
    if text.revision_id in ground.decided:
        _show(ground, post, post.shown_level)
        _look_again(ground, post, text, reading)
        return
    _show(ground, post, int(reading.level))
    _tell_moderators(ground, text, reading)


def _show(ground: Ground, post: PostRow, level: int) -> None:
    if (post.screening_state, post.shown_level) != ("done", level):
        post.screening_state, post.shown_level = "done", level
        ground.shown.add(post.id)


def _screening_values(text: Text, reading: Screening) -> dict[str, Any]:
    return {
        "id": text.screening_id,
        "state": "done",
        "level": int(reading.level),
        "version": reading.version,
        "second_look": reading.second_look,
        "finished_at": utcnow(),
    }


def _look_again(ground: Ground, post: PostRow, text: Text, reading: Screening) -> None:
    """A moderator decided on this very text, and that stands. A rise above it asks a moderator again."""
    if reading.level >= Level.URGENT and reading.level > max(post.shown_level, text.level):
        _open_item(ground, text, "rescreen", int(reading.level), is_news=True)


def _tell_moderators(ground: Ground, text: Text, reading: Screening) -> None:
    place = place_in_queue(reading.level, reading.second_look)
    item = ground.items.get(text.post_id)
    is_news = (text.level, text.second_look) != (reading.level, reading.second_look)
    if place is not None:
        _open_item(ground, text, "screening", place, is_news)
    elif item is not None and item.state == "open":
        _change(ground, item, int(reading.level), is_news)


def _keep_old_text(ground: Ground, post: PostRow, text: Text, reading: Screening) -> None:
    """A sign in a text that was edited away still asks a person, unless one has looked at the post."""
    item = ground.items.get(text.post_id)
    if reading.level < Level.URGENT or (item is not None and item.state != "open"):
        return
    if item is not None:
        level = item.level
    else:
        level = post.shown_level if post.screening_state == "done" else int(reading.level)
    _open_item(ground, text, "screening", level, is_news=text.level < Level.URGENT)


def _open_item(ground: Ground, text: Text, kind: str, level: int, is_news: bool) -> None:
    """As `intake.open_item`; an item where nothing is new stays as a moderator may have it open now."""
    item = ground.items.get(text.post_id)
    if item is None:
        now = utcnow()
        item = ItemRow(None, text.post_id, "open", level, now, now, None, version=2)
        ground.items[text.post_id] = item
        ground.touched.add(text.post_id)
    elif item.state == "decided":
        item.state, item.opened_at, item.decided_at = "open", utcnow(), None
        item.clock_at = item.opened_at
        _change(ground, item, level, is_news=True)
    else:
        _change(ground, item, level if kind == "screening" else max(item.level, level), is_news)
    reason = (text.post_id, kind, text.screening_id)
    if reason not in ground.reasons:
        ground.reasons.add(reason)
        ground.new_reasons.append(reason)


def _change(ground: Ground, item: ItemRow, level: int, is_news: bool) -> None:
    if is_news or item.level != level:
        item.clock_at = clock_after(item.level, level, item.clock_at)
        item.level = level
        item.version += 1
        ground.touched.add(item.post_id)
