"""Report a post to the moderators."""

from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.posts.models import Post
from forum.reports.models import Report
from forum.review.intake import open_item


def report_post(post: Post, reporter: Member, reason: str, note: str) -> bool:
    """Put the post into the review queue. Return False when this member reported it before."""
    if db.session.scalar(select(Report.id).filter_by(post_id=post.id, reporter_id=reporter.id)) is not None:
        return False
    row = Report(post=post, reporter=reporter, reason=reason, note=note)
    db.session.add(row)
    db.session.flush()
    open_item(post, "report", row.id, post.shown_level)
    return True
