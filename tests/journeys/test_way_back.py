"""The address that leads back from a provider, altered, used twice, or opened by somebody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Board
from tests.journeys.people import is_signed_in, person_at, to_provider
from tests.ways import with_query

pytestmark = pytest.mark.browser


def go_there(page: Page) -> str:
    """Leave for the provider; the address that the board asked it with."""
    to_provider(page)
    page.get_by_role("button", name="cancel").wait_for()
    return page.url


def says(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


STALE = "This sign-in cannot go on"
ALTERED = {
    "wrong state": ({"state": "made-up"}, STALE),
    "no state": ({"state": None}, STALE),
    "made-up code": ({"code": "made-up"}, "Test provider refused this sign-in"),
    "no code": ({"code": None}, "We could not make sense of the answer from Test provider"),
    "another issuer": (
        {"iss": "https://issuer.example"},
        "We could not make sense of the answer from Test provider",
    ),
}


@pytest.mark.parametrize("changes, title", ALTERED.values(), ids=ALTERED)
def test_an_altered_way_back_signs_nobody_in(
    open_page: Callable[..., Page], running_board: Board, changes: dict[str, str | None], title: str
) -> None:
    page, person = open_page(390), person_at(running_board.provider)
    back = running_board.provider.sign_in(go_there(page), person.subject)
    page.goto(with_query(back, **changes))
    says(page, title)
    assert not is_signed_in(page)


def test_a_way_back_counts_once_and_only_where_it_began(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    page, elsewhere = open_page(390), open_page(390)
    person = person_at(running_board.provider)
    back = running_board.provider.sign_in(go_there(page), person.subject)
    elsewhere.goto(back)
    says(elsewhere, STALE)
    page.goto(back)
    says(page, "One more step")
    page.goto(back)
    says(page, STALE)


def test_a_code_counts_once_and_only_for_the_attempt_that_asked(
    open_page: Callable[..., Page], running_board: Board
) -> None:
    provider, mine, theirs = running_board.provider, open_page(390), open_page(390)
    person = person_at(provider)
    stolen = provider.sign_in(go_there(theirs), person.subject)
    [code] = [found for found in provider.codes if found in stolen]
    back = provider.sign_in(go_there(mine), person.subject)
    mine.goto(with_query(back, code=code))
    says(mine, "Test provider refused this sign-in")
    theirs.goto(stolen)  # a provider takes a code back that somebody else has tried
    says(theirs, "Test provider refused this sign-in")
    assert not is_signed_in(mine) and not is_signed_in(theirs)
