"""A moderator goes on call, takes a pause with an item in hand, and comes back; a colleague sees it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def free_item(running_board):
    """Address of an open item that nobody has."""
    free = "select max(id) from review_item where state = 'open' and claimed_by_id is null"
    return f"/review/{running_board.one(free)}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False])
def test_a_shift_is_put_and_taken_off(open_page, width, script):
    page = open_page(width, "moderator", script=script)
    page.goto("/on-call")
    expect(page.locator(".oncall-who").first).to_contain_text("Nobody is on call")
    page.get_by_label("From", exact=True).fill("00:00")
    page.get_by_label("To", exact=True).fill("00:00")
    page.get_by_role("button", name="Put on call").click()
    expect(page.locator(".oncall-who").first).to_have_text("TheOtherFiona")
    page.get_by_role("button", name="Take off").click()
    expect(page.locator(".oncall-who").first).to_contain_text("Nobody is on call")


def test_a_pause_gives_back_what_one_has_until_one_comes_back(open_page, running_board, free_item):
    page, other = open_page(390, "moderator"), open_page(role="admin")
    page.goto(free_item)
    page.get_by_role("button", name="Take it").click()
    expect(page.locator("#claim-title")).to_have_text("You have this item")
    other.goto(free_item)
    expect(other.locator("#claim-title")).to_have_text("TheOtherFiona has this item")
    page.get_by_role("link", name="Pause").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("region", name="Your pause")).to_contain_text("You are paused")
    expect(other.locator("#claim-title")).to_have_text("Nobody has this item", timeout=15_000)
    page.get_by_role("button", name="Come back").click()
    expect(page.get_by_role("region", name="Your pause")).to_have_count(0)
