"""A moderator's way to the queue: set up an app, keep the codes, and come in with either."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.codes import code_at
from tests.journeys.conftest import Board
from tests.journeys.people import TEST, Person, become_member, choose, sign_out
from tests.journeys.test_first_visit import looks_well

pytestmark = pytest.mark.browser


def appoint(board: Board, person: Person) -> None:
    board.change(
        "insert into roles_users (user_id, role_id) select m.id, r.id from member m, role r"
        " where m.name = ? and r.name = 'moderator'",
        person.name,
    )


def set_up_app(page: Page, script: bool) -> tuple[str, list[str]]:
    """From the page that asks for a second factor to the page with the codes: the key and the codes."""
    page.get_by_role("link", name="Set up an app").click()
    page.locator(".secret-key code").wait_for()
    looks_well(page, script)
    key = page.locator(".secret-key code").inner_text().replace(" ", "").replace("-", "")
    page.get_by_label("Code from your app").fill(code_at(key=key))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes")
    looks_well(page, script)
    return key, page.locator(".secret-codes code").all_inner_texts()


def return_as(page: Page, person: Person) -> None:
    """Sign out and come by the provider again, as far as the second step."""
    sign_out(page)
    page.goto("/login?next=/review")
    page.get_by_role("button", name=TEST).click()
    choose(page, person.subject)
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your code")


def show_code(page: Page, code: str) -> None:
    page.get_by_label("Code from your app").fill(code)
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_new_moderator_reaches_the_queue_with_a_second_factor_only(
    open_page: Callable[..., Page], running_board: Board, script: bool
) -> None:
    page = open_page(390, script=script)
    person = become_member(page, running_board)
    appoint(running_board, person)
    page.goto("/review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor first")
    looks_well(page, script)
    key, codes = set_up_app(page, script)
    page.get_by_role("link", name="I have kept them: go on").click()
    page.wait_for_url("**/review")
    return_as(page, person)
    looks_well(page, script)
    show_code(page, "000000")
    expect(page.locator(".error-summary")).to_be_visible()
    show_code(page, code_at(key=key))
    page.wait_for_url("**/review")
    come_in_with_recovery_code(page, person, codes[0], script)


def come_in_with_recovery_code(page: Page, person: Person, code: str, script: bool) -> None:
    """It lets in once; a second time it is refused, and the page says how to go on without any."""
    for is_taken in (True, False):
        return_as(page, person)
        page.get_by_role("link", name="Use a recovery code").click()
        page.get_by_label("Recovery code").fill(code)
        page.get_by_role("button", name="Go on").click()
        if is_taken:
            page.wait_for_url("**/review")
    expect(page.locator(".error-summary")).to_be_visible()
    looks_well(page, script)
    before = page.url
    page.get_by_role("link", name="I have no recovery code").click()
    page.wait_for_url(lambda url: url != before)
    looks_well(page, script)


def test_one_device_signs_the_other_out(open_page: Callable[..., Page], running_board: Board) -> None:
    phone, laptop = open_page(390), open_page(390)
    person = become_member(phone, running_board)
    laptop.goto("/login?next=/settings/devices")
    laptop.get_by_role("button", name=TEST).click()
    choose(laptop, person.subject)
    looks_well(laptop)
    laptop.get_by_role("button", name="Sign out there").click()
    expect(laptop.get_by_role("button", name="Sign out there")).to_have_count(0)
    phone.goto("/settings")
    phone.wait_for_url("**/login**")
