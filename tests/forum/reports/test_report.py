"""Report a post to the moderators."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.db import db
from forum.reports.models import Report
from forum.reports.report import report_post
from forum.review.models import ReviewItem, ReviewReason
from tests.factories import make_member, make_post

pytestmark = pytest.mark.usefixtures("fake_reader")


def test_a_report_opens_a_review_item_at_the_level_that_is_shown(app: Flask) -> None:
    post, reporter = make_post(), make_member()
    post.shown_level = 2
    assert report_post(post, reporter, "harm", "Do not double the dose.")
    db.session.commit()
    report = db.session.scalars(select(Report)).one()
    item = db.session.scalars(select(ReviewItem)).one()
    assert (report.post, report.reporter, report.reason, report.note) == (
        post, reporter, "harm", "Do not double the dose.",
    )  # fmt: skip
    assert (item.post, item.state, item.level) == (post, "open", 2)
    assert [(reason.kind, reason.subject_id) for reason in item.reasons] == [("report", report.id)]


def test_a_member_reports_a_post_once(app: Flask) -> None:
    post, reporter = make_post(), make_member()
    assert report_post(post, reporter, "harm", "")
    assert not report_post(post, reporter, "rude", "Again.")
    assert db.session.scalar(select(func.count(Report.id))) == 1


def test_reports_of_several_members_share_one_item(app: Flask) -> None:
    post = make_post()
    for _ in range(3):
        report_post(post, make_member(), "rude", "")
    db.session.commit()
    assert db.session.scalar(select(func.count(ReviewItem.id))) == 1
    assert db.session.scalar(select(func.count(ReviewReason.id))) == 3


def test_a_report_opens_a_decided_item_again(app: Flask) -> None:
    post = make_post()
    report_post(post, make_member(), "rude", "")
    item = db.session.scalars(select(ReviewItem)).one()
    item.state = "decided"
    db.session.commit()
    report_post(post, make_member(), "harm", "")
    assert item.state == "open"
