"""Decided posts for tests of cases and scores: a text with findings, and what a moderator made of it."""

from typing import Any

from forum.db import db
from forum.members.models import Member
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.models import Decision, Finding
from forum.review.queries import screening_of, standing_decision
from forum.screening import Level
from forum.threads.models import Thread
from tests.factories import make_member, make_post

VERSION = "2+rules.aaa.cues.bbb.model.ccc"
PLACE = "plugins/lemtrada/symptoms/kidney.toml"
CONCEPT = "gum_bleeding"
RULE = f"{PLACE}#{CONCEPT}"


def finding(quote: str, body: str, level: int = 2, **values: Any) -> Finding:
    """One finding of a word in a body; `because` may be a list of rulings."""
    start = body.index(quote)
    rulings = values.pop("because", [])
    usual = {
        "concept": CONCEPT,
        "field": "body",
        "assertion": "present",
        "temporality": "current",
        "experiencer": "author",
        "source": f"{PLACE}:41",
        "because": [{"ruling": ruling, "text": "x", "spans": []} for ruling in rulings],
    }
    return Finding(start=start, end=start + len(quote), level=level, **usual | values)


def decided(  # over budget: a case has this many sides
    thread: Thread,
    moderator: Member,
    said: Verdict,
    *,
    body: str = "My gums bleed.",
    findings: list[Finding] | None = None,
    level: int = 2,
    version: str = VERSION,
    author: Member | None = None,
) -> Decision:
    """A post that was read with this level and then decided."""
    post = make_post(thread, author or make_member(), body)
    screening = screening_of(post)
    assert screening is not None
    screening.level, screening.version, screening.state = level, version, "done"
    screening.findings = [finding(body.split()[0], body, level)] if findings is None else findings
    post.shown_level = level
    item = open_item(post, "screening", screening.id, level)
    db.session.flush()
    decide(item, moderator, said, item.version)
    db.session.commit()
    decision = standing_decision(item)
    assert decision is not None
    return decision


KEEP = Verdict("keep")
LOWER = Verdict("change", Level.INFO)
RAISE = Verdict("change", Level.CRISIS)


def removed(reason: str = "past") -> Verdict:
    return Verdict("remove", reason=reason)
