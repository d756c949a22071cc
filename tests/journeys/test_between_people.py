"""Words between people: a letter to an author with a decision, and an escalation to an admin."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS, posted, reply

pytestmark = pytest.mark.browser
SIGN = "My gums have been bleeding since Monday."


@pytest.fixture
def item(open_page, running_board, sick_thread) -> str:
    member = open_page(role="member")
    reply(member, sick_thread, SIGN)
    return f"/review/{running_board.one('select id from review_item where post_id = ?', posted(member))}"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_letter_goes_with_a_decision_and_is_read_on_the_board(open_page, item, width):
    page = open_page(width, role="moderator")
    page.goto(item)
    page.get_by_role("button", name="Take it").click()
    page.get_by_text("Write to the author with it").click()
    page.get_by_role("button", name="The note stays").click()
    assert "I left the note as it is" in page.get_by_label("Letter to the author").input_value()
    page.get_by_role("button", name="Keep the notice").click()
    expect(page.locator(".flashes")).to_contain_text("Decided")
    member = open_page(width, role="member")
    member.goto("/")
    member.get_by_role("link", name="wrote to you").click()
    member.locator(".is-unread a").first.click()
    expect(member.locator(".letter")).to_contain_text("I left the note as it is")
    member.get_by_role("button", name="I have read it").click()
    expect(member.locator(".is-unread")).to_have_count(0)


def test_an_admin_finds_what_was_escalated_and_answers(open_page, item):
    page = open_page(role="moderator")
    page.goto(item)
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("link", name="Ask or hand over").click()
    page.get_by_label("Escalate").check()
    page.get_by_label("What should they know?").fill("I know her and should not decide this.")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".flashes")).to_contain_text("Asked")
    admin = open_page(role="admin")
    admin.goto("/review?hold=asked")
    admin.locator(f".review-row a[href$='{item}']").click()
    expect(admin.locator(".ask")).to_contain_text("I know her and should not decide this.")
    admin.get_by_role("link", name="Answer").click()
    admin.get_by_label("Your answer").fill("I will.")
    admin.get_by_role("button", name="Answer").click()
    page.goto(item)
    expect(page.locator(".ask")).to_contain_text("I will.")
