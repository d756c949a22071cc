"""Visitors read, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
def test_a_visitor_reads_from_the_boards_to_a_thread(open_page, width):
    page = open_page(width)
    page.goto("/")
    page.get_by_role("link", name="Side effects").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side effects")
    page.get_by_role("link", name="My gums have been bleeding since Monday").click()
    expect(page.locator("article.post").first).to_contain_text("the sink looks like")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_visitor_who_has_written_is_asked_to_sign_in(open_page):
    page = open_page()
    page.goto("/boards/side-effects")
    page.get_by_role("link", name="Start a thread").click()
    page.get_by_label("Title").fill("Hello")
    page.get_by_label("Your post").fill("Good luck to all for Thursday.")
    page.get_by_role("button", name="Go on: sign in or join").click()
    expect(page).to_have_url("/login?next=/boards/side-effects/new")


def test_the_treatment_folds_away_on_a_phone_and_never_pushes_the_posts_down(open_page):
    page = open_page(390)
    page.goto("/boards/side-effects")
    assert page.locator(".thread-row").first.bounding_box()["y"] < 900


def test_every_page_of_a_long_thread_can_be_reached(open_page, running_board):
    thread = running_board.one(
        "select thread_id from post group by thread_id having count(*) > 1 order by count(*) desc limit 1"
    )
    posts = running_board.one("select count(*) from post where thread_id = ?", thread)
    page = open_page()
    page.goto(f"/threads/{thread}")
    seen = page.locator("article.post").count()
    while page.get_by_role("link", name="Later posts").count():
        page.get_by_role("link", name="Later posts").click()
        seen += page.locator("article.post").count()
    assert seen == posts
