"""A moderator's way: from the queue to a decision and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS, posted, reply

pytestmark = pytest.mark.browser


def open_from_queue(page, item):
    """Turn the queue's pages until the item is there: other journeys fill the queue too."""
    page.goto("/review")
    row = page.locator(f".review-row a[href$='/review/{item}']")
    while not row.count():
        page.get_by_role("link", name="Next page").click()
    row.click()


@pytest.fixture
def quiet_desk(running_board):
    """Nothing that other journeys asked of this moderator stands above the item and pushes it down."""
    running_board.change("update desk_note set seen_at = created_at where seen_at is null")


@pytest.mark.usefixtures("quiet_desk")
@pytest.mark.parametrize("width", WIDTHS)
def test_a_moderator_finds_the_words_decides_and_undoes(open_page, running_board, sick_thread, width):
    member = open_page(role="member")
    reply(member, sick_thread, "My gums have been bleeding since Monday.")
    post = posted(member)
    page = open_page(width, role="moderator")
    open_from_queue(page, running_board.one("select id from review_item where post_id = ?", post))
    expect(page.locator("mark.mark-urgent").first).to_contain_text("gums have been bleeding")
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("group", name="Remove the notice").get_by_role("button", name="figure of speech").click()
    expect(page.locator(".flashes")).to_contain_text("Decided")
    for role, name in (("link", "Next item"), ("button", "Undo this decision")):
        expect(page.get_by_role(role, name=name)).to_be_in_viewport()
    item = page.url
    reader = open_page()
    reader.goto(f"/posts/{post}")
    expect(reader.locator(f"#post-{post} .care")).to_have_count(0)
    page.goto(item)
    page.get_by_role("button", name="Undo this decision").click()
    reader.goto(f"/posts/{post}")
    expect(reader.locator(f"#post-{post} .care")).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_queue_is_one_press_from_every_page_and_its_places_stand_in_one_line(open_page, width):
    page = open_page(width, role="moderator")
    page.goto("/")
    bar = page.locator(".bar").bounding_box()
    page.get_by_role("banner").get_by_role("link", name="Queue").click()
    expect(page).to_have_title(re.compile("^Review queue"))
    assert bar["height"] < 2 * 44 + 8
    places = page.locator(".desk-nav > ul > li:not(.desk-keys-menu)")  # a touch screen has no keys
    tops = [place.bounding_box()["y"] for place in places.all()]
    assert len(tops) == 5 and max(tops) - min(tops) < 12


def test_a_long_figure_wraps_beside_its_bar(open_page):
    page = open_page(1280, role="moderator")
    page.goto("/review/figures")
    long = "value => value.textContent = '90 days 14 h (longer than drawn)'"
    page.locator(".plot-value").first.evaluate(long)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_pin_lock_and_move(open_page, running_board):
    thread = running_board.one("select id from thread where locked_at is null and pinned_at is null limit 1")
    page = open_page(role="moderator")
    for button, sign in (("Pin to the top", "Pinned"), ("Lock: no new replies", "Locked")):
        page.goto(f"/threads/{thread}")
        page.get_by_text("Moderate", exact=True).click()
        page.get_by_role("button", name=button).click()
        expect(page.locator("main")).to_contain_text(sign)
    page.goto(f"/threads/{thread}/move")
    page.select_option("select[name=board]", label="Off topic")
    page.get_by_role("button", name="Move").click()
    expect(page.locator(".crumbs")).to_contain_text("Off topic")
    page.goto("/modlog")
    expect(page.locator(".log-entry").first).to_contain_text("moved thread")
