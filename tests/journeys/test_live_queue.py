"""The queue in a browser: live without reload, by keyboard alone, on a phone, narrowed and kept as a view."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS, posted, reply

pytestmark = pytest.mark.browser

BLEEDING = "My gums have been bleeding since Monday."


def open_quiet_queue(page):
    """The queue with nothing new: what earlier journeys wrote may still be on its way when the page comes."""
    said = page.locator("[data-live-said]")
    for _ in range(5):
        page.goto("/review?state=open")
        expect(said).not_to_be_empty()
        if said.inner_text() == "Live: changes show here.":
            return
        page.wait_for_timeout(1000)  # what was opened a moment before the page was drawn counts as new
    raise AssertionError(said.inner_text())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_new_item_is_told_without_reload_and_moves_nothing(open_page, running_board, sick_thread, width):
    moderator, member = open_page(width, "moderator"), open_page(role="member")
    open_quiet_queue(moderator)
    first = moderator.locator("[data-row-link]").first
    first.focus()
    before = first.bounding_box()
    reply(member, sick_thread, BLEEDING)
    expect(moderator.locator("[data-live-said]")).to_contain_text("new item")
    assert first.bounding_box() == before
    expect(first).to_be_focused()
    moderator.get_by_role("link", name="Show them").click()
    item = running_board.one("select id from review_item where post_id = ?", posted(member))
    while not moderator.locator(f"#item-{item}").count():
        moderator.get_by_role("link", name="Next page").click()
    expect(moderator.locator(f"#item-{item}")).to_contain_text("gums have been bleeding")


def test_who_takes_and_decides_shows_in_the_row(open_page, running_board):
    page = open_page(role="moderator")
    open_quiet_queue(page)
    row = page.locator("[data-item]").first
    item = row.get_attribute("data-item")
    change = "update review_item set {}, version = version + 1, touched_at = datetime('now') where id = ?"
    admin = running_board.one("select id from member where email like 'marmaladeskies%'")
    running_board.change(
        change.format(f"claimed_by_id = {admin}, claimed_until = datetime('now', '+1 hour')"), item
    )
    expect(row.locator("[data-held]")).to_contain_text("has it")
    running_board.change(change.format("state = 'decided', decided_at = datetime('now')"), item)
    expect(row.locator("[data-held]")).to_have_text("Decided meanwhile")
    running_board.change(change.format("state = 'open', claimed_by_id = null, claimed_until = null"), item)


def test_without_a_stream_the_page_asks(open_page, sick_thread):
    page, member = open_page(role="moderator"), open_page(role="member")
    page.route("**/review/stream", lambda route: route.fulfill(status=503))
    page.clock.install()
    page.goto("/review?state=open")
    expect(page.locator("[data-live-said]")).to_contain_text("within half a minute")
    reply(member, sick_thread, BLEEDING)
    page.clock.run_for(21_000)
    expect(page.locator("[data-live-said]")).to_contain_text("new item")


def test_the_keyboard_alone_opens_an_item(open_page):
    page = open_page(role="moderator")
    page.goto("/review?state=open")
    links = page.locator("[data-row-link]")
    for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("f")
    expect(page.locator("#filter summary")).to_be_focused()
    for key in "gl":
        page.keyboard.press(key)
    expect(page.locator("[data-go=l]")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("[data-desk-keys] table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-desk-keys] table")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/review/\d+$"))


def test_letters_can_be_switched_off(open_page):
    page = open_page(role="moderator")
    page.goto("/review?state=open")
    page.get_by_text("Display", exact=True).click()
    page.locator("[data-keys-choice=off]").click()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[data-row-link]").first).not_to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_a_filter_is_kept_as_a_view(open_page, script):
    page = open_page(390, "moderator", script=script)
    page.goto("/review?state=open")
    page.locator("#filter summary").click()
    page.get_by_label("Level", exact=True).select_option("urgent")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator(".queue-matching")).to_contain_text("the filter")
    page.locator("#filter summary").click()
    page.get_by_label("Keep this filter under a name").fill(f"Urgent {script}")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("link", name=f"Urgent {script}")).to_have_attribute("aria-current", "page")
    page.goto("/review/views")
    page.locator("li", has_text=f"Urgent {script}").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("link", name=f"Urgent {script}")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_queue_fits(open_page, width, tmp_path):
    page = open_page(width, "moderator")
    page.goto("/review?state=open")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_text("Keys", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
