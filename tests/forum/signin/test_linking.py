"""The linking table is whole, its rows never overlap, and docs/sign-in.md shows it as the code runs it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from forum.signin.linking import TABLE, Account, Address, Case, Holder, NoSuchRow, Outcome, all_cases, row_for
from forum.signin.linking_page import linking_page

ROOT = Path(__file__).parents[3]
UNPROVED = (Address.NONE, Address.UNPROVED)


def test_every_combination_meets_exactly_one_row() -> None:
    cases = list(all_cases())
    assert len(set(cases)) == 2 * 3 * 4 * 3 * 2
    assert [case for case in cases if sum(row.meets(case) for row in TABLE) != 1] == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.outcome.name)
def test_no_row_is_idle_and_none_can_be_left_out(row) -> None:
    met = [case for case in all_cases() if row.meets(case)]
    assert met and row.why
    with pytest.raises(NoSuchRow):
        row_for(met[0], tuple(other for other in TABLE if other is not row))
    with pytest.raises(NoSuchRow):
        row_for(met[0], (*TABLE, row))


def test_every_outcome_has_a_row() -> None:
    assert {row.outcome for row in TABLE} == set(Outcome)


@pytest.mark.parametrize("address", UNPROVED)
def test_an_unproved_address_never_leads_to_an_account(address: Address) -> None:
    opening = set(Outcome) - {Outcome.ASK_ADDRESS, Outcome.LINK}
    for case in all_cases():
        if case.address is address and case.holder is Holder.NOBODY:
            assert row_for(case).outcome not in opening


def test_an_unproved_address_tells_nothing_of_accounts() -> None:
    for case in all_cases():
        if case.address in UNPROVED:
            blank = replace(case, account=Account.NONE, has_password=False)
            assert row_for(case) is row_for(blank)


def test_an_unconfirmed_account_is_never_taken_as_it_is() -> None:
    allowed = {Outcome.TAKE_OVER, Outcome.ASK_ADDRESS}
    for case in all_cases():
        if case.account is Account.UNCONFIRMED and case.holder is Holder.NOBODY and not case.is_signed_in:
            assert row_for(case).outcome in allowed


def test_no_word_of_a_provider_opens_a_confirmed_account() -> None:
    case = Case(False, Holder.NOBODY, Address.BY_PROVIDER, Account.CONFIRMED)
    for has_password in (True, False):
        outcome = row_for(replace(case, has_password=has_password)).outcome
        assert outcome in (Outcome.PROVE_ACCOUNT, Outcome.PROVE_MAILBOX)


def test_the_page_shows_the_table_that_the_code_runs_on(app: Flask) -> None:
    text = (ROOT / "docs" / "sign-in.md").read_text()
    assert "## The linking table" in text
    assert linking_page() in text.split("## The linking table")[1]
    printed = app.test_cli_runner().invoke(args=["sign-in", "table"])
    assert printed.output == linking_page()
