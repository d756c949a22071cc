"""Two moderators in two browsers at one item: take, race, take over, and what each sees without a reload."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import posted, reply

pytestmark = pytest.mark.browser


@pytest.fixture
def item(open_page, running_board, sick_thread) -> str:
    """Address of a fresh item."""
    member = open_page(role="member")
    reply(member, sick_thread, "My gums have been bleeding since Monday.")
    found = running_board.one("select id from review_item where post_id = ?", posted(member))
    return f"/review/{found}"


def holder_of(board, item: str):
    return board.one("select claimed_by_id from review_item where id = ?", item.rpartition("/")[2])


def take(page, item: str) -> None:
    page.goto(item)
    page.get_by_role("button", name="Take it").click()
    expect(page.locator("#claim-title")).to_have_text("You have this item")


def test_a_taken_item_is_counted_down_and_given_back_by_closing(open_page, running_board, item):
    page = open_page(role="moderator")
    take(page, item)
    expect(page.locator("[data-claim-left]")).to_contain_text("min")
    assert holder_of(running_board, item)
    page.reload()
    expect(page.locator("#claim-title")).to_have_text("You have this item", timeout=15_000)
    page.goto("/review")
    page.wait_for_timeout(1000)
    assert holder_of(running_board, item) is None


def test_a_take_over_is_said_at_once_and_what_was_typed_stays(open_page, item):
    first, second = open_page(role="moderator"), open_page(role="admin")
    take(first, item)
    first.get_by_label("Note for the log").fill("Asked her twice.")
    second.goto(item)
    expect(second.locator("#claim-title")).to_contain_text("has this item")
    second.get_by_text("Take it over", exact=True).click()
    second.get_by_label("A word to them").fill("I know her.")
    second.get_by_role("button", name="Take it over from").click()
    expect(second.locator("#claim-title")).to_have_text("You have this item")
    expect(first.locator("[data-claim-news]")).to_contain_text("I know her.", timeout=15_000)
    expect(first.locator("#claim-title")).to_contain_text("has this item")
    expect(first.get_by_label("Note for the log")).to_have_value("Asked her twice.")


def test_the_second_of_two_decisions_sees_the_first_and_keeps_its_note(open_page, item):
    first, second = open_page(role="moderator"), open_page(390, role="admin")
    first.goto(item)
    second.goto(item)
    for page, note in ((first, "Rang her."), (second, "Asked her twice.")):
        page.get_by_label("Note for the log").fill(note)
    first.get_by_role("button", name="Keep the notice").click()
    expect(first.get_by_role("status").first).to_be_attached()
    expect(second.locator("[data-claim-news]")).to_contain_text("decided this item", timeout=15_000)
    second.get_by_role("button", name="Keep the notice").click()
    expect(second.locator("h1")).to_have_text("This item changed while you looked at it")
    expect(second.locator("main")).to_contain_text("Rang her.")
    expect(second.locator("main")).to_contain_text("Asked her twice.")


def test_taking_and_giving_back_work_without_a_script(open_page, running_board, item):
    page = open_page(role="moderator", script=False)
    take(page, item)
    page.get_by_role("button", name="Keep it longer").click()
    expect(page.locator("#claim-title")).to_have_text("You have this item")
    page.get_by_role("button", name="Give it back").click()
    page.wait_for_url("**/review*")
    assert holder_of(running_board, item) is None


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_the_subject_of_a_letter_decides_nothing(open_page, running_board, item, script):
    page = open_page(role="moderator", script=script)
    page.goto(item)
    page.get_by_text("Write to the author with it", exact=True).click()
    page.get_by_label("Subject").fill("About your post")
    page.keyboard.press("Enter")
    page.get_by_label("Note for the log").fill("Still here.")
    query = "select state from review_item where id = ?"
    assert running_board.one(query, item.rpartition("/")[2]) == "open"
    expect(page.get_by_label("Subject")).to_have_value("About your post")


def test_a_typed_note_survives_picking_an_answer_without_a_script(open_page, item):
    page = open_page(role="moderator", script=False)
    page.goto(item)
    page.get_by_label("Note for the log").fill("Asked her twice.")
    page.get_by_text("Write to the author with it", exact=True).click()
    page.locator(".pick-list button").first.click()
    expect(page.get_by_label("Note for the log")).to_have_value("Asked her twice.")
    expect(page.get_by_label("Letter to the author")).not_to_have_value("")
