"""Traces in labelled cases and in what a moderator did about a rule."""

from sqlalchemy import select

from forum.cases.alarms import settle
from forum.cases.models import CaseReview, RuleAlarm
from forum.db import db
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.models import Decision


def review_case(post: Post, reviewer: Member, overlooked: str) -> None:
    """An approved case of the post's decision, with words in it that the reviewer overlooked."""
    decision = db.session.scalars(select(Decision).filter_by(revision_id=post.revision_id)).one()
    about = {"decision_id": decision.id, "revision_id": post.revision_id, "reviewer_id": reviewer.id}
    texts = {"title": f"For {overlooked}", "body": f"{post.revision.body}, {overlooked}"}
    marks = [{"quote": overlooked, "field": "body", "start": 0, "end": 3}]
    values = {"state": "approved", "level": 3, "given": 3, "findings": marks}
    db.session.add(CaseReview(**about, **texts, **values))


def settle_rule(moderator: Member, done: str) -> None:
    alarm = RuleAlarm(what="x#y", version="1", right=1, of=20, floor=0.5)
    db.session.add(alarm)
    db.session.flush()
    settle(alarm, moderator, done)
