"""No form of another site changes anything: every address that takes a POST refuses one without a token."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.security import csrf
from tests.accounts import csrf_token, sign_in
from tests.factories import PASSWORD, make_member

WITHOUT_TOKEN = {
    # Facebook's servers call it; their signature over the request stands for the token.
    "forum.own_data.views.facebook",
}


def test_only_the_documented_views_are_exempt(app: Flask) -> None:
    assert csrf._exempt_views == WITHOUT_TOKEN
    assert not csrf._exempt_blueprints


def path_of(rule: str) -> str:
    of_few = re.sub(r"<any\((\w+)[^<>]*>", r"\1", rule)
    return re.sub(r"<[^<>]*>", "1", of_few)


@pytest.mark.parametrize("is_member", [True, False])
@pytest.mark.parametrize("token", [None, "", "nonsense", "stale"])
def test_every_address_that_takes_a_post_refuses_one_without_a_token(
    app: Flask, client: FlaskClient, with_csrf: None, monkeypatch, token: str | None, is_member: bool
) -> None:
    member = make_member(role="admin", password=PASSWORD)
    if is_member:
        sign_in(client, member, csrf_token=csrf_token(client.get("/login")))
    reached: list[str] = []
    walked = 0
    for rule in [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]:
        view = app.view_functions[rule.endpoint]
        if f"{view.__module__}.{view.__name__}" in WITHOUT_TOKEN:
            continue
        monkeypatch.setitem(
            app.view_functions, rule.endpoint, lambda rule=rule, **_: reached.append(rule.rule) or "reached"
        )
        answer = client.post(path_of(rule.rule), data={} if token is None else {"csrf_token": token})
        assert answer.status_code in (303, 400), (rule.rule, answer.status_code)
        walked += 1
    assert reached == [] and walked > 20


def test_a_token_of_another_session_is_refused(client: FlaskClient, with_csrf: None) -> None:
    others = csrf_token(client.application.test_client().get("/country"))
    client.get("/country")
    answer = client.post("/country", data={"country": "NZ", "csrf_token": others})
    assert answer.status_code == 400 and "country=NZ" not in str(answer.headers)


def planted(client: FlaskClient) -> tuple[FlaskClient, str]:
    """Another browser that got a copy of this one's session before the sign-in, and the token in it."""
    token = csrf_token(client.get("/login"))
    other = client.application.test_client()
    with client.session_transaction() as ours, other.session_transaction() as theirs:
        theirs.update(ours)
    return other, token


def test_a_session_that_was_planted_before_the_sign_in_is_nobodys_afterwards(
    client: FlaskClient, with_csrf: None
) -> None:
    other, token = planted(client)
    assert sign_in(client, make_member(password=PASSWORD), csrf_token=token).status_code == 302
    assert client.get("/settings").status_code == 200
    assert other.get("/settings").status_code == 303


def test_the_token_of_a_planted_session_is_worth_nothing_after_the_sign_in(
    client: FlaskClient, with_csrf: None
) -> None:
    _, token = planted(client)
    sign_in(client, make_member(password=PASSWORD), csrf_token=token)
    client.post("/settings/sign-out-everywhere", data={"csrf_token": token})
    assert client.get("/settings").status_code == 200
    client.post("/settings/sign-out-everywhere", data={"csrf_token": csrf_token(client.get("/settings"))})
    assert client.get("/settings").status_code == 303
