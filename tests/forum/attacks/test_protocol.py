"""Between the browser, the board and a provider."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.members.models import Member
from tests.accounts import is_signed_in, sign_in
from tests.arriving import GOOGLE, make_identity
from tests.factories import PASSWORD, make_member
from tests.ways import come_back, leave, with_query


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_attackers_way_back_in_the_victims_browser(
    client: FlaskClient, provider: Any, arrived: Any
) -> None:
    """Login CSRF by the attacker's way back in the victim's browser: its state is in no cookie there."""
    back = provider.sign_in(leave(client.application.test_client()))
    assert come_back(client, back).status_code == 400 and arrived == []


def test_the_attackers_way_back_while_the_victim_is_on_the_way(
    client: FlaskClient, provider: Any, arrived: Any
) -> None:
    """The same while the victim has begun a sign-in too: another browser's state is none of theirs."""
    leave(client)
    back = provider.sign_in(leave(client.application.test_client()))
    assert come_back(client, back).status_code == 400 and arrived == []


def test_a_code_from_another_session(client: FlaskClient, provider: Any, arrived: Any) -> None:
    """A victim's stolen code in one's own way back: the code belongs to the victim's PKCE verifier."""
    stolen = query_of(provider.sign_in(leave(client)))["code"]
    attacker = client.application.test_client()
    own = provider.sign_in(leave(attacker), "bob")
    assert come_back(attacker, with_query(own, code=stolen)).status_code == 502 and arrived == []


def test_a_planted_state(client: FlaskClient, provider: Any, arrived: Any) -> None:
    """A state that the attacker chose: the board makes them, and knows its own only."""
    back = with_query(provider.sign_in(leave(client)), state="chosen-by-the-attacker")
    assert come_back(client, back).status_code == 400 and arrived == []
    leave(client, state="chosen-by-the-attacker")
    assert come_back(client, back).status_code == 400 and arrived == []


def test_two_providers_mixed_up(client: FlaskClient, two: Any, arrived: Any) -> None:
    """Mix-up of two providers, one's state with the other's code: a state names its provider."""
    honest, evil = two
    begun = leave(client, "evil")
    code = query_of(honest.sign_in(leave(client.application.test_client(), "honest")))["code"]
    state = query_of(evil.sign_in(begun, "bob"))["state"]
    back = f"/sign-in/honest/callback?code={code}&state={state}"
    assert come_back(client, back).status_code == 400
    assert "token" not in evil.asked and "token" not in honest.asked and arrived == []


def test_an_evil_provider_names_an_honest_one(client: FlaskClient, two: Any, arrived: Any) -> None:
    """An evil provider signs a token in an honest one's name: the issuer must be the one that was asked."""
    honest, evil = two
    evil.misbehave = "wrong issuer"
    assert come_back(client, evil.sign_in(leave(client, "evil"))).status_code == 502 and arrived == []


def test_the_same_subject_at_an_evil_provider(client: FlaskClient, two: Any, victim: Member) -> None:
    """An evil provider says an honest one's subject: who somebody is, issuer and subject say together."""
    honest, evil = two
    make_identity(GOOGLE.__class__("honest", honest.issuer, "ada"), victim)
    come_back(client, evil.sign_in(leave(client, "evil")))
    assert not is_signed_in(client)
    come_back(client, honest.sign_in(leave(client, "honest")))
    assert is_signed_in(client)


def test_a_way_back_twice(client: FlaskClient, provider: Any, arrived: Any) -> None:
    """A way back from the browser's history, once more: an attempt is used up when it is taken."""
    back = provider.sign_in(leave(client))
    come_back(client, back)
    assert come_back(client, back).status_code == 400 and len(arrived) == 1


LIES = (
    "alg none", "HS256 with public key", "HS256 with client secret", "signed by another key", "wrong nonce",
    "no nonce", "wrong audience", "two audiences", "wrong azp", "wrong issuer", "no expiry", "expired token",
    "token from the future", "userinfo of another person",
)  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies(client: FlaskClient, provider: Any, arrived: Any, lie: str) -> None:
    """A token with a wrong algorithm, key, nonce, audience, issuer or time: all of it is checked."""
    provider.misbehave, provider.email_in_token = lie, "userinfo" not in lie
    assert come_back(client, provider.sign_in(leave(client))).status_code == 502 and arrived == []


HEADERS = [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(iter(headers)))
def test_another_host_for_the_way_back(client: FlaskClient, provider: Any, headers: dict[str, str]) -> None:
    """A forged Host, so that the provider sends the code elsewhere: the way back is made of the settings."""
    page = client.post("/sign-in/test", headers=headers)
    assert page.status_code == 200 and "evil.example" not in page.text
    assert "http%3A%2F%2F127.0.0.1%3A8000%2Fsign-in%2Ftest%2Fcallback" in page.text


def test_a_way_back_of_ones_own_choice(client: FlaskClient, provider: Any) -> None:
    """A redirect_uri, scope or client of one's own in the form: none is read from it."""
    data = {"redirect_uri": "https://evil.example", "scope": "openid offline_access", "client_id": "evil"}
    assert "evil" not in leave(client, **data) and "offline" not in leave(client, **data)


def test_a_provider_that_nobody_set_up(client: FlaskClient, provider: Any) -> None:
    """A provider or issuer of the attacker's own in the address: only those in the settings are there."""
    for key in ("evil", "https://evil.example", "..%2F..%2Fevil", "test%00", "TEST"):
        assert client.post(f"/sign-in/{key}").status_code == 404
    page = client.post(
        "/sign-in/test", data={"issuer": "https://evil.example", "iss": "https://evil.example"}
    )
    assert "evil" not in page.text


def test_a_start_by_a_link(client: FlaskClient, provider: Any) -> None:
    """A link or picture that starts a sign-in: only a form of ours does."""
    assert client.get("/sign-in/test").status_code == 405 and "authorize" not in provider.asked


@pytest.mark.parametrize("name", ["code", "iss", "state"])
def test_a_value_twice_in_the_way_back(client: FlaskClient, provider: Any, arrived: Any, name: str) -> None:
    """A second code, issuer or state in the way back: it is refused, or the first alone counts."""
    back = provider.sign_in(leave(client))
    answer = come_back(client, f"{back}&{name}=evil")
    assert answer.status_code == 502 if name != "state" else len(arrived) == 1


def test_a_script_in_what_a_provider_says(client: FlaskClient, provider: Any, app: Flask) -> None:
    """A script as the name, the error or the error's description from a provider: pages show none of it."""
    provider.people["ada"]["name"] = "<script>alert(1)</script>"
    page = client.get(come_back(client, provider.sign_in(leave(client))).location)
    assert "<script>alert" not in page.text
    words = "%3Cscript%3Ealert(1)%3C/script%3E"
    state = query_of(leave(client))["state"]
    back = f"/sign-in/test/callback?state={state}&error={words}&error_description={words}"
    assert "alert(1)" not in come_back(client, back).text


def test_a_second_factor_is_asked_for_after_a_provider(
    client: FlaskClient, provider: Any, careful_member: Member
) -> None:
    """A provider's button instead of the password, to skip the second factor: it is asked for there too."""
    make_identity(GOOGLE.__class__("test", provider.issuer, "ada"), careful_member)
    answer = come_back(client, provider.sign_in(leave(client)))
    assert answer.location.startswith("/login/code") and not is_signed_in(client)


def test_a_suspended_or_closed_member_comes_by_a_provider(client: FlaskClient, provider: Any) -> None:
    """A closed account by its provider, its password or a mail: every door looks whether it is open."""
    member = make_member(password=PASSWORD, active=False)
    make_identity(GOOGLE.__class__("test", provider.issuer, "ada"), member)
    come_back(client, provider.sign_in(leave(client)))
    sign_in(client, member)
    client.post("/reset", data={"email": member.email})
    assert not is_signed_in(client)
