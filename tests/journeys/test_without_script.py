"""The whole way without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_read_preview_write_answer_and_sign_out(open_page, sick_thread):
    page = open_page(390, role="member", script=False)
    page.goto("/boards/off-topic/new")
    page.fill("input[name=title]", "No script here")
    page.fill("textarea[name=body]", "My **gums** have been bleeding since Monday.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("strong", has_text="gums")).to_be_visible()
    page.get_by_role("button", name="Post thread").click()
    expect(page.locator("#care")).to_be_visible()
    page.get_by_role("button", name="It is over").first.click()
    expect(page.locator("details.care-folded").first).to_be_visible()
    page.goto("/country")
    page.select_option("select[name=country]", "IE")
    page.get_by_role("button", name="Use this country").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def test_a_moderator_decides(open_page, sick_thread):
    page = open_page(1280, role="moderator", script=False)
    page.goto("/review")
    page.locator(".review-row a").first.click()
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("button", name="Keep the notice").click()
    expect(page.locator(".flashes")).to_contain_text("Decided")
