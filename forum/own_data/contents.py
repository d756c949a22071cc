"""What the board holds about a member, as plain data: for the export, in the words of docs/privacy.md.

No names of moderators, no texts of other members beyond thread titles and what the member quoted.
The posts themselves stand in post_contents.py.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.devices.models import Device, KnownBrowser
from forum.letters.models import Letter
from forum.mails.models import Mail
from forum.members.models import Member, WebAuthn
from forum.modlog.models import ModLogEntry
from forum.own_data.desk_contents import desk_of
from forum.own_data.models import Closing, Export
from forum.own_data.notes import entries_about
from forum.own_data.post_contents import moment
from forum.reports.models import REASONS, Report
from forum.saved_views.models import SavedView
from forum.signin.models import Identity
from forum.threads.models import Visit
from forum.welcome.models import Consent

VERSION = 1
"""Of the shape of data.json: grows when a field is renamed or goes, not when one is added."""
EXPORTED = frozenset({
    "acknowledgement", "closing", "consent", "desk_settings", "device", "export", "hard_item", "identity",
    "known_browser", "letter", "mod_log_entry", "pause", "post", "report", "revision", "roles_users",
    "shift", "visit", "webauthn", "saved_view",
})  # fmt: skip
"""Tables that point at a member and are in the export."""
NOT_EXPORTED = {
    "ask": "a word between moderators about a post of somebody else",
    "case_review": "a moderator's copy, without names, of a post that is exported to its author",
    "decision": "a moderator's work on others' posts; their line in the log is exported",
    "desk_note": "a line between moderators about a post of somebody else",
    "held_mail": "a mail of some hours about somebody else's post",
    "proposal": "a moderator's proposal about the rules of the board; their line in the log is exported",
    "review_item": "a moderator's claim of some minutes on somebody else's post",
    "rule_alarm": "a moderator's work on a rule; their line in the log is exported",
    "thread": "its title stands with the post that starts it",
}
"""Tables that point at a member and are left out, with the reason."""


def about(member: Member) -> dict[str, Any]:
    """The account itself."""
    return {
        "name": member.name,
        "email": member.email,
        "email_confirmed_at": moment(member.confirmed_at),
        "joined_at": moment(member.create_datetime),
        "country": member.country,
        "about": member.about,
        "treatment_stage": member.stage,
        "mail_choices": member.mail_choices,
        "first_visit_done_at": moment(member.welcomed_at),
        "roles": [role.name for role in member.roles],
        "silenced_until": moment(member.silenced_until),
        "suspended_until": moment(member.suspended_until),
        "told_about_that": member.standing_reason,
        "has_password": bool(member.password),
        "has_second_factor": bool(member.tf_primary_method),
        "recovery_codes_left": len(member.mf_recovery_codes or []),
    }


def _rows(table: Any, column: Any, member: Member, *options: Any) -> Sequence[Any]:
    return db.session.scalars(
        select(table).where(column == member.id).order_by(table.id).options(*options)
    ).all()


def sections(member: Member) -> dict[str, list[dict[str, Any]]]:  # over budget: one table, read as a whole
    """Everything but the posts, by name: one query each."""
    return {
        "identities": [
            {"provider": i.provider, "issuer": i.issuer, "subject": i.subject,
             "added_at": moment(i.created_at), "used_at": moment(i.used_at)}
            for i in _rows(Identity, Identity.member_id, member)
        ],
        "passkeys": [
            {"name": p.name, "added_at": moment(p.create_datetime), "used_at": moment(p.lastuse_datetime)}
            for p in _rows(WebAuthn, WebAuthn.user_id, member)
        ],
        "consents": [
            {"to": c.kind, "version": c.version, "given_at": moment(c.given_at)}
            for c in _rows(Consent, Consent.member_id, member)
        ],
        "devices": [
            {"device": d.label, "signed_in_at": moment(d.created_at), "seen_at": moment(d.seen_at),
             "ended_at": moment(d.ended_at)}
            for d in _rows(Device, Device.member_id, member)
        ],
        "known_browsers": [
            {"seen_at": moment(b.seen_at)} for b in _rows(KnownBrowser, KnownBrowser.member_id, member)
        ],
        "views_of_the_queue": [
            {"name": v.name, "filters": v.filters, "is_first": v.is_default, "saved_at": moment(v.created_at)}
            for v in _rows(SavedView, SavedView.member_id, member)
        ],
        "exports": [{"asked_at": moment(e.asked_at)} for e in _rows(Export, Export.member_id, member)],
        "deletion": [
            {"asked_at": moment(c.asked_at), "due_at": moment(c.due_at), "keeps_posts": c.keeps_posts}
            for c in _rows(Closing, Closing.member_id, member)
        ],
        "mails": _mails(member),
        "letters_from_moderators": _letters(member),
        "reports": _reports(member),
        "reading": _reading(member),
        "moderation_about_you": _about_them(member),
        "moderation_by_you": _office(member),
        "desk": desk_of(member),
    }  # fmt: skip


def _mails(member: Member) -> list[dict[str, Any]]:
    """Subject and times: the text of a mail is emptied once it is sent."""
    to_them = select(Mail).where(func.lower(Mail.recipient) == member.email.lower()).order_by(Mail.id)
    return [
        {"subject": mail.subject, "written_at": moment(mail.created_at), "sent_at": moment(mail.sent_at)}
        for mail in db.session.scalars(to_them)
    ]


def _letters(member: Member) -> list[dict[str, Any]]:
    """Their whole text; the moderator's name goes only where it stands in the letter itself."""
    return [
        {"subject": letter.subject, "text": letter.body, "about_post_id": letter.post_id,
         "written_at": moment(letter.created_at), "read_at": moment(letter.read_at)}
        for letter in _rows(Letter, Letter.member_id, member)
    ]  # fmt: skip


def _reports(member: Member) -> list[dict[str, Any]]:
    rows = _rows(Report, Report.reporter_id, member, joinedload(Report.post))
    return [
        {"post_id": r.post_id, "thread_id": r.post.thread_id, "reason": REASONS[r.reason], "note": r.note,
         "reported_at": moment(r.created_at)}
        for r in rows
    ]  # fmt: skip


def _reading(member: Member) -> list[dict[str, Any]]:
    visits = select(Visit).where(Visit.member_id == member.id).order_by(Visit.thread_id)
    return [
        {"thread_id": visit.thread_id, "read_up_to_post_id": visit.last_post_id}
        for visit in db.session.scalars(visits)
    ]


def _office(member: Member) -> list[dict[str, Any]]:
    """What a moderator did: without the posts, which are others'."""
    return [
        {"action": entry.action, "note": entry.note, "done_at": moment(entry.created_at)}
        for entry in _rows(ModLogEntry, ModLogEntry.moderator_id, member)
    ]


def _about_them(member: Member) -> list[dict[str, Any]]:
    """Silences and suspensions, without the moderator's name."""
    return [
        {"what": e.action, "reason": e.note, "until": e.after.get("until"), "done_at": moment(e.created_at)}
        for e in entries_about(member)
    ]
