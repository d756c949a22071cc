"""Passkeys."""

import pytest
from flask.testing import FlaskClient

from forum.members.models import Member
from tests.accounts import is_signed_in, sign_in
from tests.factories import make_member
from tests.passkeys import Passkey, ask, b64, use


def test_the_passkey_in_software_works(client: FlaskClient, victim: Member) -> None:
    # No attack: without it the others would prove nothing.
    assert use(client, Passkey(victim)).status_code == 302 and is_signed_in(client)


def test_a_stolen_key(client: FlaskClient, victim: Member) -> None:
    """A stolen key without PIN, alone: a passkey by itself has to know its owner."""
    use(client, Passkey(victim, knows_owner=False))
    assert not is_signed_in(client)


def test_a_stolen_key_and_the_question_of_another_page(freshly, victim: Member) -> None:
    """A stolen key answers the milder question of a page inside: no sign-in takes it without its owner."""
    stolen, thief = Passkey(victim, knows_owner=False), freshly(make_member())
    place, challenge = ask(thief, "/verify/passkey")
    thief.post("/logout")
    thief.post(place.replace("/verify/", "/login/"), data={"credential": stolen.answer(challenge)})
    assert not is_signed_in(thief)


def test_the_answer_caught_in_another_browser(client: FlaskClient, new_client, victim: Member) -> None:
    """A passkey's answer caught, sent from another browser: only the session that asked takes it."""
    passkey, thief = Passkey(victim), new_client()
    place, challenge = ask(client)
    ask(thief)
    thief.post(place, data={"credential": passkey.answer(challenge)})
    assert not is_signed_in(thief)


def test_the_same_answer_twice(client: FlaskClient, victim: Member) -> None:
    """A passkey's answer sent a second time after signing out: each question is good for one answer."""
    place, challenge = ask(client)
    data = {"credential": Passkey(victim).answer(challenge)}
    client.post(place, data=data)
    assert is_signed_in(client)
    client.post("/logout")
    client.post(place, data=data)
    assert not is_signed_in(client)


def test_a_phishing_site(client: FlaskClient, victim: Member) -> None:
    """A site that looks like ours asks the passkey and passes the answer on: the answer names the site."""
    place, challenge = ask(client)
    client.post(place, data={"credential": Passkey(victim).answer(challenge, "https://careb0ard.example")})
    assert not is_signed_in(client)


def test_ones_own_passkey_as_anothers_second_step(client: FlaskClient, careful_member: Member) -> None:
    """After a stolen password one's own passkey as the second step: it must be the same member's."""
    attacker = Passkey(make_member())
    assert sign_in(client, careful_member).location.startswith("/login/code")
    use(client, attacker)
    assert not is_signed_in(client)


def test_ones_own_passkey_at_anothers_screen(login, victim: Member) -> None:
    """One's own passkey at a screen that was left open, to be asked no more: it must be the same member's."""
    own = Passkey(make_member())
    client = login(victim)
    place, challenge = ask(client, "/verify/passkey")
    client.post(place, data={"credential": own.answer(challenge)})
    with client.session_transaction() as session:
        assert "fs_paa" not in session


@pytest.mark.parametrize("door", ["/login/passkey", "/verify/passkey"])
def test_who_has_passkeys_is_not_told(client: FlaskClient, victim: Member, door: str) -> None:
    """Asking with an address which passkeys it has: nobody is looked up before a passkey answers."""
    passkey = Passkey(victim)
    page = client.post(door, data={"identity": victim.email, "email": victim.email}).text
    assert b64(passkey.id) not in page
