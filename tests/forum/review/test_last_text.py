"""What changed since the text before: words, findings, levels."""

from forum.db import db
from forum.posts.edit import edit_post
from forum.review.intake import screen_now
from forum.review.last_text import compare, screenings_now_and_before
from tests.factories import make_post

BLEEDING = "My gums have been bleeding since Monday."


def test_a_text_that_was_never_edited_has_no_change(app, fake_reader):
    post = make_post()
    assert compare(post, *screenings_now_and_before(post)) is None


def test_a_sign_that_was_edited_away_is_named_with_both_levels(app):
    post = make_post(body=BLEEDING)
    edit_post(post, post.author, "", "All is well here.", 1)
    db.session.commit()
    screen_now(post.revision)
    changed = compare(post, *screenings_now_and_before(post))
    assert (changed.number, changed.level_before, changed.level_now) == (1, "urgent", "none")
    assert changed.came == [] and "gums have been bleeding" in changed.went[0]
    assert [c.text for c in changed.body if c.kind == "ins"] == ["All is well here."]


def test_the_same_words_further_down_neither_came_nor_went(app):
    post = make_post(body=BLEEDING)
    edit_post(post, post.author, "", f"Good morning.\n\n{BLEEDING}", 1)
    db.session.commit()
    screen_now(post.revision)
    changed = compare(post, *screenings_now_and_before(post))
    assert (changed.came, changed.went) == ([], [])


def test_a_text_that_is_not_read_yet_has_no_level(app, fake_reader):
    post = make_post()
    edit_post(post, post.author, "", "Another text.", 1)
    db.session.commit()
    assert compare(post, *screenings_now_and_before(post)).level_now is None
