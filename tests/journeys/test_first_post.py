"""From a provider to a public post: two screens, and every way of using a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Board
from tests.journeys.people import TEST, Person, choose, come, join, person_at, screens_of, to_provider
from tests.journeys.test_first_visit import looks_well

pytestmark = pytest.mark.browser
NEW_THREAD = "/boards/off-topic/new"
MOST_SCREENS = 2
MOST_TABS = 150
FOCUSED = """() => { const e = document.activeElement;
  return (e.labels?.length ? e.labels[0] : e).innerText.trim(); }"""


def is_public(open_page: Callable[..., Page], address: str, text: str) -> bool:
    reader = open_page()
    reader.goto(address)
    return reader.get_by_text(text).first.is_visible()


@pytest.mark.parametrize("script, width", [(True, 390), (False, 390), (True, 1280)])
def test_a_text_begun_before_is_public_two_screens_after_the_provider(
    open_page: Callable[..., Page], running_board: Board, script: bool, width: int
) -> None:
    page, person = open_page(width, script=script), person_at(running_board.provider)
    screens, text = screens_of(page, running_board), f"Good morning from {person.subject}."
    page.goto(NEW_THREAD)
    page.get_by_label("Title").fill("Hello to all of you")
    page.get_by_label("Your post").fill(text)
    page.get_by_role("button", name="Go on: sign in or join").click()
    page.get_by_role("button", name=TEST).click()
    before = len(screens)
    choose(page, person.subject)
    join(page, person.name)
    expect(page.get_by_label("Your post")).to_have_value(text)
    looks_well(page, script)
    page.get_by_role("button", name="Post thread").click()
    expect(page.locator("article.post").first).to_contain_text(text)
    *asked, public = screens[before:]
    assert len(asked) <= MOST_SCREENS, asked
    assert is_public(open_page, public, text)


def test_who_joins_first_and_writes_then_sees_no_more_screens(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    screens, text = screens_of(page, running_board), f"Good evening from {person.subject}."
    to_provider(page, path=f"/login?next={NEW_THREAD}")
    before = len(screens)
    choose(page, person.subject)
    join(page, person.name)
    page.get_by_label("Title").fill("Hello again to all")
    page.get_by_label("Your post").fill(text)
    page.get_by_role("button", name="Post thread").click()
    expect(page.locator("article.post").first).to_contain_text(text)
    *asked, public = screens[before:]
    assert len(asked) <= MOST_SCREENS, asked
    assert is_public(open_page, public, text)


def tab_to(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"the keyboard does not reach {name!r} on {page.url}")


def press(page: Page, button: str, then: str) -> None:
    """Press a button by keyboard and wait for the next page."""
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_url(then)


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def join_by_keyboard(page: Page, person: Person) -> None:
    type_into(page, "Or a name of your own", person.name)
    for box in ("years old or older", "I have read the terms"):
        tab_to(page, box)
        page.keyboard.press("Space")
    press(page, "Join", "**" + NEW_THREAD)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_alone_makes_a_first_post(
    open_page: Callable[..., Page], running_board: Board, width: int
) -> None:
    page, person = open_page(width), person_at(running_board.provider)
    text = f"Typed by {person.subject}."
    page.goto(f"/login?next={NEW_THREAD}")
    press(page, TEST, "**/authorize?**")
    press(page, person.subject, "**/welcome")
    join_by_keyboard(page, person)
    type_into(page, "Title", "No mouse here")
    type_into(page, "Your post", text)
    press(page, "Post thread", "**/threads/**")
    expect(page.locator("article.post").first).to_contain_text(text)


def test_a_member_who_was_away_comes_back_to_the_text(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    come(page, person, path=f"/login?next={NEW_THREAD}")
    join(page, person.name)
    page.get_by_label("Title").fill("Half a thought")
    page.get_by_label("Your post").fill("That took me an hour to write.")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Post thread").click()
    page.get_by_role("button", name=TEST).click()
    choose(page, person.subject)
    expect(page.get_by_label("Your post")).to_have_value("That took me an hour to write.")
