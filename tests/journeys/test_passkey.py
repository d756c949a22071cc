"""Passkeys in Chromium, whose virtual authenticator answers as a phone with a fingerprint does."""

import pytest
from playwright.sync_api import Page, expect

from forum.demo.people import PASSWORD
from tests.journeys.conftest import SIGN_INS, sign_in
from tests.journeys.people import sign_out
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser

BUILT_IN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LURKER = "lurkerno9@demo.example"


@pytest.fixture
def phone(open_page, running_board) -> Page:
    """A page with a fingerprint reader. Passkeys hang on a name, so the board is opened as localhost."""
    page = open_page(390, base_url=running_board.url.replace("127.0.0.1", "localhost"))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_IN})
    return page


def add_passkey(page: Page, name: str) -> None:
    page.goto("/settings/passkeys")
    page.get_by_label("Name of this passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status").first).to_contain_text(f"The passkey {name} is added")


def test_a_member_adds_a_passkey_and_signs_in_with_it_alone(phone: Page) -> None:
    sign_in(phone, LURKER)
    add_passkey(phone, "My phone")
    assert violations(phone) == []
    sign_out(phone)
    phone.goto("/login?next=/settings/passkeys")
    phone.get_by_role("button", name="Sign in with a passkey").click()
    phone.wait_for_url("**/settings/passkeys")
    expect(phone.get_by_role("heading", name="My phone")).to_be_visible()
    phone.get_by_role("button", name="Remove My phone").click()
    expect(phone.get_by_role("status").first).to_contain_text("is removed")


def test_a_moderator_shows_a_passkey_as_the_second_step(phone: Page) -> None:
    sign_in(phone, SIGN_INS["admin"])
    add_passkey(phone, "My laptop")
    sign_out(phone)
    phone.goto("/login?next=/review")
    phone.fill("input[name=email]", SIGN_INS["admin"])
    phone.fill("input[name=password]", PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("link", name="Use a passkey").click()
    phone.get_by_role("button", name="Go on with my passkey").click()
    phone.get_by_role("button", name="Ask again").click()
    phone.wait_for_url("**/review")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_browser_without_passkeys_says_so(open_page) -> None:
    page = open_page(390)
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/login/passkey")
    expect(page.get_by_text("This browser cannot use passkeys here.")).to_be_visible()


def test_without_javascript_the_page_names_the_other_ways(open_page) -> None:
    page = open_page(390, script=False)
    page.goto("/login/passkey")
    expect(page.get_by_text("Passkeys need JavaScript").first).to_be_visible()
    page.get_by_role("link", name="Sign in with e-mail and password").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
