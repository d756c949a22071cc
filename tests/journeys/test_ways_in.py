"""One account, several ways in: add one, take one away, never the last, never another member's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from forum.demo.people import PASSWORD
from tests.journeys.conftest import Board
from tests.journeys.people import (
    FACEBOOK,
    TEST,
    Person,
    become_member,
    choose,
    come,
    person_at,
    sign_out,
)
from tests.journeys.test_first_visit import looks_well

pytestmark = pytest.mark.browser
WAYS_IN = "/settings/ways-in"
HERE = f"/login?next={WAYS_IN}"
WITH_PASSWORD_ALONE = """
    select m.email from member m where m.is_demo and m.email not like 'notmyfirstrodeo%'
    and not exists (select 1 from identity i where i.member_id = m.id)
    and m.id in (select u.user_id from roles_users u join role r on r.id = u.role_id where r.name = 'member')
    order by m.id desc limit 1"""


def add(page: Page, person: Person, label: str) -> None:
    """Add this person's account at the provider, as far as the question whether to."""
    page.get_by_role("button", name=f"Add {label}", exact=True).click()
    choose(page, person.subject)


def flashed(page: Page, text: str) -> None:
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_contain_text(text)


@pytest.mark.parametrize("script", [True, False])
def test_a_second_way_is_added_and_the_first_removed_but_never_the_last(
    open_page: Callable[..., Page], running_board: Board, script: bool
) -> None:
    page, at_facebook = open_page(390, script=script), person_at(running_board.facebook)
    person = become_member(page, running_board, HERE)
    expect(page.get_by_role("main")).to_contain_text("Your last way in.")
    expect(page.get_by_role("button", name="Remove Test provider")).to_have_count(0)
    add(page, at_facebook, "Facebook")
    looks_well(page, script)
    page.get_by_role("button", name="Add it").click()
    flashed(page, "Facebook is a way in now.")
    looks_well(page, script)
    page.get_by_role("button", name="Remove Test provider").click()
    flashed(page, "Test provider is no way in any more.")
    expect(page.get_by_role("button", name="Remove Facebook")).to_have_count(0)
    other = open_page(390)
    come(other, at_facebook, FACEBOOK, HERE)
    expect(other.locator(".bar")).to_contain_text(person.name)


def test_two_tabs_cannot_take_the_last_two_ways(open_page: Callable[..., Page], running_board: Board) -> None:
    page, at_facebook = open_page(390), person_at(running_board.facebook)
    become_member(page, running_board, HERE)
    add(page, at_facebook, "Facebook")
    page.get_by_role("button", name="Add it").click()
    second = page.context.new_page()
    second.goto(WAYS_IN)
    page.get_by_role("button", name="Remove Facebook").click()
    flashed(page, "is no way in any more")
    second.get_by_role("button", name="Remove Test provider").click()
    second.get_by_role("button", name="Send it again").click()  # the session is a new one
    flashed(second, "This is your last way in.")
    expect(second.get_by_role("main")).to_contain_text("Your last way in.")
    expect(second.get_by_role("heading", name="Test provider")).to_be_visible()


def test_the_way_in_of_another_member_is_refused(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    theirs, mine = open_page(390), open_page(390)
    owner = become_member(theirs, running_board)
    me = become_member(mine, running_board, HERE)
    add(mine, owner, "Test provider")
    flashed(mine, "That account belongs to another member here")
    looks_well(mine)
    expect(mine.locator(".bar")).to_contain_text("Me")
    count = "select count(*) from identity i join member m on m.id = i.member_id where m.name = ?"
    assert [running_board.one(count, one.name) for one in (me, owner)] == [1, 1]


@pytest.mark.parametrize("script", [True, False])
def test_an_account_with_that_address_has_to_be_proved_first(
    open_page: Callable[..., Page], running_board: Board, script: bool
) -> None:
    email = running_board.one(WITH_PASSWORD_ALONE)
    page, person = open_page(390, script=script), person_at(running_board.provider, email=email)
    come(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have an account here")
    looks_well(page, script)
    page.get_by_role("main").get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add Test provider as a way in?")
    looks_well(page, script)
    page.get_by_role("button", name="Add it").click()
    flashed(page, "Test provider is a way in now.")
    if script:
        sign_out(page)
        come(page, person, TEST, HERE)
        expect(page.get_by_role("main")).to_contain_text(email)
