"""Lead members to the first visit before anything else, and keep what they were about to do."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from forum.addresses import own_address
from forum.drafts import park
from forum.members.models import Member
from forum.members.queries import signed_in_member
from forum.signin import next_page
from forum.welcome.terms import has_agreed

OPEN = frozenset({
    "security", "welcome", "arrivals", "ways_in", "signin", "own_data", "factors", "devices", "notices",
    "mails",
})  # fmt: skip
"""Features whose pages open before: the account, its data and ways in, and emergency numbers."""
OPEN_PAGES = frozenset({"icons", "members.settings", "members.sign_out_everywhere"})


def is_welcome(member: Member) -> bool:
    """True when nothing is left to ask."""
    return member.welcomed_at is not None and has_agreed(member)


def lead_to_first_visit() -> Response | None:
    """Run before each request."""
    endpoint = request.endpoint or "static"  # an unknown address gets its 404
    if endpoint.endswith("static") or endpoint in OPEN_PAGES or request.blueprint in OPEN:
        return None
    member = signed_in_member()
    if member is None or is_welcome(member):
        return None
    _keep()
    return redirect(url_for("welcome.visit"), 303)


def _keep() -> None:
    """Remember the page, or the text that was sent; what a script asks in the background is no page."""
    if request.method == "POST" and park.park():
        flash("Your text is kept. It will be there again in a moment.", "info")
        next_page.keep(request.path)
    elif request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
        next_page.keep(own_address(request.full_path.rstrip("?")))
