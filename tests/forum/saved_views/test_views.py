"""The forms of saved views."""

import pytest

from forum.db import db
from forum.saved_views.keep import save
from forum.saved_views.queries import views_of
from tests.factories import make_member

ALARM = {"state": "open", "level": "grave"}


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


@pytest.fixture
def client(login, ann):
    return login(ann)


def test_the_filter_of_the_page_is_kept(client, ann):
    answer = client.post("/review/views?level=grave", data={"name": "  My   alarm "})
    assert answer.location == "/review?state=open&level=grave"
    assert [(view.name, view.filters) for view in views_of(ann)] == [("My alarm", ALARM)]
    assert ">My alarm</a>" in client.get("/review?level=urgent").text


@pytest.mark.parametrize(
    "name, message", [("", "Give the view a name"), ("x" * 41, "longer than 40"), ("Alarm", "with this name")]
)
def test_a_wrong_name_keeps_what_was_typed_and_the_filter(client, ann, name, message):
    save(ann, "Alarm", {})
    answer = client.post("/review/views?level=urgent", data={"name": name})
    assert answer.status_code == 422 and message in answer.text
    assert (
        f'value="{name}"' in answer.text
        and 'action="/review/views?state=open&amp;level=urgent"' in answer.text
    )


def test_a_wrong_new_name_stands_at_its_own_view(client, ann):
    save(ann, "Alarm", ALARM)
    view = save(ann, "Other", {})
    db.session.commit()
    answer = client.post(f"/review/views/{view.id}/rename", data={"name": "alarm"})
    assert answer.status_code == 422 and f'id="name-{view.id}-error"' in answer.text
    assert f'href="#name-{view.id}"' in answer.text


def test_rename_choose_and_delete(client, ann):
    view = save(ann, "Alarm", ALARM)
    db.session.commit()
    at = f"/review/views/{view.id}"
    assert client.post(f"{at}/rename", data={"name": "Grave"}).status_code == 303
    assert client.post(f"{at}/default", data={"is_default": "1"}).status_code == 303
    assert [(v.name, v.is_default) for v in views_of(ann)] == [("Grave", True)]
    assert "The queue opens with it" in client.get("/review/views").text
    assert client.post(f"{at}/default").status_code == 303
    assert client.post(f"{at}/delete").status_code == 303
    assert list(views_of(ann)) == []


@pytest.mark.parametrize("verb", ["rename", "default", "delete"])
def test_another_moderators_view_is_not_there(client, verb):
    view = save(make_member(role="moderator"), "Alarm", ALARM)
    db.session.commit()
    assert client.post(f"/review/views/{view.id}/{verb}", data={"name": "x"}).status_code == 404
