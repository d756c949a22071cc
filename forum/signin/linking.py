"""The linking table: who may come in as whom after a provider has named somebody.

Data and one pure function. Nothing here reads a database or a request; `facts.py` finds out what a row asks
for, `arrive.py` does what it says. An address is believed only when somebody has proved it on both sides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product


class Holder(StrEnum):
    """To whom the account at the provider belongs by now."""

    NOBODY = "nobody"
    MINE = "the signed-in member"
    ANOTHER = "another member"


class Address(StrEnum):
    """What is known of the e-mail address that came along."""

    NONE = "none"
    UNPROVED = "not verified"
    BY_PROVIDER = "verified by the provider"
    BY_US = "proved by our own mail"


class Account(StrEnum):
    """The account of the board that has this address."""

    NONE = "none"
    UNCONFIRMED = "never confirmed"
    CONFIRMED = "confirmed"


class Outcome(StrEnum):
    SIGN_IN = "sign in"
    STAY = "stay signed in, freshly"
    REGISTER = "register"
    TAKE_OVER = "register, and empty the unconfirmed account first"
    ASK_ADDRESS = "ask for an address and mail it a code"
    PROVE_ACCOUNT = "ask to sign in to that account first"
    PROVE_MAILBOX = "mail that account a code"
    PROVED = "sign in to that account, then ask whether to link"
    LINK = "ask whether to link to the signed-in member"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Case:
    """All that a decision may depend on."""

    is_signed_in: bool
    holder: Holder
    address: Address
    account: Account = Account.NONE
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Conditions, each a set of values or None for any; what happens; and why."""

    outcome: Outcome
    why: str
    is_signed_in: bool | None = None
    holder: frozenset[Holder] | None = None
    address: frozenset[Address] | None = None
    account: frozenset[Account] | None = None
    has_password: bool | None = None

    def meets(self, case: Case) -> bool:
        return (
            self.is_signed_in in (None, case.is_signed_in)
            and (self.holder is None or case.holder in self.holder)
            and (self.address is None or case.address in self.address)
            and (self.account is None or case.account in self.account)
            and self.has_password in (None, case.has_password)
        )


NOBODYS = frozenset({Holder.NOBODY})
PROVED = frozenset({Address.BY_PROVIDER, Address.BY_US})

TABLE = (
    Row(
        Outcome.SIGN_IN,
        "Issuer and subject tell who it is. The address may have changed since and is not looked at.",
        is_signed_in=False,
        holder=frozenset({Holder.MINE, Holder.ANOTHER}),
    ),
    Row(
        Outcome.STAY,
        "They have shown once more that it is them.",
        is_signed_in=True,
        holder=frozenset({Holder.MINE}),
    ),
    Row(
        Outcome.REFUSE,
        "Two members never share an identity.",
        is_signed_in=True,
        holder=frozenset({Holder.ANOTHER}),
    ),
    Row(
        Outcome.LINK,
        "Both sides are proved by being signed in to them; the address says nothing. They press a button, "
        "after a fresh sign-in.",
        is_signed_in=True,
        holder=NOBODYS,
    ),
    Row(
        Outcome.ASK_ADDRESS,
        "Without a verified address nobody is looked up: an attacker may name a victim's. The mail is the "
        "same whether an account has the address or not.",
        is_signed_in=False,
        holder=NOBODYS,
        address=frozenset({Address.NONE, Address.UNPROVED}),
    ),
    Row(
        Outcome.REGISTER,
        "The address is theirs and new here.",
        is_signed_in=False,
        holder=NOBODYS,
        address=PROVED,
        account=frozenset({Account.NONE}),
    ),
    Row(
        Outcome.TAKE_OVER,
        "Anybody could have signed up with this address and waits for its owner. Its password, sessions, "
        "name and ways in go before its owner comes in.",
        is_signed_in=False,
        holder=NOBODYS,
        address=PROVED,
        account=frozenset({Account.UNCONFIRMED}),
    ),
    Row(
        Outcome.PROVE_ACCOUNT,
        "A provider's word about an address opens no account. The password does, with the second factor.",
        is_signed_in=False,
        holder=NOBODYS,
        address=PROVED,
        account=frozenset({Account.CONFIRMED}),
        has_password=True,
    ),
    Row(
        Outcome.PROVE_MAILBOX,
        "No password to ask for: one of its other ways in, or a code to its confirmed mailbox.",
        is_signed_in=False,
        holder=NOBODYS,
        address=frozenset({Address.BY_PROVIDER}),
        account=frozenset({Account.CONFIRMED}),
        has_password=False,
    ),
    Row(
        Outcome.PROVED,
        "They have just opened the confirmed mailbox of an account without a password, in this browser. "
        "A second factor is still asked for.",
        is_signed_in=False,
        holder=NOBODYS,
        address=frozenset({Address.BY_US}),
        account=frozenset({Account.CONFIRMED}),
        has_password=False,
    ),
)


class NoSuchRow(LookupError):
    """The table has a hole or two rows overlap; a test keeps it from happening."""


def row_for(case: Case, table: tuple[Row, ...] = TABLE) -> Row:
    """The one row that the case meets."""
    found = [row for row in table if row.meets(case)]
    if len(found) != 1:
        raise NoSuchRow(f"{len(found)} rows meet {case}")
    return found[0]


def decide(case: Case) -> Outcome:
    return row_for(case).outcome


def all_cases() -> Iterator[Case]:
    """Every combination of inputs there is."""
    truth = (False, True)
    for values in product(truth, Holder, Address, Account, truth):
        yield Case(*values)
