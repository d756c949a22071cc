"""The mail that proves a mailbox: a code, and a link that shows it in whatever browser opens it."""

from forum.limits import spend
from forum.mails.links import link_to
from forum.mails.send import send
from forum.signin.arrivals import code_for
from forum.signin.models import Arrival

HALF = 4


def spaced(code: str) -> str:
    """As people copy it: ABCD-EFGH."""
    return f"{code[:HALF]}-{code[HALF:]}" if len(code) > HALF else code


def send_code(arrival: Arrival) -> None:
    """Mail the code to the arrival's address, whether an account has it or not. Does not commit."""
    spend("mail", account=arrival.email)
    code = code_for(arrival)
    send(
        "mailbox_code",
        arrival.email or "",
        "your code for signing in",
        code=spaced(code),
        link=link_to("arrivals.code", shown=code),
    )
