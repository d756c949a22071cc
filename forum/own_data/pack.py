"""Pack a member's data into a zip in the background, and mail the link to it.

Both files are written piece by piece, so that what is held in memory is one batch of posts and the packed
bytes. The link's key is kept as a hash only: a copy of the table opens nothing.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import IO, Any

import structlog
from flask import current_app

from forum.db import db, utcnow
from forum.jobs.promise import finish
from forum.jobs.run import Work
from forum.keys import hashed, new_key
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member
from forum.own_data.ask import EXPORT
from forum.own_data.contents import VERSION, about, sections
from forum.own_data.models import Export
from forum.own_data.post_contents import moment, posts_of

log = structlog.get_logger()

LASTS = timedelta(days=3)
IN_MEMORY = 5_000_000
"""Bytes of the zip that are held before they go to a file."""
MAIL_SUBJECT = "the copy of your data is ready"


def pack_promised(export_id: int, in_request: bool) -> None:
    """The job: pack, keep, tell."""
    export = db.session.get_one(Export, export_id)
    packed = pack(db.session.get_one(Member, export.member_id))
    db.session.rollback()
    if finish(EXPORT, export_id):
        export = db.session.get_one(Export, export_id)
        key = new_key()
        export.key, export.packed = hashed(key), packed
        export.ready_at, export.expires_at = utcnow(), utcnow() + LASTS
        _tell(db.session.get_one(Member, export.member_id), key)
    db.session.commit()


def give_up(export_id: int) -> None:
    log.error("copy of data not packed", export=export_id)


EXPORTING = Work(do=pack_promised, give_up=give_up)


def pack(member: Member) -> bytes:
    """The zip with data.json and index.html."""
    head = _head()
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("data.json", "w") as out:
                _write(out, json_pieces(head, about(member), sections(member), posts_of(member)))
            with archive.open("index.html", "w") as out:
                _write(out, _html_pieces(head, member))
        file.seek(0)
        return file.read()


def _head() -> dict[str, Any]:
    return {
        "format": "careboard-export",
        "version": VERSION,
        "board": current_app.config["SITE_NAME"],
        "address": current_app.config["BASE_URL"],
        "made_at": moment(utcnow()),
    }


def json_pieces(
    head: dict[str, Any], account: dict[str, Any], parts: dict[str, Any], posts: Iterable[dict[str, Any]]
) -> Iterator[str]:
    """One JSON object; the posts, which may be many, come last and one by one."""
    whole = json.dumps(head | {"account": account} | parts, ensure_ascii=False, indent=1)
    yield whole[: whole.rindex("}")].rstrip() + ',\n "posts": ['
    between = "\n"
    for post in posts:
        yield between + json.dumps(post, ensure_ascii=False, indent=1)
        between = ",\n"
    yield "\n ]\n}\n"


def _html_pieces(head: dict[str, Any], member: Member) -> Iterator[str]:
    template = current_app.jinja_env.get_template("own_data/export.html")
    parts = {name: rows for name, rows in sections(member).items() if rows}
    yield from template.generate(head=head, account=about(member), parts=parts, posts=posts_of(member))


def _write(out: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        out.write(piece.encode())


def _tell(member: Member, key: str) -> None:
    send("export", member.email, MAIL_SUBJECT, link=link_to("own_data.download", key=key))
