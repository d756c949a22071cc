"""Each bad input of tests/bad_inputs.py gets its status and its words; no 500, and nothing typed is lost."""

import html
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from pydantic import SecretStr
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum import create_app
from forum.boards.models import Board
from forum.config import SettingsError, load_settings
from forum.db import db, utcnow
from forum.devices.models import Device
from forum.drafts.models import ParkedForm
from forum.members.models import Member
from forum.posts.edit import edit_post
from forum.posts.models import Post, Revision
from forum.posts.write import reply, start_thread
from forum.reports.models import REASONS, Report
from forum.reports.report import report_post
from forum.review.models import ReviewItem
from forum.threads.models import Thread
from moderation.errors import RuleError
from moderation.rule_reader import load_rules
from moderation.stream import screen_lines
from plugins.errors import PluginError
from tests.accounts import session_of, sign_in
from tests.arriving import FACEBOOK, be_fresh, come
from tests.bad_inputs import BODY, CASES, LINES, RULE_FILES, SETTINGS, Case, as_page, rows
from tests.factories import PASSWORD, make_board, make_member
from tests.readers import FakeReader
from tests.ways import ways_in

DOCS = Path(__file__).resolve().parents[2] / "docs" / "bad-inputs.md"
World = dict[str, Any]


@pytest.fixture
def world(app: Flask, reader: FakeReader) -> World:
    """One row of each kind that the table's addresses name; unread, as a screening takes its time."""
    # over budget: the rows of the table, which read best in one place.
    author, other = make_member(), make_member(name="Taken Name")
    board, closed_board = make_board(), make_board()

    def thread_on(board: Board, author: Member = other) -> Thread:
        return start_thread(board, author, "A thread", "Hello.", str(uuid.uuid4())).thread

    def post_in(thread: Thread, author: Member = author) -> Post:
        return reply(thread, author, "A reply.", str(uuid.uuid4()))

    thread, deleted, locked = (thread_on(board) for _ in range(3))
    on_closed_board = thread_on(closed_board)
    posts = {
        "post": post_in(thread),
        "edited_post": post_in(thread),
        "deleted_post": post_in(thread),
        "post_in_deleted_thread": post_in(deleted),
        "other_post": post_in(locked, other),
    }
    edit_post(posts["edited_post"], author, "", "Somebody's newer text.", 1)
    report_post(posts["post"], other, "other", "")
    for row in (posts["deleted_post"], deleted, closed_board):
        row.deleted_at = utcnow()
    locked.locked_at = utcnow()
    db.session.commit()
    return {name: post.id for name, post in posts.items()} | {
        "author": author,
        "member": author.id,
        "other_name": other.name,
        "reason": next(iter(REASONS)),
        "thread": thread.id,
        "locked_thread": locked.id,
        "deleted_thread": deleted.id,
        "board": thread.board.slug,
        "deleted_board": closed_board.slug,
        "deleted_board_id": closed_board.id,
        "thread_on_deleted_board": on_closed_board.id,
        "item": db.session.scalars(select(ReviewItem.id)).one(),
        "other_device": device_of(other).id,
    }


def device_of(member: Member) -> Device:
    session_of(member)
    return db.session.scalars(select(Device).filter_by(member_id=member.id)).one()


def send(case: Case, client: FlaskClient, world: World) -> TestResponse:
    form = {
        name: world[value[1:-1]] if value[1:-1] in world and value[0] == "{" else value
        for name, value in (case.form or {}).items()
    }
    is_form = case.form is not None or case.raw is not None
    for name, value in case.cookies.items():
        client.set_cookie(name, value)
    return client.open(
        case.path.format_map(world) if "{" in case.path else case.path,
        method=case.method or ("POST" if is_form else "GET"),
        data=case.raw if case.raw is not None else (form if is_form else None),
        content_type=case.content_type,
        headers=dict(case.headers),
    )


def typed(case: Case) -> list[str]:
    """The texts of a form that somebody wrote, and may lose."""
    return [
        value
        for name, value in (case.form or {}).items()
        if name in ("title", "body", "note", "about")
        if value
    ]


def is_kept(text: str, response: TestResponse) -> bool:
    """On the page, in a post, or parked for the form that the answer leads to."""
    saved = db.session.scalars(select(Revision.body)).all()
    parked = [row.fields.get("body") for row in db.session.scalars(select(ParkedForm))]
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    return str(escape(newlines)) in response.text or newlines in [*saved, *parked]


def just_signed_in(client: FlaskClient, login: Any, world: World) -> None:
    login(world["author"])
    be_fresh(client)


def with_a_code(client: FlaskClient, login: Any, world: World) -> None:
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": "rosa@example.org"})


PEOPLE: dict[str, Callable[[FlaskClient, Any, World], Any]] = {
    "member": lambda client, login, world: login(world["author"]),
    "moderator": lambda client, login, world: login(make_member(role="moderator")),
    "just signed in": just_signed_in,
    "half signed in": lambda client, login, world: sign_in(
        client, make_member(role="moderator", password=PASSWORD)
    ),
    "newcomer": lambda client, login, world: come(client),
    "no address": lambda client, login, world: come(client, FACEBOOK),
    "with a code": with_a_code,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.area}: {case.bad}")
def test_a_bad_request_gets_its_answer_and_keeps_the_text(
    case: Case, app: Flask, client: FlaskClient, login: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if case.role != "visitor":
        PEOPLE[case.role](client, login, world)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", case.csrf)
    with ways_in(app, facebook_app_id="1", facebook_app_secret="an app secret of a test"):
        monkeypatch.setitem(app.config, "FACEBOOK_APP_ID", "1")
        monkeypatch.setitem(app.config, "FACEBOOK_APP_SECRET", SecretStr("an app secret of a test"))
        response = send(case, client, world)
    assert response.status_code == case.status
    assert case.says in html.unescape(response.text)
    is_refused_unread = case.status in (400, 413) or case.csrf and case.headers
    if not is_refused_unread:
        assert [text for text in typed(case) if not is_kept(text, response)] == []
    assert "evil.example" not in str(response.location)


def test_the_table_is_long_enough_and_names_each_input_once() -> None:
    named = [(area, bad) for area, bad, _, _ in rows()]
    assert len(set(named)) == len(named) >= 60


def test_the_documented_table_is_this_one() -> None:
    assert DOCS.read_text() == as_page(), "run: python -m tests.bad_inputs > docs/bad-inputs.md"


def test_a_double_click_makes_one_post(client: FlaskClient, login: Any, world: World) -> None:
    login(world["author"])
    form = {"body": BODY, "form_key": str(uuid.uuid4())}
    before = db.session.scalar(select(func.count(Post.id)))
    places = {client.post(f"/threads/{world['thread']}/reply", data=form).location for _ in range(3)}
    assert len(places) == 1
    assert db.session.scalar(select(func.count(Post.id))) == before + 1


def test_a_double_click_on_an_edit_makes_one_revision(client: FlaskClient, login: Any, world: World) -> None:
    login(world["author"])
    form = {"body": BODY, "based_on": "1"}
    statuses = [client.post(f"/posts/{world['post']}/edit", data=form).status_code for _ in range(3)]
    assert statuses == [303] * 3
    numbers = db.session.scalars(select(Revision.number).filter_by(post_id=world["post"]))
    assert sorted(numbers) == [1, 2]


def test_a_second_report_of_the_same_member_counts_once(
    client: FlaskClient, login: Any, world: World
) -> None:
    login(world["author"])
    for _ in range(2):
        form = {"reason": world["reason"], "note": BODY}
        assert client.post(f"/posts/{world['other_post']}/report", data=form).status_code == 303
    assert db.session.scalar(select(func.count(Report.id)).filter_by(post_id=world["other_post"])) == 1


def test_a_stale_edit_shows_both_texts(client: FlaskClient, login: Any, world: World) -> None:
    login(world["author"])
    page = client.post(f"/posts/{world['edited_post']}/edit", data={"body": BODY, "based_on": "1"}).text
    assert str(escape(BODY)) in page and str(escape("Somebody's newer text.")) in page


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "abc \u202edcba", "' OR 1=1 --"]
)
def test_a_hostile_text_is_shown_as_text(client: FlaskClient, world: World, body: str) -> None:
    author = world["author"]
    post = reply(db.session.get_one(Post, world["post"]).thread, author, body, str(uuid.uuid4()))
    db.session.commit()
    page = client.get(f"/posts/{post.id}", follow_redirects=True).text
    assert "<script>alert" not in page
    assert body in html.unescape(page)


@pytest.mark.parametrize("bad, environment, says", SETTINGS, ids=[bad for bad, *_ in SETTINGS])
def test_a_bad_setting_stops_the_start_with_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bad: str, environment: dict[str, str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)  # away from a developer's .env
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert says in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_treatment_that_is_not_there_stops_the_start() -> None:
    with pytest.raises(PluginError, match="plugins.no_such_thing"):
        create_app(env="test", database_url="sqlite://", treatments=["plugins.no_such_thing"])


@pytest.mark.parametrize("bad, text, says", RULE_FILES, ids=[bad for bad, *_ in RULE_FILES])
def test_a_bad_rule_file_stops_the_start_with_its_name(
    tmp_path: Path, bad: str, text: str, says: str
) -> None:
    folder = tmp_path / "symptoms"
    folder.mkdir()
    (folder / "x.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path])
    assert "x.toml" in str(caught.value) and says in str(caught.value)


@pytest.mark.parametrize("bad, line, says", LINES, ids=[bad for bad, *_ in LINES])
def test_a_bad_json_line_is_named_and_the_run_goes_on(
    capsys: pytest.CaptureFixture[str], bad: str, line: bytes, says: str
) -> None:
    good = b'{"id": "good", "body": "hello"}\n'
    assert screen_lines(FakeReader(), [good, line + b"\n", good]) == 2
    output = capsys.readouterr()
    assert output.out.count('"good"') == 2 and output.out.count("\n") == 2
    assert output.err.startswith("line 2: ") and says in output.err
    assert len(output.err) < 200, "none of the text is repeated"
