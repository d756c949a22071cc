"""The webhook: signed as documented, retried, never led elsewhere, and with nothing private in it."""

import base64
import hashlib
import hmac
import json
import re
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.oncall.ladder import climb
from forum.oncall.webhook import WEBHOOK, key_of
from forum.screening import Level
from tests.local_http import running

SECRET = "whsec_" + base64.b64encode(b"a key that no test shares with anybody").decode()


class Receiver:
    """Keeps what comes in and answers with `statuses`, one after the other, then 204."""

    def __init__(self):
        self.seen, self.statuses, self.released = [], [], threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.seen.append((self.path, dict(self.headers), body))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/hook"


@pytest.fixture
def receiver(app, monkeypatch):
    with running(Receiver()) as server:
        monkeypatch.setitem(app.config, "ONCALL_WEBHOOK", server.url)
        monkeypatch.setitem(app.config, "ONCALL_WEBHOOK_SECRET", SecretStr(SECRET))
        yield server


def job():
    return db.session.scalars(select(Job).filter_by(kind=WEBHOOK)).one()


def run_again():
    db.session.execute(update(Job).where(Job.kind == WEBHOOK).values(due_at=utcnow()))
    db.session.commit()
    run_due()


def open_and_call(open_at, level=Level.CRISIS, waits=timedelta(0)):
    item = open_at(level, utcnow() - waits)
    item.post.thread.title = "I want to die"
    climb()
    run_due()
    return item


def test_a_new_crisis_is_told_at_once_without_words_or_names(ann, open_at, receiver):
    item = open_and_call(open_at, waits=timedelta(minutes=3))
    [(path, headers, body)] = receiver.seen
    told = json.loads(body)
    assert path == "/hook" and headers["Content-Type"] == "application/json"
    sent_at, message_id = told.pop("sent_at"), told.pop("id")
    assert sent_at.endswith("+00:00") and message_id == headers["webhook-id"]
    url = f"http://127.0.0.1:8000/review/{item.id}"
    assert told == {
        "event": "item.opened", "item": item.id, "level": "crisis", "waiting_minutes": 3, "url": url
    }  # fmt: skip
    assert job().state == "done"


def test_a_late_item_is_told_at_the_third_step(ann, open_at, receiver):
    open_and_call(open_at, Level.URGENT, timedelta(hours=7))
    assert receiver.seen == []
    open_and_call(open_at, Level.URGENT, timedelta(hours=8))
    assert json.loads(receiver.seen[0][2])["event"] == "item.late"


def test_the_documented_recipe_verifies_the_signature(ann, open_at, receiver):
    open_and_call(open_at)
    [(_, headers, body)] = receiver.seen
    [recipe] = re.findall(r"```python\n(.*?)```", Path("docs/on-call.md").read_text(), re.S)
    space = {}
    exec(recipe, space)
    assert space["is_genuine"](SECRET, headers, body)
    assert not space["is_genuine"](SECRET, headers, body + b" ")
    assert not space["is_genuine"](SECRET[:-4] + "AAA=", headers, body)
    assert not space["is_genuine"](SECRET, headers | {"webhook-timestamp": "1700000000"}, body)


def test_the_signature_is_that_of_standard_webhooks(ann, open_at, receiver):
    open_and_call(open_at)
    [(_, headers, body)] = receiver.seen
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b"a key that no test shares with anybody"
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert key_of("plain words") == b"plain words"


@pytest.mark.parametrize("status", [500, 404, 302, 307])
def test_anything_but_a_yes_is_tried_again_under_the_same_id(ann, open_at, receiver, status):
    receiver.statuses = [status]
    open_and_call(open_at)
    assert job().state == "due" and job().last_error == f"status {status}"
    run_again()
    assert job().state == "done"
    (first, again) = receiver.seen
    assert first[0] == again[0] == "/hook", "no redirect was followed"
    assert first[1]["webhook-id"] == again[1]["webhook-id"]


def test_a_receiver_that_is_away_is_tried_again_and_its_address_is_not_logged(app, ann, open_at, monkeypatch):
    monkeypatch.setitem(app.config, "ONCALL_WEBHOOK", "http://127.0.0.1:1/very-secret")
    monkeypatch.setitem(app.config, "ONCALL_WEBHOOK_SECRET", SecretStr(SECRET))
    open_and_call(open_at)
    assert job().state == "due" and job().last_error == "ConnectionError"


def test_what_was_decided_meanwhile_is_not_called_out_any_more(ann, open_at, receiver):
    receiver.statuses = [500]
    item = open_and_call(open_at)
    item.state = "decided"
    run_again()
    assert len(receiver.seen) == 1 and job().state == "done"


def test_without_an_address_nothing_is_promised(ann, open_at):
    open_and_call(open_at)
    assert db.session.scalars(select(Job).filter_by(kind=WEBHOOK)).all() == []
