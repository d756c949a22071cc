"""Every address of the board and who may use it. An address that is not in the table fails the first test."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import make_board, make_member, make_post, make_thread

PUBLIC, MEMBER, MODERATOR = "public", "member", "moderator"

ROUTES = {
    "GET /": PUBLIC,
    "GET /boards/<slug>": PUBLIC,
    "GET /boards/<slug>/new": PUBLIC,
    "POST /boards/<slug>/new": MEMBER,
    "GET /arrival/address": PUBLIC,
    "POST /arrival/address": PUBLIC,
    "GET /arrival/code": PUBLIC,
    "POST /arrival/code": PUBLIC,
    "GET /arrival/prove": PUBLIC,
    "POST /arrival/prove": PUBLIC,
    "POST /arrival/stop": PUBLIC,
    "GET /bootstrap/static/<path:filename>": PUBLIC,
    "GET /change": MEMBER,
    "POST /change": MEMBER,
    "GET /confirm": PUBLIC,
    "POST /confirm": PUBLIC,
    "GET /confirm/<token>": PUBLIC,
    "POST /confirm/<token>": PUBLIC,
    "GET /country": PUBLIC,
    "POST /country": PUBLIC,
    "GET /data-deletion/<code>": PUBLIC,
    "POST /data-deletion/facebook": PUBLIC,
    "POST /desk/notes/<row:note_id>/put-away": MODERATOR,
    "POST /desk/alarms/put-away": MODERATOR,
    "POST /desk/notes/put-away": MODERATOR,
    "GET /desk/guide": MODERATOR,
    "GET /desk/guide/<name>": MODERATOR,
    "GET /desk/settings": MODERATOR,
    "POST /desk/settings": MODERATOR,
    "GET /desk/pause": MODERATOR,
    "POST /desk/pause": MODERATOR,
    "POST /desk/back": MODERATOR,
    "GET /on-call": MODERATOR,
    "POST /on-call": MODERATOR,
    "POST /on-call/<row:shift_id>/off": MODERATOR,
    "GET /dev/mail": PUBLIC,
    "GET /dev/mail/<row:mail_id>": PUBLIC,
    "GET /dev/mail/<row:mail_id>/html": PUBLIC,
    "GET /fs-static/<path:filename>": PUBLIC,
    "GET /go-on": PUBLIC,
    "GET /icons.svg": PUBLIC,
    "GET /login": PUBLIC,
    "POST /login": PUBLIC,
    "POST /logout": PUBLIC,
    "GET /members/<row:member_id>": PUBLIC,
    "GET /letters": MEMBER,
    "GET /letters/<row:letter_id>": MEMBER,
    "POST /letters/<row:letter_id>/read": MEMBER,
    "GET /review/<row:item_id>/letter": MODERATOR,
    "POST /review/<row:item_id>/letter": MODERATOR,
    "GET /review/<row:item_id>/ask": MODERATOR,
    "POST /review/<row:item_id>/ask": MODERATOR,
    "GET /review/<row:item_id>/ask/<row:ask_id>": MODERATOR,
    "POST /review/<row:item_id>/ask/<row:ask_id>": MODERATOR,
    "GET /members/<row:member_id>/standing": MODERATOR,
    "POST /members/<row:member_id>/standing": MODERATOR,
    "POST /members/<row:member_id>/restore": MODERATOR,
    "GET /modlog": MODERATOR,
    "GET /modlog.csv": MODERATOR,
    "GET /posts/<row:post_id>": PUBLIC,
    "POST /posts/<row:post_id>/answer": MEMBER,
    "POST /posts/<row:post_id>/answer/take-back": MEMBER,
    "GET /posts/<row:post_id>/delete": MEMBER,
    "POST /posts/<row:post_id>/delete": MEMBER,
    "GET /posts/<row:post_id>/edit": MEMBER,
    "POST /posts/<row:post_id>/edit": MEMBER,
    "GET /posts/<row:post_id>/checked": MEMBER,
    "GET /posts/<row:post_id>/history": PUBLIC,
    "GET /posts/<row:post_id>/hide": MODERATOR,
    "POST /posts/<row:post_id>/hide": MODERATOR,
    "GET /posts/<row:post_id>/look-again": MEMBER,
    "POST /posts/<row:post_id>/show-again": MODERATOR,
    "GET /posts/<row:post_id>/report": MEMBER,
    "POST /posts/<row:post_id>/report": MEMBER,
    "POST /preview": MEMBER,
    "GET /privacy": PUBLIC,
    "GET /register": PUBLIC,
    "POST /register": PUBLIC,
    "GET /reset": PUBLIC,
    "POST /reset": PUBLIC,
    "GET /reset/<token>": PUBLIC,
    "POST /reset/<token>": PUBLIC,
    "GET /review": MODERATOR,
    "GET /review/next": MODERATOR,
    "GET /review/stream": MODERATOR,
    "GET /review/pulse": MODERATOR,
    "GET /review/figures": MODERATOR,
    "GET /review/figures/<key>.csv": MODERATOR,
    "GET /review/views": MODERATOR,
    "POST /review/views": MODERATOR,
    "POST /review/views/<row:view_id>/rename": MODERATOR,
    "POST /review/views/<row:view_id>/default": MODERATOR,
    "POST /review/views/<row:view_id>/delete": MODERATOR,
    "GET /review/<row:item_id>": MODERATOR,
    "GET /review/alarms/<row:alarm_id>": MODERATOR,
    "POST /review/alarms/<row:alarm_id>": MODERATOR,
    "GET /review/cases": MODERATOR,
    "GET /review/cases/<row:decision_id>": MODERATOR,
    "POST /review/cases/<row:decision_id>": MODERATOR,
    "GET /review/scores": MODERATOR,
    "GET /review/<row:item_id>/decide": MODERATOR,
    "POST /review/<row:item_id>/decide": MODERATOR,
    "POST /review/<row:item_id>/undo": MODERATOR,
    "GET /review/<row:item_id>/state": MODERATOR,
    "POST /review/<row:item_id>/take": MODERATOR,
    "POST /review/<row:item_id>/prolong": MODERATOR,
    "POST /review/<row:item_id>/give-back": MODERATOR,
    "POST /review/<row:item_id>/take-over": MODERATOR,
    "GET /review/try": MODERATOR,
    "POST /review/try": MODERATOR,
    "GET /review/proposals": MODERATOR,
    "GET /review/proposals/new/<any(phrase, confuser, sign, limit):kind>": MODERATOR,
    "POST /review/proposals/new/<any(phrase, confuser, sign, limit):kind>": MODERATOR,
    "GET /review/proposals/<row:proposal_id>": MODERATOR,
    "GET /review/proposals/<row:proposal_id>/change": MODERATOR,
    "POST /review/proposals/<row:proposal_id>/change": MODERATOR,
    "POST /review/proposals/<row:proposal_id>/backtest": MODERATOR,
    "POST /review/proposals/<row:proposal_id>/shadow": MODERATOR,
    "GET /review/proposals/<row:proposal_id>/approve": MODERATOR,
    "POST /review/proposals/<row:proposal_id>/approve": MODERATOR,
    "POST /review/proposals/<row:proposal_id>/withdraw": MODERATOR,
    "GET /review/proposals/<row:proposal_id>/<any(backtest, shadow):of>/<int:before>/<int:after>": MODERATOR,
    "GET /review/proposals/<row:proposal_id>/rules.toml": MODERATOR,
    "POST /sign-in/<key>": PUBLIC,
    "GET /sign-in/<key>/callback": PUBLIC,
    "GET /safety": PUBLIC,
    "GET /settings": MEMBER,
    "POST /settings": MEMBER,
    "GET /settings/closing": MEMBER,
    "POST /settings/closing/keep": MEMBER,
    "POST /settings/closing/stay": MEMBER,
    "GET /settings/data": MEMBER,
    "GET /settings/data/delete": MEMBER,
    "POST /settings/data/delete": MEMBER,
    "GET /settings/data/download/<key>": MEMBER,
    "POST /settings/data/download/<key>": MEMBER,
    "POST /settings/data/export": MEMBER,
    "POST /settings/sign-out-everywhere": MEMBER,
    "GET /settings/ways-in": MEMBER,
    "GET /settings/ways-in/link": MEMBER,
    "POST /settings/ways-in/link": MEMBER,
    "POST /settings/ways-in/<row:identity_id>/remove": MEMBER,
    "POST /settings/ways-in/remove-password": MEMBER,
    "GET /static/<path:filename>": PUBLIC,
    "GET /terms": PUBLIC,
    "GET /threads/<row:thread_id>": PUBLIC,
    "POST /threads/<row:thread_id>/<any(lock, unlock, pin, unpin):verb>": MODERATOR,
    "GET /threads/<row:thread_id>/move": MODERATOR,
    "POST /threads/<row:thread_id>/move": MODERATOR,
    "GET /threads/<row:thread_id>/reply": PUBLIC,
    "POST /threads/<row:thread_id>/reply": MEMBER,
    "POST /threads/<row:thread_id>/seen": MEMBER,
    "GET /threads/<row:thread_id>/unread": MEMBER,
    "GET /treatments/<key>": PUBLIC,
    "GET /verify": MEMBER,
    "POST /verify": MEMBER,
    "GET /welcome": PUBLIC,
    "POST /welcome": PUBLIC,
    "GET /login/code": PUBLIC,
    "POST /login/code": PUBLIC,
    "GET /login/no-code": PUBLIC,
    "POST /login/no-code": PUBLIC,
    "GET /login/passkey": PUBLIC,
    "POST /login/passkey": PUBLIC,
    "POST /login/passkey/<token>": PUBLIC,
    "GET /login/recovery-code": PUBLIC,
    "POST /login/recovery-code": PUBLIC,
    "GET /second-factor": MEMBER,
    "POST /second-factor": MEMBER,
    "GET /settings/devices": MEMBER,
    "POST /settings/devices/<row:device_id>/sign-out": MEMBER,
    "POST /settings/devices/sign-out-others": MEMBER,
    "GET /settings/passkeys": MEMBER,
    "POST /settings/passkeys": MEMBER,
    "POST /settings/passkeys/<token>": MEMBER,
    "GET /settings/passkeys/remove": MEMBER,
    "POST /settings/passkeys/remove": MEMBER,
    "GET /settings/second-factor": MEMBER,
    "GET /settings/second-factor/app": MEMBER,
    "POST /settings/second-factor/app": MEMBER,
    "POST /settings/second-factor/app/<token>": MEMBER,
    "GET /settings/second-factor/codes": MEMBER,
    "POST /settings/second-factor/codes": MEMBER,
    "POST /settings/second-factor/codes.txt": MEMBER,
    "GET /settings/second-factor/off": MEMBER,
    "POST /settings/second-factor/off": MEMBER,
    "GET /verify/passkey": MEMBER,
    "POST /verify/passkey": MEMBER,
    "POST /verify/passkey/<token>": MEMBER,
}
OWNERS_ONLY = [
    "GET /posts/{post}/edit",
    "POST /posts/{post}/edit",
    "GET /posts/{post}/delete",
    "POST /posts/{post}/delete",
    "POST /posts/{post}/answer",
    "POST /posts/{post}/answer/take-back",
]


def test_the_table_lists_every_address(app: Flask) -> None:
    found = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == ROUTES.keys()


@pytest.fixture
def rows(app: Flask, fake_reader) -> dict[str, object]:
    """What the variable parts of the addresses stand for."""
    post = make_post(make_thread(make_board()))
    return {
        "slug": post.thread.board.slug,
        "post_id": post.id,
        "thread_id": post.thread_id,
        "member_id": post.author_id,
        "item_id": 1,
        "letter_id": 1,
        "ask_id": 1,
        "decision_id": 1,
        "alarm_id": 1,
        "mail_id": 1,
        "identity_id": 1,
        "note_id": 1,
        "shift_id": 1,
        "view_id": 1,
        "proposal_id": 1,
        "kind": "phrase",
        "of": "backtest",
        "before": 1,
        "after": 1,
        **dict.fromkeys(("token", "code"), "x"),
        "key": "lemtrada",
        "verb": "lock",
        "device_id": 1,
        "filename": "css/base.css",
        "name": "queue-1280-light.webp",
    }


def request(client: FlaskClient, route: str, rows: dict[str, object]):
    method, rule = route.split(" ", 1)
    path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: str(rows[found[1]]), rule)
    return client.open(path, method=method)


@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who != PUBLIC])
def test_a_visitor_gets_the_sign_in_page(client: FlaskClient, rows, route: str) -> None:
    answer = request(client, route, rows)
    assert answer.status_code in (302, 303)
    assert answer.location.startswith("/login")


@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who == MODERATOR])
def test_a_member_gets_403_from_the_moderators_pages(login, rows, route: str) -> None:
    answer = request(login(make_member()), route, rows)
    assert answer.status_code == 403
    assert "not open to you" in answer.text


@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who == PUBLIC])
def test_a_visitor_reads_the_public_pages(client: FlaskClient, rows, route: str) -> None:
    answer = request(client, route, rows)
    answer.close()
    assert answer.status_code < 500
    if "go-on" not in route and "/posts" not in route:
        assert not (answer.location or "").startswith("/login") or "confirm" in route or " /login/" in route


@pytest.mark.parametrize("role", ["member", "moderator", "admin"])
@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who != PUBLIC])
def test_no_page_breaks_for_those_who_may(login, rows, role: str, route: str) -> None:
    answer = request(login(make_member(role=role)), route, rows)
    assert answer.status_code < 500
    if ROUTES[route] == MODERATOR and role != "member":
        assert answer.status_code != 403


@pytest.mark.parametrize("route", OWNERS_ONLY)
def test_another_members_post_cannot_be_changed(login, rows, route: str) -> None:
    method, path = route.format(post=rows["post_id"]).split(" ")
    assert login(make_member()).open(path, method=method).status_code == 403


@pytest.mark.parametrize("role", ["moderator", "admin"])
@pytest.mark.parametrize("route", OWNERS_ONLY)
def test_a_moderator_deletes_but_does_not_rewrite_or_answer_for_others(
    login, rows, role: str, route: str
) -> None:
    method, path = route.format(post=rows["post_id"]).split(" ")
    is_refused = login(make_member(role=role)).open(path, method=method).status_code == 403
    assert is_refused is not path.endswith("/delete")
