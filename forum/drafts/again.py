"""The page that shows a refused form again, with everything that was typed, and sends it when asked to."""

from flask import render_template, request

from forum.drafts.park import WRITTEN_FIELDS, typed_fields


def again_page(code: int, title: str, advice: str) -> tuple[str, int]:
    """Answer `code` with the typed text and a button that sends it again. Passwords are not kept."""
    fields = typed_fields()
    return render_template(
        "drafts/again.html",
        title=title,
        advice=advice,
        action=request.full_path.rstrip("?"),
        written={name: value for name, value in fields.items() if name in WRITTEN_FIELDS and value},
        fields={name: value for name, value in fields.items() if name not in WRITTEN_FIELDS or not value},
        asks_password=any("password" in name for name in request.form),
    ), code
