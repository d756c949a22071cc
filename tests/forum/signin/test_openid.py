"""The checks of an id token, against a provider that does everything wrong that can be done wrong."""

import logging

import pytest
from flask.testing import FlaskClient

from forum.signin.claims import Claims
from tests.misbehaviour import AT, BODIES, NEVER_RIGHT, SHIFTED, WRONG_CLAIMS
from tests.openid import OpenIDServer
from tests.ways import come_back, leave

ADA = "Ada Lovelace"


def sign_in(client: FlaskClient, provider: OpenIDServer, subject: str = "ada"):
    return come_back(client, provider.sign_in(leave(client), subject))


def test_a_person_with_a_verified_address_arrives(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    assert sign_in(client, provider).status_code == 303
    assert arrived == [Claims("test", provider.issuer, "ada", "ada@example.org", True, ADA)]
    assert provider.asked == ["discovery", "token", "keys"], "userinfo has nothing to add"


@pytest.mark.parametrize("in_token", [True, False])
@pytest.mark.parametrize(
    "subject, email, is_verified",
    [("ada", "ada@example.org", True), ("bob", "bob@example.org", False), ("cleo", None, False)],
)
def test_the_address_and_its_proof_are_the_providers_word(
    client: FlaskClient,
    provider: OpenIDServer,
    arrived: list[Claims],
    in_token: bool,
    subject: str,
    email: str | None,
    is_verified: bool,
) -> None:
    provider.email_in_token = in_token
    sign_in(client, provider, subject)
    assert [(one.subject, one.email, one.is_email_verified) for one in arrived] == [
        (subject, email, is_verified)
    ]


@pytest.mark.parametrize("said", ["true", "yes", 1, [True], {"is": True}, None, "false"])
def test_only_a_plain_true_verifies_an_address(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], said: object
) -> None:
    provider.people["ada"]["email_verified"] = said
    sign_in(client, provider)
    assert [one.is_email_verified for one in arrived] == [False]


@pytest.mark.parametrize("email", [5, ["a@b.example"], "", "no address", "a@b\nBcc: c@d.example", "x" * 300])
def test_what_is_no_address_counts_as_none(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], email: object
) -> None:
    provider.people["ada"] = {"email": email, "email_verified": True, "name": {"first": "Ada"}}
    sign_in(client, provider)
    assert [(one.email, one.is_email_verified, one.name) for one in arrived] == [(None, False, "")]


REFUSED = [
    *WRONG_CLAIMS,
    "expired token",
    "token from the future",
    *NEVER_RIGHT,
    *(
        f"{body} at {place}"
        for body in BODIES
        for place in AT
        if place != "userinfo" and body not in ("500", "too many requests", "no fields")
    ),
    *(f"no fields at {place}" for place in ("discovery", "keys", "token")),
]


def what_happens(client: FlaskClient, provider: OpenIDServer) -> tuple[int, str]:
    """Status and page of the first answer that is not the provider's own page."""
    if "userinfo" in provider.misbehave:
        provider.email_in_token = False
    start = client.post("/sign-in/test", data={"next": "/boards/x"})
    if start.status_code != 200:
        return start.status_code, start.text
    response = sign_in(client, provider)
    return response.status_code, response.text


@pytest.mark.parametrize("wrong", REFUSED)
def test_an_answer_that_is_not_right_signs_nobody_in(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], wrong: str
) -> None:
    provider.misbehave = wrong
    status, page = what_happens(client, provider)
    assert status == 502 and arrived == []
    assert "We could not make sense of the answer from Test provider" in page
    assert "Nothing is lost" in page and "Try Test provider again" in page
    assert "Sign in with e-mail and password" in page


@pytest.mark.parametrize(
    "wrong", [f"{body} at {place}" for body in ("500", "too many requests") for place in AT[:3]]
)
def test_a_provider_that_is_down_is_said_to_be_down(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], wrong: str
) -> None:
    provider.misbehave = wrong
    status, page = what_happens(client, provider)
    assert status == 503 and arrived == []
    assert "Test provider does not answer" in page and "Nothing is lost" in page


@pytest.mark.parametrize("place", AT[:3])
def test_a_slow_provider_is_not_waited_for(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], place: str, monkeypatch
) -> None:
    monkeypatch.setattr("forum.signin.session.READ_SECONDS", 0.2)
    provider.misbehave = f"slow at {place}"
    status, page = what_happens(client, provider)
    assert (status, arrived) == (503, []) and "Test provider does not answer" in page


@pytest.mark.parametrize("wrong", ["500 at userinfo", "too many requests at userinfo", "slow at userinfo"])
def test_without_userinfo_a_person_arrives_without_an_address(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], wrong: str, monkeypatch
) -> None:
    monkeypatch.setattr("forum.signin.session.READ_SECONDS", 0.2)
    provider.misbehave = wrong
    assert what_happens(client, provider)[0] == 303
    assert [(one.subject, one.email) for one in arrived] == [("ada", None)]


@pytest.mark.parametrize("body", ["HTML", "a list", "huge", "redirect", "deep JSON", "not UTF-8"])
def test_nonsense_from_userinfo_signs_nobody_in(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], body: str
) -> None:
    provider.misbehave = f"{body} at userinfo"
    assert what_happens(client, provider)[0] == 502 and arrived == []


@pytest.mark.parametrize("wrong", [name for name in SHIFTED if name.startswith("clock")])
def test_a_clock_may_be_two_minutes_off(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], wrong: str
) -> None:
    provider.misbehave = wrong
    sign_in(client, provider)
    assert len(arrived) == 1


@pytest.mark.parametrize("kid", ["second", "first"])
def test_a_rotated_key_is_fetched_once_more(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], kid: str
) -> None:
    sign_in(client, provider)
    provider.rotate(kid)
    sign_in(client, provider)
    sign_in(client, provider)
    assert len(arrived) == 3
    assert provider.asked.count("keys") == 2 and provider.asked.count("discovery") == 1


def test_an_unknown_key_is_asked_for_only_once(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    sign_in(client, provider)
    provider.misbehave = "unknown kid"
    sign_in(client, provider)
    assert (len(arrived), provider.asked.count("keys")) == (1, 2)


def test_the_log_holds_the_kind_of_fault_only(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], caplog: pytest.LogCaptureFixture
) -> None:
    provider.misbehave = "wrong audience"
    with caplog.at_level(logging.DEBUG, "forum"):
        sign_in(client, provider)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("forum.signin")]
    assert said == ["sign-in with test: ProviderNonsense (id token: invalid_claim)"]


def test_nobody_there_is_a_clear_page(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    provider.http.server_close()
    response = client.post("/sign-in/test")
    assert response.status_code == 503 and "Test provider does not answer" in response.text
