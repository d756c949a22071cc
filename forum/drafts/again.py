"""The page that shows a refused form again, with everything that was typed, and sends it when asked to."""

from flask import render_template, request

from forum.drafts.park import WRITTEN_FIELDS, typed_fields
from forum.notices.cards import CareCard

SHOWN = {"title": "Title", "name": "Name", "email": "E-mail address"}
"""Short fields that people look at before they send a form again; the others go along unseen."""


def again_page(code: int, title: str, advice: str, card: CareCard | None = None) -> tuple[str, int]:
    """Answer `code` with the typed text and a button that sends it again. Passwords are not kept.

    `card` stands above everything: what to do now, for whoever wrote something that could not be posted.
    """
    fields = typed_fields()
    return render_template(
        "drafts/again.html",
        title=title,
        advice=advice,
        card=card,
        action=request.full_path.rstrip("?"),
        shown={name: (SHOWN[name], value) for name, value in fields.items() if name in SHOWN},
        written={name: value for name, value in fields.items() if name in WRITTEN_FIELDS},
        unseen={n: value for n, value in fields.items() if n not in SHOWN and n not in WRITTEN_FIELDS},
        asks_password=any("password" in name for name in request.form),
    ), code
