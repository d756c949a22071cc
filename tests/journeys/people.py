"""People who come by a provider, each of them new, and what they press on the way in."""

import uuid
from dataclasses import dataclass

from playwright.sync_api import Page, Response, expect

from tests.facebook import FacebookServer
from tests.journeys.conftest import Board
from tests.openid import OpenIDServer

TEST, FACEBOOK = "Continue with Test provider", "Continue with Facebook"
NO_EMAIL = {"email": None}
UNVERIFIED = {"email_verified": False}


@dataclass(frozen=True)
class Person:
    """`subject` at the provider, `name` as chosen here."""

    subject: str
    email: str
    name: str


def person_at(server: OpenIDServer | FacebookServer, **claims: object) -> Person:
    """Somebody whom the board has never seen; claims of None are not told to it."""
    subject = str(uuid.uuid4().int)[:20]
    email = f"{subject}@example.org"
    told = {"name": "Ada Lovelace", "email": email, "email_verified": True} | claims
    server.people[subject] = {name: value for name, value in told.items() if value is not None}
    return Person(subject, email, f"Kettle {subject}")


def to_provider(page: Page, button: str = TEST, path: str = "/login?next=/country") -> None:
    page.goto(path)
    page.get_by_role("button", name=button).click()


def choose(page: Page, subject: str) -> None:
    """Sign in there as this person, or press "cancel"."""
    page.get_by_role("button", name=subject, exact=True).click()
    page.wait_for_url(lambda reached: "/authorize" not in reached and "/dialog/" not in reached)


def come(page: Page, person: Person, button: str = TEST, path: str = "/login?next=/country") -> None:
    to_provider(page, button, path)
    choose(page, person.subject)


def join(page: Page, name: str) -> None:
    """The first visit's form."""
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Or a name of your own").fill(name)
    page.get_by_label("years old or older").check()
    page.get_by_label("I have read the terms").check()
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url(lambda reached: "/welcome" not in reached)


def become_member(page: Page, board: Board, path: str = "/login?next=/country") -> Person:
    """A new member who came by the test provider and is signed in."""
    person = person_at(board.provider)
    come(page, person, path=path)
    join(page, person.name)
    return person


def sign_out(page: Page) -> None:
    page.goto("/settings")
    page.get_by_text("Me", exact=True).click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(lambda reached: "/settings" not in reached)


def is_signed_in(page: Page) -> bool:
    page.goto("/settings")
    return "/login" not in page.url


def screens_of(page: Page, board: Board) -> list[str]:
    """A list that grows with each page of the board that this tab shows; redirects are none."""
    seen: list[str] = []

    def note(response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.status == 200
        if is_page and response.url.startswith(board.url):
            seen.append(response.url)

    page.on("response", note)
    return seen
