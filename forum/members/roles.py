"""Give a member a role, or take it away. New members are "member"; the first admin is made from the shell."""

from flask import current_app

from forum.members.models import Member

ROLES = {
    "member": "reads and writes",
    "moderator": "also sees the review queue and decides there",
    "admin": "may do all that a moderator may",
}


def add_role(member: Member, role: str) -> bool:
    """Give the role. Return False when the member has it already."""
    store = current_app.extensions["datastore"]
    store.find_or_create_role(role, description=ROLES[role])
    return bool(store.add_role_to_user(member, role))


def remove_role(member: Member, role: str) -> bool:
    """Take the role away. Return False when the member does not have it."""
    return bool(current_app.extensions["datastore"].remove_role_from_user(member, role))
