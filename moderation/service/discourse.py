"""Posts of a Discourse forum, as its webhook sends them; the answer stands in Discourse's log of events.

Discourse signs the raw body: ``X-Discourse-Event-Signature: sha256=HEX``, an HMAC with the shared secret.
Its ``[quote="…"]`` blocks are blanked at equal length by moderation/text.py, like every quote, so the
offsets of findings are offsets into ``raw``. Written after app/services/web_hook_emitter.rb and
app/serializers/web_hook_post_serializer.rb of discourse/discourse.
"""

import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import request

from moderation.service.errors import Refusal
from moderation.service.reading import read_post, service
from moderation.service.schemas import Outcome, Payload

SIGNATURE = "X-Discourse-Event-Signature"
EVENT_TYPE = "X-Discourse-Event-Type"
EVENT = "X-Discourse-Event"
READ = {"post_created", "post_edited"}

bp = APIBlueprint("discourse", __name__, url_prefix="/v1", tag="discourse")


View = Callable[..., dict[str, Any]]


def signed_post_event(view: View) -> View:
    """Check the signature before anything of the body is read, and answer events that are no posts."""

    @functools.wraps(view)
    def checked(*args: Any, **kwargs: Any) -> dict[str, Any]:
        secret = service().settings.discourse_secret
        if not secret:
            # Not 404: Discourse switches a webhook off that gets it too often.
            raise Refusal(503, "not_set_up", "the service was started without a secret for Discourse")
        if not is_signed(request.get_data(), request.headers.get(SIGNATURE, ""), secret):
            raise Refusal(401, "bad_signature", f"{SIGNATURE} does not fit the body and the secret")
        if request.headers.get(EVENT_TYPE) != "post" or request.headers.get(EVENT) not in READ:
            return {"ignored": "event"}
        return view(*args, **kwargs)

    return checked


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass"))


@bp.post("/discourse")
@bp.output(Outcome)
@signed_post_event
@bp.input(Payload, arg_name="payload")
def read_event(payload: Payload) -> dict[str, Any]:
    """Read a post that Discourse's webhook sends"""
    post = payload.post
    if post.is_by_a_program:
        return {"ignored": "written by a program"}
    if not (post.title + post.raw).strip():
        return {"ignored": "no text"}
    return {"post_id": post.id, "topic_id": post.topic_id, **read_post(post.title, post.raw)}
