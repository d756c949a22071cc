"""Our own files are addressed by version and kept by browsers; nothing else is."""

import re

from forum.assets import A_YEAR


def addresses(client, kind):
    page = client.get("/").get_data(as_text=True)
    return re.findall(rf'(?:href|src)="(/[^"]+\.{kind}\?v=[^"]+)"', page)


def test_every_sheet_and_script_of_a_page_is_versioned_and_kept(client):
    found = addresses(client, "css") + addresses(client, "js")
    assert len(found) > 10
    for address in found:
        with client.get(address) as answer:
            assert (answer.status_code, answer.cache_control.max_age) == (200, A_YEAR), address


def test_file_without_version_is_asked_for_again(client):
    with client.get("/static/css/base.css") as answer:
        assert answer.cache_control.max_age is None


def test_missing_file_is_not_kept(client):
    answer = client.get("/static/css/nothing.css?v=1")
    assert answer.status_code == 404
    assert answer.cache_control.max_age is None


def test_page_is_not_kept(client):
    assert client.get("/?v=1").cache_control.max_age is None
