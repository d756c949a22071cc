"""What holds on every page, held on the pages that only a way through the board leads to."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from forum.demo.people import PASSWORD
from tests.journeys.conftest import Board, sign_in
from tests.journeys.people import choose, to_provider
from tests.journeys.test_every_page import SMALL, violations

pytestmark = pytest.mark.browser
LOOKS = [(320, "light"), (1280, "dark")]
OWNER = "lurkerno9@demo.example"


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    width, scheme = request.param
    return open_page(width, scheme=scheme)


@pytest.fixture
def people(running_board: Board) -> Iterator[dict]:
    """The people at the provider; those that a test adds are gone after it."""
    before = dict(running_board.provider.people)
    yield running_board.provider.people
    running_board.provider.people.clear()
    running_board.provider.people.update(before)


def is_for_everybody(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading, level=1).wait_for()
    assert violations(page) == [] and page.evaluate(SMALL) == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_visit_and_its_faults(page: Page, people: dict) -> None:
    people["newcomer"] = {"email": "newcomer@example.org", "email_verified": True, "name": "New Comer"}
    to_provider(page)
    choose(page, "newcomer")
    is_for_everybody(page, "One more step")
    page.get_by_role("button", name="Join").click()
    is_for_everybody(page, "One more step")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    faults = page.locator(".error-summary a").evaluate_all("links => links.map(link => link.hash)")
    assert faults == ["#age", "#terms"]


def test_an_address_and_its_code(page: Page, people: dict) -> None:
    people["nobody"] = {"name": "No Body"}
    to_provider(page)
    choose(page, "nobody")
    is_for_everybody(page, "Your e-mail address")
    page.fill("input[name=email]", "somebody@example.org")
    page.get_by_role("button", name="Send me a code").click()
    is_for_everybody(page, "Type the code from our mail")
    page.fill("input[name=code]", "AAAA-AAAA")
    page.get_by_role("button", name="Go on").click()
    is_for_everybody(page, "Type the code from our mail")


def test_an_account_with_the_address_and_the_question_whether_to_add(page: Page, people: dict) -> None:
    people["owner"] = {"email": OWNER, "email_verified": True, "name": "Lurker"}
    to_provider(page)
    choose(page, "owner")
    is_for_everybody(page, "You have an account here")
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.fill("input[name=email]", OWNER)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    is_for_everybody(page, "Add Test provider as a way in?")


def test_the_way_out_and_back(page: Page) -> None:
    sign_in(page, OWNER)
    page.goto("/settings/data/delete")
    page.get_by_role("button", name="Delete my account").click()
    is_for_everybody(page, "Delete my account")
    page.get_by_label("Keep my posts, without my name").check()
    page.get_by_role("button", name="Delete my account").click()
    is_for_everybody(page, "The account will be deleted")
    sign_in(page, OWNER)
    is_for_everybody(page, "Your account will be deleted")
    page.get_by_role("button", name="Keep my account").click()
    page.wait_for_url(lambda reached: "/settings/closing" not in reached)


def test_the_second_step(page: Page) -> None:
    page.goto("/login")
    page.fill("input[name=email]", "theotherfiona@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    is_for_everybody(page, "Type your code")
    page.get_by_role("link", name="Use a recovery code").click()
    is_for_everybody(page, "Use a recovery code")
