"""What happens after a provider has named somebody: the linking table, applied.

`arrive(claims)` is called once the protocol's checks have passed. It signs in, or keeps an `Arrival` and
leads to the page where its person goes on. Those pages come back to `go_on` after each step, and the table
is asked anew every time, because the world may have changed between two pages.
"""

from collections.abc import Callable

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from forum.db import db, utcnow
from forum.members.queries import signed_in_member
from forum.signin import next_page
from forum.signin.arrivals import drop_arrival, keep_arrival, new_arrival
from forum.signin.claims import Claims
from forum.signin.enter import be_fresh, enter
from forum.signin.facts import account_of, identity_of, outcome_of
from forum.signin.linking import Outcome
from forum.signin.models import Arrival, Identity

TAKEN = (
    "That account belongs to another member here, so it cannot be a way in for you too. "
    "Sign out first if you want to come in with it."
)
RUN_OUT = "That took longer than an hour, or you began in another browser. Start again here."
UNREADABLE = "The other site's answer could not be used. Sign in another way, or try again later."
LONGEST = Identity.subject.type.length


def arrive(claims: Claims) -> Response:
    """Sign in, register or ask, as the linking table says. Where to go on to is kept by `next_page`."""
    if not claims.issuer or not claims.subject or max(len(claims.issuer), len(claims.subject)) > LONGEST:
        # Cut to fit, two people could become one.
        db.session.commit()
        flash(UNREADABLE, "error")
        return redirect(url_for("security.login"), 303)
    return go_on(new_arrival(claims))


def go_on(arrival: Arrival) -> Response:
    """Do what the table says for this arrival now. Commits."""
    return DEEDS[outcome_of(arrival, signed_in_member())](arrival)


def begin_again() -> Response:
    """For a browser that holds no arrival, or none any more."""
    flash(RUN_OUT, "error")
    return redirect(url_for("security.register"), 303)


def _sign_in(arrival: Arrival) -> Response:
    # Another arrival may wait in this browser until its person has proved an account: this may be the proof.
    return enter(_used(arrival).member)


def _stay(arrival: Arrival) -> Response:
    _used(arrival)
    db.session.commit()
    be_fresh()
    # Without an address to go to they asked for nothing but to be seen: the page of their ways in shows it.
    return redirect(next_page.take() or url_for("ways_in.show"), 303)


def _used(arrival: Arrival) -> Identity:
    identity = identity_of(arrival)
    assert identity is not None  # the table asked for one
    identity.used_at = utcnow()
    return identity


def _refuse(arrival: Arrival) -> Response:
    drop_arrival()
    db.session.commit()
    flash(TAKEN, "error")
    return redirect(url_for("ways_in.show"), 303)


def _proved(arrival: Arrival) -> Response:
    account = account_of(arrival)
    assert account is not None  # the table asked for one
    keep_arrival(arrival)
    return enter(account, url_for("ways_in.link"))


def _page(endpoint: str) -> Callable[[Arrival], Response]:
    def lead(arrival: Arrival) -> Response:
        keep_arrival(arrival)
        db.session.commit()
        return redirect(url_for(endpoint), 303)

    return lead


DEEDS: dict[Outcome, Callable[[Arrival], Response]] = {
    Outcome.SIGN_IN: _sign_in,
    Outcome.STAY: _stay,
    Outcome.REFUSE: _refuse,
    Outcome.LINK: _page("ways_in.link"),
    Outcome.ASK_ADDRESS: _page("arrivals.address"),
    Outcome.REGISTER: _page("welcome.visit"),
    Outcome.TAKE_OVER: _page("welcome.visit"),
    Outcome.PROVE_ACCOUNT: _page("arrivals.prove"),
    Outcome.PROVE_MAILBOX: _page("arrivals.prove"),
    Outcome.PROVED: _proved,
}
