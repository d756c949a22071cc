"""The notices of a page of posts: two queries for any number of posts, none when every post is quiet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, request
from flask_login import AnonymousUserMixin
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from forum.db import db
from forum.notices.cards import CareCard, Voice, build_card, build_unchecked_card
from forum.notices.countries import Country, find_country
from forum.notices.models import Acknowledgement
from forum.notices.wording import TreatmentWords, Wording, load_wording
from forum.posts.models import Post
from forum.review.models import Finding, Screening
from forum.screening import Level, describe


@dataclass(frozen=True, slots=True)
class PagedNotices:
    """`top` is the id of the post whose card stands above the page, or None; `by_post` has the cards."""

    by_post: Mapping[int, CareCard] = field(default_factory=dict)
    top: int | None = None
    top_card: CareCard | None = None

    def on(self, post: Post) -> CareCard | None:
        """The card that stands on the post itself; the one on top of the page is not shown twice."""
        return None if post.id == self.top else self.by_post.get(post.id)


def init_app(app: Flask, notices: Sequence[TreatmentWords]) -> None:
    """Put the first treatment's words over the general ones; a board is about one treatment."""
    app.extensions["wording"] = load_wording().with_treatment(notices[0] if notices else None)


def reader_country(viewer: Any) -> Country:
    """The country of whoever reads the page: profile, else browser language, else the site's default."""
    profile = viewer.country if viewer.is_authenticated else request.cookies.get("country")
    return find_country(
        profile, request.headers.get("Accept-Language"), current_app.config["DEFAULT_COUNTRY"]
    )


def notices_on(posts: Sequence[Post], viewer: Any, just_posted: int | None = None) -> PagedNotices:
    """Build the cards of these posts as `viewer` sees them. `just_posted` goes on top of the page."""
    speaking = [post for post in posts if needs_notice(post, viewer)]
    if not speaking:
        return PagedNotices()
    country = reader_country(viewer)
    findings = _findings(speaking)
    words = _words(speaking)
    by_post = {
        post.id: card
        for post in speaking
        if (
            card := _card(
                post, viewer, country, findings.get(post.revision_id, []), words.get(post.revision_id)
            )
        )
    }
    top = just_posted if just_posted in by_post and not by_post[just_posted].is_line else None
    return PagedNotices(by_post, top, by_post[top] if top else None)


@dataclass(frozen=True, slots=True)
class Sides:
    """What the author of a post and everybody else sees on it; None where there is no card."""

    author: CareCard | None
    reader: CareCard | None


def both_sides(post: Post, findings: Sequence[Finding], word: str | None) -> Sides:
    """The cards as author and visitors see them, with the numbers of the board's own country.

    Not those of the author's: a profile's country is for its member's eyes alone.
    """
    country = find_country(None, None, current_app.config["DEFAULT_COUNTRY"])

    def seen_by(viewer: Any) -> CareCard | None:
        return _card(post, viewer, country, findings, word) if needs_notice(post, viewer) else None

    return Sides(seen_by(post.author), seen_by(AnonymousUserMixin()))


def goes_on_top(post: Post) -> bool:
    """True where the author's card stands above the page after posting; `info` stays a line on the post."""
    return post.screening_state != "done" or post.shown_level > Level.INFO


def needs_notice(post: Post, viewer: Any) -> bool:
    """True for posts with a level, and for unread ones when the viewer wrote them or moderates.

    A hidden post keeps its card for its author alone: hiding must not take help away.
    """
    if post.deleted_at or (post.hidden_at and not _wrote(viewer, post)):
        return False
    return post.shown_level > Level.NONE or _is_told_unread(post, viewer)


def _wrote(viewer: Any, post: Post) -> bool:
    return viewer.is_authenticated and viewer.id == post.author_id


def _is_told_unread(post: Post, viewer: Any) -> bool:
    """Others keep the level of the text before: an edit that waits to be read must not take a notice away."""
    if post.screening_state == "done" or not viewer.is_authenticated:
        return False
    return viewer.id == post.author_id or viewer.is_moderator


def _card(
    post: Post, viewer: Any, country: Country, findings: Sequence[Finding], word: str | None
) -> CareCard | None:
    wording: Wording = current_app.extensions["wording"]
    is_author = _wrote(viewer, post)
    if _is_told_unread(post, viewer):
        return build_unchecked_card(
            country=country, wording=wording, voice="author" if is_author else "reader"
        )
    return card_of(post.revision, post.shown_level, findings, country, is_author, word)


def card_of(
    text: Any,
    level: int,
    findings: Sequence[Finding],
    country: Country,
    is_author: bool,
    word: str | None = None,
) -> CareCard | None:
    """The card for a text with `title` and `body` that was read so, for its author or for others."""
    telling = _telling(findings, level)
    return build_card(
        Level(level).word,
        country=country,
        wording=current_app.extensions["wording"],
        voice=_voice(is_author, telling),
        quotes=[getattr(text, finding.field)[finding.start : finding.end] for finding in telling],
        reasons=_reasons(telling),
        concepts={finding.concept for finding in telling},
        acknowledged=word,
    )


def _telling(findings: Sequence[Finding], shown: int) -> list[Finding]:
    """The findings that speak for the shown level, the gravest first; none inside the words of another."""
    grave = [finding for finding in findings if finding.level >= min(shown, Level.URGENT)]
    speaking = [finding for finding in grave if not any(_is_inside(finding, other) for other in grave)]
    return sorted(speaking, key=lambda finding: (-finding.level, finding.id))


def _reasons(telling: Sequence[Finding]) -> list[str]:
    """Why each sign matters; of two that begin alike only the first is said."""
    by_beginning: dict[str, str] = {}
    for finding in telling:
        why = describe(finding.concept).why
        by_beginning.setdefault(why.partition(". ")[0], why)
    return list(by_beginning.values())


def _is_inside(finding: Finding, other: Finding) -> bool:
    """True when longer words, at least as grave, hold these: "been bleeding" in "gums have been bleeding"."""
    is_shorter = finding.end - finding.start < other.end - other.start
    is_held = other.start <= finding.start and finding.end <= other.end and finding.field == other.field
    return is_shorter and is_held and other.level >= finding.level


def _voice(is_author: bool, telling: Sequence[Finding]) -> Voice:
    if not is_author:
        return "reader"
    return "cared_for" if telling and telling[0].experiencer == "cared_for" else "author"


def _findings(posts: Sequence[Post]) -> dict[int, list[Finding]]:
    """Findings by revision id."""
    of_posts = (
        select(Screening)
        .where(Screening.revision_id.in_([post.revision_id for post in posts]))
        .options(selectinload(Screening.findings))
    )
    return {row.revision_id: row.findings for row in db.session.scalars(of_posts)}


def _words(posts: Sequence[Post]) -> dict[int, str]:
    """What the authors said of their current texts, by revision id."""
    said = select(Acknowledgement).where(
        Acknowledgement.revision_id.in_([post.revision_id for post in posts]),
        Acknowledgement.undone_at.is_(None),
    )
    return {row.revision_id: row.word for row in db.session.scalars(said.order_by(Acknowledgement.id))}
