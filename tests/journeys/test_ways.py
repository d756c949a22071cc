"""To a provider and back in a real browser, as far as the protocol goes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Board
from tests.journeys.people import FACEBOOK, TEST, choose, to_provider
from tests.journeys.test_every_page import SMALL, violations

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def well_behaved(running_board: Board) -> Iterator[None]:
    yield
    running_board.provider.misbehave = running_board.facebook.misbehave = ""


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("button, label", [(TEST, "Test provider"), (FACEBOOK, "Facebook")])
def test_cancel_leads_to_a_page_with_every_other_way(
    open_page: Callable[..., Page], running_board: Board, script: bool, button: str, label: str
) -> None:
    page = open_page(390, script=script)
    to_provider(page, button)
    choose(page, "cancel")
    assert page.locator("h1").inner_text() == f"You stopped before {label} was done"
    page.get_by_role("button", name=f"Try {label} again").click()
    page.get_by_role("button", name="cancel").wait_for()


@pytest.mark.parametrize(
    "wrong, says",
    [
        ("wrong nonce", "We could not make sense of the answer from Test provider"),
        ("wrong audience", "We could not make sense of the answer from Test provider"),
        ("expired token", "We could not make sense of the answer from Test provider"),
        ("500 at token", "Test provider does not answer"),
        ("invalid_scope", "Test provider refused this sign-in"),
    ],
)
def test_a_fault_is_said_and_the_person_stays_a_visitor(
    open_page: Callable[..., Page], running_board: Board, wrong: str, says: str
) -> None:
    page = open_page(390)
    running_board.provider.misbehave = wrong
    to_provider(page)
    choose(page, "ada")
    assert page.locator("h1").inner_text() == says
    page.get_by_role("link", name="Sign in with e-mail and password").click()
    assert page.url.endswith(("next=/country", "next=%2Fcountry"))


@pytest.mark.parametrize("scheme, width", [("light", 320), ("dark", 1280)])
def test_the_pages_in_between_are_for_everybody(
    open_page: Callable[..., Page], running_board: Board, scheme: str, width: int
) -> None:
    page = open_page(width, "", scheme)
    to_provider(page)
    choose(page, "cancel")
    assert violations(page) == [] and page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # "No content" leaves the browser where it is; a failed step would show a page of its own.
    page.route(f"{running_board.provider.issuer}/**", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Try Test provider again").click()
    page.get_by_role("heading", name="Going to Test provider").wait_for()


def test_the_way_goes_by_keyboard_alone(open_page: Callable[..., Page], running_board: Board) -> None:
    page = open_page(1280)
    page.goto("/login")
    page.get_by_role("button", name=TEST).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="cancel").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/callback?**")
    assert page.get_by_role("heading", level=1).is_visible()
