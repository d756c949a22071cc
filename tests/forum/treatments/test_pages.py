"""The leaflet beside the boards and the treatment's page."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forum import create_app
from forum.db import db
from forum.treatments import pages
from tests.factories import make_thread


@pytest.mark.parametrize("address", ["/", "/boards/{slug}", "/threads/{thread}"])
def test_the_leaflet_stands_beside_every_board_page(client, app, address):
    thread = make_thread()
    page = client.get(address.format(slug=thread.board.slug, thread=thread.id)).text
    assert "Get help at once if" in page
    assert "Sources" in page


def test_the_full_page_shows_every_claim_with_its_source(client, app):
    treatment = app.extensions["leaflets"].treatments[0]
    page = client.get(f"/treatments/{treatment.key}").text
    for section in treatment.sections:
        assert section.title in page
    assert page.count('class="claim-source"') >= sum(len(section.claims) for section in treatment.sections)


def test_an_unknown_treatment_is_a_404(client):
    assert client.get("/treatments/aspirin").status_code == 404


def test_a_claim_past_its_review_date_is_marked(client, app, monkeypatch):
    far = date.today() + timedelta(days=3650)
    monkeypatch.setattr(pages, "utcnow", lambda: far_time(far))
    app.extensions["leaflets"]._rendered.clear()
    assert "check was due" in client.get("/").text
    app.extensions["leaflets"]._rendered.clear()


def far_time(day):
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def test_the_board_runs_without_any_treatment(tmp_path):
    address = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    app = create_app(env="test", treatments=[], checker="inline", limits=False, database_url=address)
    with app.app_context():
        db.create_all()
    page = app.test_client().get("/")
    assert page.status_code == 200
    assert "Get help at once" not in page.text
    with app.app_context():
        db.engine.dispose()
