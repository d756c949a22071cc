"""The parts of one's settings are one place: each leads to all others and says which one is open."""

import re

import pytest

from tests.factories import make_member

PARTS = (
    "/settings",
    "/settings/ways-in",
    "/settings/second-factor",
    "/settings/devices",
    "/settings/data",
)


@pytest.mark.parametrize("path", PARTS)
def test_each_part_leads_to_all_others_and_marks_itself(client, login, path) -> None:
    login(make_member())
    page = client.get(path).text
    nav = re.search(r'<nav class="parts-nav".*?</nav>', page, re.DOTALL)[0]
    assert tuple(re.findall(r'href="([^"]+)"', nav)) == PARTS
    assert re.findall(r'href="([^"]+)" aria-current="page"', nav) == [path]
