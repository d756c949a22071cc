"""Set up, switch off, recovery codes: who may, what is shown once, what is told."""

import re
import time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.factors.library import library
from forum.factors.proof import SECOND_FACTOR
from forum.mails.models import Mail
from forum.members.models import Member
from tests.codes import code_at
from tests.factories import make_member

APP = "/settings/second-factor/app"
CODES = "/settings/second-factor/codes"
OFF = "/settings/second-factor/off"


def shown(page: str) -> tuple[str, str]:
    """State and key of the page that sets an app up."""
    state = re.search(r'name="state"[^>]*value="([^"]+)"', page)
    key = re.search(r'class="secret-key"><code>([^<]+)<', page)
    return state[1], key[1].replace("-", "").replace(" ", "")


def set_up(client: FlaskClient, path: str = APP):
    state, key = shown(client.get(path).text)
    return client.post(path, data={"state": state, "code": code_at(key=key)})


def make_stale(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["fs_paa"] = time.time() - 7200


def mails() -> list[str]:
    return list(db.session.scalars(select(Mail.text)))


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li><code>([0-9a-f-]{14})</code>", page)


def test_an_app_is_set_up_with_its_first_code(login) -> None:
    member = make_member()
    client = login(member)
    answer = set_up(client)
    assert answer.status_code == 200 and len(codes_on(answer.text)) == 8
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert member.tf_primary_method == "authenticator"
    assert "Codes from an app were switched on" in mails()[0]
    assert member.tf_totp_secret not in answer.text


def test_a_typing_error_keeps_the_picture(login) -> None:
    client = login(make_member())
    state, key = shown(client.get(APP).text)
    answer = client.post(APP, data={"state": state, "code": "000000"})
    assert answer.status_code == 422 and 'id="code-error"' in answer.text
    assert shown(answer.text)[1] == key


def test_a_made_up_or_foreign_state_sets_nothing_up(login, app) -> None:
    victim, thief = make_member(), make_member()
    state, key = shown(login(thief).get(APP).text)
    for wrong in ("x", "", state + "x", state):
        client = login(victim if wrong == state else thief)
        answer = client.post(APP, data={"state": wrong, "code": code_at(key=key)})
        assert answer.status_code == 303
    assert not victim.tf_totp_secret and not thief.tf_totp_secret


def test_the_moderator_who_set_it_up_goes_on_to_the_queue(login) -> None:
    moderator = make_member(role="moderator", tf_primary_method=None, tf_totp_secret=None)
    client = login(moderator)
    page = set_up(client, f"{APP}?next=/review").text
    assert '<a class="btn btn-primary" href="/review">' in page
    assert client.get("/review").status_code == 200


def test_recovery_codes_are_shown_once_and_new_ones_replace_them(login, careful_member: Member) -> None:
    client = login(careful_member)
    first = codes_on(client.post(CODES).text)
    page = client.get(CODES).text
    assert not codes_on(page) and "You have 8 recovery codes left" in page
    second = codes_on(client.post(CODES).text)
    assert not set(first) & set(second)
    assert not library().mf_recovery_codes_util.check_recovery_code(careful_member, first[0])
    assert "New recovery codes were made" in mails()[-1]


def test_the_codes_come_as_a_file_and_nothing_else_does(login, careful_member: Member) -> None:
    client = login(careful_member)
    codes = codes_on(client.post(CODES).text)
    answer = client.post(f"{CODES}.txt", data={"code": [*codes, "<b>made up</b>"]})
    assert answer.mimetype == "text/plain" and "attachment" in answer.headers["Content-Disposition"]
    assert all(code in answer.text for code in codes) and "made up" not in answer.text
    assert client.post(f"{CODES}.txt", data={"code": "x"}).status_code == 404


def test_a_member_switches_it_off_and_is_told(login, careful_member: Member) -> None:
    client = login(careful_member)
    client.post(CODES)
    assert client.get(OFF).status_code == 200
    client.post(OFF)
    assert careful_member.tf_totp_secret is None and not careful_member.mf_recovery_codes
    assert "switched off" in mails()[-1]


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_no_moderator_switches_it_off(login, role: str) -> None:
    moderator = make_member(role=role)
    client = login(moderator)
    assert client.get(OFF).status_code == client.post(OFF).status_code == 303
    client.post(APP, data={"setup": "disable"})
    assert moderator.tf_totp_secret


@pytest.mark.parametrize(
    "path", [APP, CODES, OFF, f"{CODES}.txt", "/settings/passkeys", "/settings/passkeys/remove"]
)
def test_every_change_wants_a_fresh_sign_in(login, careful_member: Member, path: str) -> None:
    client = login(careful_member)
    make_stale(client)
    answer = client.post(path, data={"name": "x"}, headers={"Referer": f"http://localhost{CODES}"})
    assert answer.location == f"/verify?next={CODES if path.endswith('.txt') else path}"
    assert careful_member.tf_totp_secret and not careful_member.mf_recovery_codes


@pytest.mark.parametrize("path", [APP, CODES, OFF, "/settings/passkeys", "/settings/passkeys/remove"])
def test_every_change_wants_the_factor_that_is_set(login, careful_member: Member, path: str) -> None:
    """A browser that was signed in before the app was set up, or was found open, must show it first."""
    client = login(careful_member)
    with client.session_transaction() as session:
        session.pop(SECOND_FACTOR)
    assert client.post(path, data={"name": "x"}).location.startswith("/second-factor")


def test_the_overview_says_what_is_set_up(login, careful_member: Member) -> None:
    assert "Set up an app" in login(make_member()).get("/settings/second-factor").text
    assert "Switched on" in login(careful_member).get("/settings/second-factor").text
