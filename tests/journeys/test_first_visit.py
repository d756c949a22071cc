"""A new person comes by a provider: first visit, return, and an address that has to be proved first."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Board
from tests.journeys.people import (
    FACEBOOK,
    NO_EMAIL,
    TEST,
    UNVERIFIED,
    come,
    is_signed_in,
    join,
    person_at,
    screens_of,
    to_provider,
)
from tests.journeys.test_every_page import SMALL, violations

pytestmark = pytest.mark.browser


def looks_well(page: Page, script: bool = True) -> None:
    """No axe violation, no small control, nothing that scrolls sideways. Axe needs a page with scripts."""
    assert not script or violations(page) == [], page.url
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def test_who_returns_keeps_the_chosen_name(open_page: Callable[..., Page], running_board: Board) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    come(page, person)
    looks_well(page)
    join(page, person.name)
    assert page.url.endswith("/country")
    running_board.provider.people[person.subject] |= {"name": "Married Name", "email": "new@example.org"}
    later = open_page(390)
    screens = screens_of(later, running_board)
    come(later, person)
    assert [url.rpartition("/")[2] for url in screens[-2:]] == ["test", "country"]  # nothing was asked
    assert is_signed_in(later)
    expect(later.get_by_label("Name", exact=True)).to_have_value(person.name)
    stored = running_board.one("select email from member where name = ?", person.name)
    assert stored == person.email


def test_a_name_that_tells_who_one_is_gets_a_warning_first(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, person = open_page(390, scheme="dark"), person_at(running_board.provider, name="Wilma Brandt")
    name = f"wilma {person.subject[:8]}"
    come(page, person)
    join_button = page.get_by_role("button", name="Join", exact=True)
    join_button.click()
    expect(page.locator(".error-summary")).to_contain_text("To join, you must be")
    page.get_by_label("Or a name of your own").fill(name)
    page.get_by_label("years old or older").check()
    page.get_by_label("I have read the terms").check()
    join_button.click()
    expect(page.get_by_role("alert")).to_contain_text("looks like your real name")
    looks_well(page)
    join_button.click()
    page.wait_for_url("**/country")


ADDRESSES = {
    "none": ("provider", TEST, NO_EMAIL, True),
    "not verified": ("provider", TEST, UNVERIFIED, True),
    "none, without JavaScript": ("provider", TEST, NO_EMAIL, False),
    "none from Facebook": ("facebook", FACEBOOK, NO_EMAIL, True),
    "from Facebook, which never verifies": ("facebook", FACEBOOK, {}, False),
}


@pytest.mark.parametrize("server, button, claims, script", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_counts_once_its_mail_was_read(
    open_page: Callable[..., Page],
    running_board: Board,
    server: str,
    button: str,
    claims: dict[str, Any],
    script: bool,
) -> None:  # over budget: the signature of a table, and the pages in their order
    page, person = open_page(390, script=script), person_at(getattr(running_board, server), **claims)
    come(page, person, button)
    given = "" if claims == NO_EMAIL else person.email
    expect(page.get_by_label("E-mail address")).to_have_value(given)
    looks_well(page, script)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").fill(running_board.mails.code_to(person.email))
    looks_well(page, script)
    assert running_board.one("select id from member where email = ?", person.email) is None
    page.get_by_role("button", name="Go on").click()
    join(page, person.name)
    stored = running_board.one("select email from member where name = ?", person.name)
    assert stored == person.email and page.url.endswith("/country")


def test_the_link_in_the_mail_goes_on_only_where_one_began(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, person = open_page(390), person_at(running_board.provider, **UNVERIFIED)
    come(page, person)
    page.get_by_role("button", name="Send me a code").click()
    link = running_board.mails.link_to(person.email)
    elsewhere = open_page(390, scheme="dark")
    elsewhere.goto(link)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Your code")
    looks_well(elsewhere)
    page.get_by_label("Code from the mail").fill("AAAA-AAAA")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".error-summary")).to_contain_text("This is not the code")
    page.goto(link)
    page.get_by_role("button", name="Go on").click()
    join(page, person.name)
    assert is_signed_in(page) and not is_signed_in(elsewhere)


def test_stopping_half_way_makes_no_account(open_page: Callable[..., Page], running_board: Board) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    come(page, person)
    page.get_by_role("button", name="Stop here and keep reading").click()
    page.wait_for_url(running_board.url + "/")
    assert running_board.one("select id from member where email = ?", person.email) is None
    page.goto("/welcome")
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_contain_text("Start again")


def test_after_new_keys_of_the_provider_people_come_in(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    for _ in range(2):
        page, person = open_page(390), person_at(running_board.provider)
        come(page, person)
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        running_board.provider.rotate(person.subject)


def test_a_provider_that_is_not_there_leaves_every_other_way(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    to_provider(page, "Continue with Absent provider")
    expect(page.get_by_role("heading", level=1)).to_have_text("Absent provider does not answer")
    looks_well(page)
    page.get_by_role("button", name=TEST).click()
    page.get_by_role("button", name=person.subject).click()
    join(page, person.name)
    assert page.url.endswith("/country")
