"""What becomes of every row that points at a member when that member is erased.

A table: `tests/forum/own_data/test_fates.py` fails when a column that points at a member, or a whole
table, is missing here, so that whoever adds one has to decide.
"""

from enum import Enum


class Fate(Enum):
    DELETE = "the row goes"
    GIVE = "the row stays and belongs to the former members' row"
    FORGET = "the row stays and points at nobody"


FATES = {
    "acknowledgement.member_id": Fate.GIVE,
    "ask.answered_by_id": Fate.GIVE,
    "ask.sender_id": Fate.GIVE,
    "ask.to_id": Fate.FORGET,
    "case_review.reviewer_id": Fate.GIVE,
    "closing.member_id": Fate.FORGET,
    "consent.member_id": Fate.DELETE,
    "decision.moderator_id": Fate.GIVE,
    "decision.undone_by_id": Fate.GIVE,
    "desk_settings.member_id": Fate.DELETE,
    "desk_note.member_id": Fate.DELETE,
    "desk_note.sender_id": Fate.DELETE,
    "device.member_id": Fate.DELETE,
    "export.member_id": Fate.DELETE,
    "hard_item.member_id": Fate.DELETE,
    "held_mail.member_id": Fate.DELETE,
    "identity.member_id": Fate.DELETE,
    "known_browser.member_id": Fate.DELETE,
    "letter.member_id": Fate.DELETE,
    "letter.moderator_id": Fate.GIVE,
    "mod_log_entry.member_id": Fate.FORGET,
    "mod_log_entry.moderator_id": Fate.FORGET,
    "pause.member_id": Fate.DELETE,
    "proposal.approved_by_id": Fate.GIVE,
    "proposal.proposer_id": Fate.GIVE,
    "proposal.withdrawn_by_id": Fate.GIVE,
    "post.author_id": Fate.GIVE,
    "post.deleted_by_id": Fate.GIVE,
    "post.hidden_by_id": Fate.GIVE,
    "report.reporter_id": Fate.GIVE,
    "review_item.claimed_by_id": Fate.FORGET,
    "revision.editor_id": Fate.GIVE,
    "roles_users.user_id": Fate.DELETE,
    "shift.member_id": Fate.DELETE,
    "saved_view.member_id": Fate.DELETE,
    "rule_alarm.settled_by_id": Fate.GIVE,
    "thread.author_id": Fate.GIVE,
    "thread.last_author_id": Fate.GIVE,
    "visit.member_id": Fate.DELETE,
    "webauthn.user_id": Fate.DELETE,
}
"""By table and column."""

OTHER_TABLES = {
    "arrival": "goes, found by the identity and the address",
    "backtest": "holds ids, places of words and counts only",
    "board": "knows no member",
    "finding": "goes with a text that is deleted",
    "job": "holds ids only; those of the member's mails go",
    "ladder_step": "holds ids only",
    "mail": "goes, found by the address",
    "member": "the member's own row goes last",
    "parked_form": "found by a cookie only; what is older than a day goes, and edits of the member's posts",
    "rescreen": "knows no member",
    "rescreen_chunk": "knows no member",
    "review_reason": "holds ids only",
    "role": "knows no member",
    "shadow": "holds ids, places of words and counts only",
    "sign_in_attempt": "tells nobody's name; goes after half an hour",
    "screening": "set back to no sign when its text is deleted",
}
"""Tables that point at no member, with what erasing does there."""
