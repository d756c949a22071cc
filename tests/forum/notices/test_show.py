"""Which card stands where, for whom."""

import pytest
from sqlalchemy import func, select

from forum.db import db
from forum.notices.models import Acknowledgement
from tests.factories import make_member, make_post, make_thread

BLEEDING = "My gums have been bleeding since Monday."
BREATH = "I can't breathe and my lips are swelling right now."


def sent(client, thread, body):
    """Send a reply by form and return the page that follows."""
    answer = client.post(f"/threads/{thread.id}/reply", data={"body": body})
    return client.get(client.get(answer.location).location)


@pytest.fixture
def thread(app):
    return make_thread()


def test_the_page_after_posting_begins_with_the_card_focused_and_announced(login, thread):
    page = sent(login(make_member(country="GB")), thread, BREATH).text
    card = page[page.index('id="care"') :]
    assert page.index('id="care"') < page.index("<main")
    assert "Call 999 now" in card
    assert 'role="alert"' in card[:400]
    assert 'href="tel:999"' in card


def test_the_card_quotes_the_words_that_were_seen(login, thread):
    page = sent(login(make_member()), thread, BREATH).text
    assert "<q>can&#39;t breathe</q>" in page or "<q>can’t breathe</q>" in page


def test_on_reload_the_card_stands_on_the_post(login, thread):
    client = login(make_member(country="GB"))
    sent(client, thread, BREATH)
    page = client.get(f"/threads/{thread.id}").text
    assert 'id="care"' not in page
    assert page.index("<main") < page.index("care-heading")


def test_readers_see_the_card_on_the_post_without_the_answer_buttons(client, thread):
    make_post(thread, body=BREATH)
    page = client.get(f"/threads/{thread.id}").text
    assert "care-reader" in page
    assert "Help is with me" not in page


@pytest.mark.parametrize(
    "profile, language, number",
    [("DE", "en-GB", "112"), (None, "en-GB,en;q=0.9", "999"), (None, "en-AU", "000"), ("US", "de", "911")],
)
def test_the_number_follows_the_profile_then_the_browser(login, thread, profile, language, number):
    client = login(make_member(country=profile))
    make_post(thread, body=BREATH)
    page = client.get(f"/threads/{thread.id}", headers={"Accept-Language": language}).text
    assert f'href="tel:{number}"' in page


def test_a_visitor_chooses_a_country_in_a_cookie(client, thread):
    make_post(thread, body=BREATH)
    client.post("/country", data={"country": "NZ"})
    assert 'href="tel:111"' in client.get(f"/threads/{thread.id}").text


def test_an_unknown_country_names_no_number_of_another(client, thread):
    make_post(thread, body=BREATH)
    page = client.get(f"/threads/{thread.id}", headers={"Accept-Language": ""}).text
    assert "your local emergency number" in page


def test_help_is_with_me_folds_the_card_and_tells_a_moderator(login, thread):
    author = make_member()
    post = make_post(thread, author, body=BREATH)
    client = login(author)
    client.post(f"/posts/{post.id}/answer", data={"word": "help"})
    assert "care-folded" in client.get(f"/threads/{thread.id}").text
    moderator = login(make_member(role="moderator"))
    assert "the author answered the notice" in moderator.get("/review").text


def test_the_answer_can_be_taken_back(login, thread):
    author = make_member()
    post = make_post(thread, author, body=BREATH)
    client = login(author)
    client.post(f"/posts/{post.id}/answer", data={"word": "over"})
    assert "care-folded" in client.get(f"/threads/{thread.id}").text
    client.post(f"/posts/{post.id}/answer/take-back")
    assert "care-folded" not in client.get(f"/threads/{thread.id}").text


def test_nobody_answers_for_another(login, thread):
    post = make_post(thread, body=BREATH)
    assert login(make_member()).post(f"/posts/{post.id}/answer", data={"word": "over"}).status_code == 403


def test_an_unchecked_post_says_so_to_author_and_moderators_only(client, login, thread):
    author = make_member()
    post = make_post(thread, author, body="Hello all.")
    post.screening_state = "pending"
    db.session.commit()
    address = f"/threads/{thread.id}"
    assert "ot checked yet" not in client.get(address).text
    assert "ot checked yet" in login(author).get(address).text
    assert "ot checked yet" in login(make_member(role="moderator")).get(address).text


def test_an_edit_that_is_not_read_yet_leaves_readers_the_notice(client, thread):
    post = make_post(thread, body=BREATH)
    post.screening_state = "pending"
    db.session.commit()
    page = client.get(f"/threads/{thread.id}").text
    assert "care-emergency" in page and "ot checked yet" not in page


@pytest.mark.parametrize("body, state", [("Hello all.", "done"), (BREATH, "pending")])
def test_where_no_card_asks_there_is_nothing_to_answer(login, thread, body, state):
    author = make_member()
    post = make_post(thread, author, body=body)
    post.screening_state = state
    login(author).post(f"/posts/{post.id}/answer", data={"word": "over"})
    assert db.session.scalar(select(func.count(Acknowledgement.id))) == 0


def test_info_is_one_quiet_line(client, thread):
    make_post(thread, body="In 2016 I had a seizure. All fine since.")
    page = client.get(f"/threads/{thread.id}").text
    assert "info-line" in page
    assert "care-heading" not in page


def test_words_inside_other_words_are_quoted_once(client, thread):
    make_post(thread, body="My gums have been bleeding since Monday.")
    page = client.get(f"/threads/{thread.id}").text
    assert page.count("<q>") == 1
    assert "<q>gums have been bleeding</q>" in page
