"""Find out what a row of the linking table asks for, and so what the table says."""

from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.members.queries import find_by_email
from forum.signin.arrivals import is_proved_by_us
from forum.signin.linking import Account, Address, Case, Holder, Outcome, decide
from forum.signin.models import Arrival, Identity


def identity_of(arrival: Arrival) -> Identity | None:
    """Issuer and subject, and nothing else, tell whose it is."""
    return db.session.scalar(select(Identity).filter_by(issuer=arrival.issuer, subject=arrival.subject))


def account_of(arrival: Arrival) -> Member | None:
    """The member with the arrival's address; None while the address is not proved, so that nobody is told."""
    return find_by_email(arrival.email) if arrival.email and arrival.is_email_verified else None


def outcome_of(arrival: Arrival, signed_in: Member | None) -> Outcome:
    """What the table says for this arrival in this browser, now."""
    return decide(case_of(arrival, signed_in))


def case_of(arrival: Arrival, signed_in: Member | None) -> Case:
    """The inputs of the table for this arrival in this browser."""
    account = account_of(arrival)
    return Case(
        is_signed_in=signed_in is not None,
        holder=_holder(identity_of(arrival), signed_in),
        address=_address(arrival),
        account=_account(account),
        has_password=bool(account and account.password),
    )


def _holder(identity: Identity | None, signed_in: Member | None) -> Holder:
    if identity is None:
        return Holder.NOBODY
    return Holder.MINE if signed_in and identity.member_id == signed_in.id else Holder.ANOTHER


def _address(arrival: Arrival) -> Address:
    if not arrival.email:
        return Address.NONE
    if is_proved_by_us(arrival):
        return Address.BY_US
    return Address.BY_PROVIDER if arrival.is_email_verified else Address.UNPROVED


def _account(account: Member | None) -> Account:
    if account is None:
        return Account.NONE
    return Account.CONFIRMED if account.confirmed_at else Account.UNCONFIRMED
