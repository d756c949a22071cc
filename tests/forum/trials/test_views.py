"""The pages: what is typed is kept, what is refused is said at its field, and nothing pasted is stored."""

import pytest
from sqlalchemy import func, select

from forum.db import db
from forum.jobs.models import Job
from forum.modlog.models import READ, ModLogEntry
from forum.trials import gate, views
from forum.trials.models import Backtest, Proposal, Shadow
from forum.trials.tally import Tally
from tests.factories import make_member
from tests.forum.trials.conftest import run_jobs

LIMIT = {"limit": "urgent", "value": "0.2", "note": "Two posts were missed."}
SECRET = "My gums are bleeding quixotically"


@pytest.fixture
def moderator(login, proposer):
    return login(proposer)


@pytest.fixture
def quick(monkeypatch):
    """Without reading all rule files, which test_check.py does."""
    for module in (gate, views):
        monkeypatch.setattr(module, "faults_of", lambda kind, content: {})


def count_rows() -> dict[str, int]:
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in db.metadata.sorted_tables}


def test_nothing_that_is_pasted_is_stored_or_logged(moderator, capfd, caplog) -> None:
    before = count_rows()
    page = moderator.post("/review/try", data={"heading": "A title", "text": SECRET})
    assert page.status_code == 200 and "quixotically" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert count_rows() == before
    said = capfd.readouterr()
    assert "quixotically" not in said.out + said.err + caplog.text


def test_the_box_shows_level_words_reasons_and_both_cards(moderator) -> None:
    page = moderator.post("/review/try", data={"text": SECRET}).text
    assert '<mark class="mark-urgent">' in page and "level-urgent" in page
    assert "What the author would see" in page and "What readers would see" in page
    assert page.count('class="care') >= 2 and "It would come to the queue" in page
    assert "said to be there, the author’s own, now" in page


def test_the_box_without_a_text_says_so_and_keeps_the_title(moderator) -> None:
    page = moderator.post("/review/try", data={"heading": "My title", "text": " "})
    assert page.status_code == 422 and 'value="My title"' in page.text


def test_the_box_says_when_the_reader_is_away(moderator, present) -> None:
    present.is_away = True
    page = moderator.post("/review/try", data={"text": SECRET})
    assert page.status_code == 503 and SECRET in page.text


def test_a_text_from_a_lost_session_is_not_kept(client) -> None:
    before = count_rows()
    answer = client.post("/review/try", data={"text": SECRET})
    assert answer.location.startswith("/login") and count_rows() == before


def test_a_proposal_is_made_and_stands_on_the_list(moderator, present, quick) -> None:
    answer = moderator.post("/review/proposals/new/limit", data=LIMIT)
    assert answer.status_code == 303
    page = moderator.get(answer.location).text
    assert "Urgent from a chance of 0.2" in page and "Two posts were missed." in page
    assert "Urgent from a chance of 0.2" in moderator.get("/review/proposals").text


@pytest.mark.parametrize("value", ["", "7", "abc", "0"])
def test_a_value_that_cannot_be_is_refused_and_kept(moderator, value: str) -> None:
    page = moderator.post("/review/proposals/new/limit", data=LIMIT | {"value": value})
    assert page.status_code == 422 and f'value="{value}"' in page.text
    assert "Two posts were missed." in page.text and 'id="value-error"' in page.text


def test_a_change_to_what_somebody_else_changed_is_refused(moderator, present, quick, proposal) -> None:
    typed = LIMIT | {"value": "0.3", "seen": "older"}
    page = moderator.post(f"/review/proposals/{proposal.id}/change", data=typed)
    assert page.status_code == 409 and 'value="0.3"' in page.text and "is still here" in page.text
    assert f'value="{proposal.content_hash}"' in page.text, "sent again, it is meant"
    assert db.session.get(Proposal, proposal.id).content["value"] == 0.2
    moderator.post(f"/review/proposals/{proposal.id}/change", data=typed | {"seen": proposal.content_hash})
    assert db.session.get(Proposal, proposal.id).content["value"] == 0.3


def test_the_way_from_draft_to_live_through_the_pages(
    app, login, write, changed, proposal, admin, quick, monkeypatch
) -> None:
    monkeypatch.setitem(app.config, "SHADOW_TEXTS", 1)
    client, path = login(admin), f"/review/proposals/{proposal.id}"
    assert client.post(f"{path}/approve").status_code == 422 and proposal.state == "draft"
    client.post(f"{path}/backtest")
    run_jobs()
    client.post(f"{path}/shadow")
    write("none of it")
    run_jobs()
    assert "Approve it" in client.get(path).text
    assert client.post(f"{path}/approve", data={"note": ""}).status_code == 303
    page = client.get(path).text
    assert "Approved by <strong>Admin</strong>" in page and "Take it back now" in page
    client.post(f"{path}/withdraw")
    assert "taken back by <strong>Admin</strong>" in client.get(path).text


def test_samples_show_the_words_before_and_after(login, write, changed, proposal, proposer) -> None:
    changed.now = {"urgent words": changed.screen("", "crisis x").level}
    write("urgent words")
    client, path = login(proposer), f"/review/proposals/{proposal.id}"
    client.post(f"{path}/backtest")
    run_jobs()
    assert Tally.from_json(db.session.scalars(select(Backtest)).one().tally).moves[4, 8] == 1
    assert f"{path}/backtest/4/8" in client.get(path).text
    page = client.get(f"{path}/backtest/4/8").text
    assert '<mark class="mark-urgent">' in page and '<mark class="mark-crisis">' in page
    assert client.get(f"{path}/backtest/4/7").status_code == 404
    client.get(f"{path}/backtest/4/8")
    [read] = db.session.scalars(select(ModLogEntry).filter_by(action=READ))
    assert (read.moderator_id, read.after) == (proposer.id, {"proposal": proposal.id})


def test_samples_of_a_shadow_are_the_first_that_came(moderator, write, in_shadow) -> None:
    [post] = write("urgent words")
    row = db.session.scalars(select(Shadow)).one()
    row.tally = {"moves": [[4, 8, 2, [[post.id, post.revision_id, [], []]]]], "unread": 0}
    db.session.commit()
    page = moderator.get(f"/review/proposals/{in_shadow.id}/shadow/4/8").text
    assert "2 posts, the first 1 of them" in page


def test_a_service_reads_elsewhere_and_the_page_says_so(
    app, moderator, present, proposal, monkeypatch
) -> None:
    monkeypatch.setitem(app.config, "MODERATION_URL", "http://127.0.0.1:9")
    page = moderator.get(f"/review/proposals/{proposal.id}").text
    assert "gets its rules from" in page
    pack = moderator.get(f"/review/proposals/{proposal.id}/rules.toml")
    assert pack.text == "[limits]\nurgent = 0.2\n"


def test_without_the_reader_no_backtest_begins(moderator, present, proposal) -> None:
    present.is_away = True
    moderator.post(f"/review/proposals/{proposal.id}/backtest")
    assert db.session.scalar(select(Job)) is None


def test_a_moderator_sees_the_gates_when_approving(login, in_shadow, present, quick) -> None:
    client = login(make_member(role="moderator"))
    page = client.post(f"/review/proposals/{in_shadow.id}/approve", data={"note": "Why not?"})
    assert page.status_code == 422 and "Approved by an admin." in page.text and "Why not?" in page.text
