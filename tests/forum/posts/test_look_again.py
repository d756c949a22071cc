"""A post that could not be read at once: its author hears when it has been."""

import pytest

from forum.db import db
from tests.factories import make_member, make_post

READ_LATE = "I can't breathe and my lips are swelling right now."


@pytest.fixture
def unread(app):
    post = make_post(body=READ_LATE)
    post.screening_state = "pending"
    db.session.commit()
    return post


def test_checked_answers_204_until_the_post_is_read_and_200_then(login, unread):
    client = login(unread.author)
    assert client.get(f"/posts/{unread.id}/checked").status_code == 204
    unread.screening_state = "done"
    assert client.get(f"/posts/{unread.id}/checked").status_code == 200


def test_looking_again_shows_the_notice_on_top(login, unread):
    client = login(unread.author)
    unread.screening_state = "done"
    answer = client.get(f"/posts/{unread.id}/look-again")
    assert 'id="care"' in client.get(client.get(answer.location).location).text


def test_looking_again_at_a_quiet_post_is_no_all_clear(login, app):
    post = make_post(body="Good luck for Thursday.")
    answer = login(post.author).get(f"/posts/{post.id}/look-again", follow_redirects=True)
    assert "It can be wrong" in answer.text


@pytest.mark.parametrize("what", ["checked", "look-again"])
def test_only_the_author_may_ask(login, unread, what):
    assert login(make_member()).get(f"/posts/{unread.id}/{what}").status_code == 403
