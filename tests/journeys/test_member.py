"""A member's way: sign up, confirm, write each level, edit the sign away and in again, quote, report."""

import uuid

import pytest
from playwright.sync_api import expect

from forum.demo.people import PASSWORD
from tests.journeys.conftest import WIDTHS, posted, reply, sign_in

pytestmark = pytest.mark.browser

LEVELS = {
    "emergency": "I cannot get my breath and my lips are swelling up, it started ten minutes ago.",
    "urgent": "My gums have been bleeding since Monday.",
    "crisis": "I do not want to be here any more, everybody would be better off without me.",
}
OWN_PASSWORD = "a long quiet river at dawn"
QUIET = "Thank you all, the weather here is lovely and the garden is doing well."


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_up_confirm_sign_in_and_write(open_page, running_board, width):
    page = open_page(width)
    address, name = f"{uuid.uuid4().hex}@example.org", f"rosa {uuid.uuid4().hex[:6]}"
    page.goto("/register")
    page.fill("input[name=name]", name)
    page.fill("input[name=email]", address)
    page.fill("input[name=password]", OWN_PASSWORD)
    page.select_option("select[name=country]", "NZ")
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    expect(page.get_by_role("status")).to_contain_text("mail")
    page.goto(running_board.mails.link_to(address))
    sign_in(page, address, OWN_PASSWORD)
    page.check("input[name=age]")
    page.check("input[name=terms]")
    page.get_by_role("button", name="Go on").click()
    page.goto("/boards/off-topic/new")
    page.fill("input[name=title]", "Hello from the south")
    page.fill("textarea[name=body]", LEVELS["emergency"])
    page.get_by_role("button", name="Post thread").click()
    expect(page.locator("#care")).to_contain_text("Call 111 now")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_card_stands_on_top_of_the_next_page_and_has_the_focus(open_page, sick_thread, width, level):
    page = open_page(width, role="member")
    reply(page, sick_thread, LEVELS[level])
    card = page.locator("#care")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    assert card.bounding_box()["y"] < 200
    assert f"care-{level}" in card.get_attribute("class")
    assert card.locator("a[href^='tel:']").count() >= 1


def test_the_call_button_is_the_largest_control_of_the_page(open_page, sick_thread):
    page = open_page(390, role="member")
    reply(page, sick_thread, LEVELS["emergency"])
    call = page.locator("#care a.care-call").first.bounding_box()
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('button, a.btn')].map(e => e.getBoundingClientRect())"
        ".map(box => box.width * box.height)"
    )
    assert call["width"] * call["height"] >= max(sizes)


def test_a_quiet_post_gets_no_card(open_page, sick_thread):
    page = open_page(role="member")
    reply(page, sick_thread, QUIET)
    expect(page.locator("#care")).to_have_count(0)


def test_editing_the_sign_away_and_in_again_moves_the_card(open_page, sick_thread):
    page = open_page(role="member")
    reply(page, sick_thread, LEVELS["emergency"])
    post = posted(page)
    for body, cards in ((QUIET, 0), (LEVELS["emergency"], 1)):
        page.goto(f"/posts/{post}/edit")
        page.fill("textarea[name=body]", body)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#care")).to_have_count(cards)
    page.goto(f"/posts/{post}/history")
    expect(page.get_by_role("heading", name="Version 3")).to_be_visible()


def test_quoting_an_emergency_is_none_of_ones_own(open_page, running_board):
    post, thread = (
        running_board.one(
            f"select {what} from post where shown_level = 3 and deleted_at is null order by id limit 1"
        )
        for what in ("id", "thread_id")
    )
    page = open_page(role="admin")
    page.goto(f"/threads/{thread}/reply?quote={post}")
    box = page.locator("textarea[name=body]")
    assert box.input_value().startswith("> ")
    box.fill(box.input_value() + "Thinking of you.")
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url(lambda reached: "#post-" in reached)
    expect(page.locator("#care")).to_have_count(0)


def test_help_is_with_me_folds_the_card(open_page, sick_thread):
    page = open_page(role="member")
    reply(page, sick_thread, LEVELS["emergency"])
    post = page.locator(f"#post-{posted(page)}")
    page.get_by_role("button", name="Help is with me").first.click()
    expect(post.locator("details.care-folded")).to_have_count(1)


def test_a_form_that_fails_keeps_what_was_typed_and_takes_the_focus(open_page):
    page = open_page(role="member")
    page.goto("/boards/off-topic/new")
    page.fill("textarea[name=body]", "Something that I typed.")
    page.get_by_role("button", name="Post thread").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("textarea[name=body]")).to_have_value("Something that I typed.")


def test_a_session_that_ran_out_keeps_the_text(open_page, sick_thread):
    page = open_page(role="member")
    page.goto(sick_thread)
    page.fill("#reply textarea[name=body]", "A long text that must not get lost.")
    page.context.clear_cookies()
    page.locator("#reply button[type=submit]:not([name=preview])").first.click()
    page.wait_for_url("**/login**")
    page.fill("input[name=email]", "notmyfirstrodeo@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    expect(page.locator("textarea[name=body]")).to_have_value("A long text that must not get lost.")


def test_a_double_click_makes_one_post(open_page, running_board, sick_thread):
    page = open_page(role="member")
    mark = uuid.uuid4().hex
    page.goto(sick_thread)
    page.fill("#reply textarea[name=body]", mark)
    page.locator("#reply button[type=submit]:not([name=preview])").first.dblclick()
    page.wait_for_url(lambda reached: "#post-" in reached)
    assert running_board.one("select count(*) from revision where body = ?", mark) == 1


def test_a_report_reaches_the_queue(open_page, running_board):
    post = running_board.one("select id from post where shown_level = 0 and deleted_at is null limit 1")
    page = open_page(role="member")
    page.goto(f"/posts/{post}/report")
    page.get_by_label("Advice that could harm").check()
    page.get_by_role("button", name="Send to a moderator").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert running_board.one("select state from review_item where post_id = ?", post) == "open"
