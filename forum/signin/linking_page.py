"""The linking table as Markdown, for docs/sign-in.md."""

from collections.abc import Iterable
from enum import StrEnum

from forum.signin.linking import TABLE, Row

HEADS = (
    "Signed in", "Account at the provider belongs to", "Address", "Account with this address", "Password",
    "What happens", "Why",
)  # fmt: skip


def linking_page(table: Iterable[Row] = TABLE) -> str:
    """One line for each row; a dash stands for "whatever it is"."""
    lines = [_line(HEADS), _line(["---"] * len(HEADS))]
    lines += [_line(_cells(row)) for row in table]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    return [
        _truth(row.is_signed_in), _values(row.holder), _values(row.address), _values(row.account),
        _truth(row.has_password), f"**{row.outcome}**", row.why,
    ]  # fmt: skip


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _truth(value: bool | None) -> str:
    return "–" if value is None else "yes" if value else "no"


def _values(values: frozenset[StrEnum] | None) -> str:
    # In the order of the class: a set has none.
    return "–" if not values else " or ".join(value for value in type(next(iter(values))) if value in values)
