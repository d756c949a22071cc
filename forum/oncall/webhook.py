"""Tell the operator's chat or pager about an item: signed, without text or names, tried until it is taken.

The shape and the signature are those of Standard Webhooks; docs/on-call.md says how to verify them.
"""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import timedelta

import requests
import structlog
from flask import current_app

from forum.db import db, utcnow
from forum.jobs.promise import finish, promise
from forum.jobs.run import NotNow, Work
from forum.mails.links import link_to
from forum.oncall.models import LadderStep
from forum.oncall.steps import Step
from forum.review.models import ReviewItem
from forum.screening import Level

log = structlog.get_logger()

WEBHOOK = "webhook"
TIMEOUT = (3, 10)
"""Seconds to connect, and of silence."""
EVENTS = {0: "item.opened", 3: "item.late"}


def promise_call(item: ReviewItem, step: Step) -> None:
    """Promise one call for a step that this transaction took. Does not commit."""
    taken = db.session.query(LadderStep).filter_by(item_id=item.id, clock_at=item.clock_at, step=step.number)
    promise(WEBHOOK, taken.one().id)


def call(step_id: int, in_request: bool) -> None:
    """Send once. A crash after the answer sends it twice, under the same id."""
    step = db.session.get_one(LadderStep, step_id)
    item = db.session.get_one(ReviewItem, step.item_id)
    waits = item.state == "open" and item.clock_at == step.clock_at
    body = payload(item, step) if waits else {}
    db.session.rollback()  # a slow receiver must not hold a transaction open
    if body and current_app.config["ONCALL_WEBHOOK"]:
        _post(body)
    finish(WEBHOOK, step_id)
    db.session.commit()


def payload(item: ReviewItem, step: LadderStep) -> dict[str, object]:
    now = utcnow()
    return {
        "event": EVENTS[step.step],
        "item": item.id,
        "level": Level(item.level).word,
        "waiting_minutes": int((now - item.clock_at) / timedelta(minutes=1)),
        "url": link_to("review.show", item_id=item.id),
        "sent_at": now.isoformat(timespec="seconds"),
        "id": f"step-{step.id}",
    }


def _post(fields: dict[str, object]) -> None:
    body = json.dumps(fields).encode()
    secret = current_app.config["ONCALL_WEBHOOK_SECRET"].get_secret_value()
    headers = {"Content-Type": "application/json"} | signed(str(fields["id"]), body, secret)
    address = current_app.config["ONCALL_WEBHOOK"]
    try:
        with requests.Session() as session:
            session.trust_env = False  # .netrc and proxies of the environment have no part in this
            answer = session.post(
                address, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
            )
            status = answer.status_code
            answer.close()
    except (requests.RequestException, OSError) as error:
        raise NotNow(type(error).__name__) from None  # its message holds the address, often a secret
    if not 200 <= status < 300:
        raise NotNow(f"status {status}")


def signed(message_id: str, body: bytes, secret: str) -> dict[str, str]:
    """The three headers. Each try has the time of that try, so that a receiver can refuse old ones."""
    timestamp = str(int(utcnow().timestamp()))
    content = b".".join((message_id.encode(), timestamp.encode(), body))
    digest = hmac.new(key_of(secret), content, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def key_of(secret: str) -> bytes:
    """The key: what follows "whsec_" in base64, or the secret's own characters."""
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            raise ValueError("not base64 after whsec_") from None
    return secret.encode()


def give_up(step_id: int) -> None:
    """`flask jobs failed` lists it, `flask jobs retry-failed` sends it again if its item still waits."""
    log.error("webhook given up", step=step_id)


CALLING = Work(call, give_up)
