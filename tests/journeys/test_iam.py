"""The login form of a real OpenID provider, Canaille, as pytest-iam runs it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.demo.people import PASSWORD
from tests.iam import client_at
from tests.journeys.conftest import Board
from tests.journeys.people import join, to_provider

pytestmark = pytest.mark.browser


@pytest.fixture
def known_there(running_board: Board, iam_server: Any) -> Iterator[None]:
    with client_at(iam_server, running_board.url):
        yield


def test_a_person_signs_in_at_a_real_provider(
    open_page: Callable[..., Page], running_board: Board, iam_server: Any, known_there: None
) -> None:
    user = iam_server.random_user(password=PASSWORD, emails=["wilma@example.org"])
    page = open_page(390)
    to_provider(page, "Continue with IAM")
    page.locator("input[name=login]").fill(user.user_name)
    page.locator("button[type=submit]").first.click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").first.click()
    expect(page.get_by_label("E-mail address")).to_have_value("wilma@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").fill(running_board.mails.code_to("wilma@example.org"))
    page.get_by_role("button", name="Go on").click()
    join(page, "Teapot at the door")
    assert page.url.endswith("/country")
