"""What can go wrong between a press on "Continue with …" and the answer of the provider.

    SignInFault
    ├── ProviderDown       503  slow, silent, not there, or says itself that it is down
    ├── ProviderNonsense   502  answered what no provider may answer; nobody was signed in
    ├── ProviderRefused    502  said no, to us or to this code
    ├── Cancelled          400  the person stopped it there
    └── StaleAttempt       400  not begun in this browser, too old, or used already

`kind` is a word or two for the log. It never holds what a provider or a person sent, save an error
code of the protocol.
"""

import re

WORD = re.compile(r"[a-z_]{1,40}")


class SignInFault(Exception):
    """`title` and `advice` are shown to the person; {label} stands for the provider's name."""

    status = 502
    title = ""
    advice = ""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ProviderDown(SignInFault):
    status = 503
    title = "{label} does not answer"
    advice = "It may be down or very slow. Wait a minute and try again, or take another way in."


class ProviderNonsense(SignInFault):
    title = "We could not make sense of the answer from {label}"
    advice = "To keep your account safe we did not sign you in. Try again, or take another way in."


class ProviderRefused(SignInFault):
    title = "{label} refused this sign-in"
    advice = "It may be a passing fault. Try again, or take another way in."


class Cancelled(SignInFault):
    status = 400
    title = "You stopped before {label} was done"
    advice = "You are not signed in. {label} has told us nothing. Try again when you like."


class StaleAttempt(SignInFault):
    status = 400
    title = "This sign-in cannot go on"
    advice = "It is too old, was used already, or was begun in another browser. Begin it again here."


def word_of(error: object) -> str:
    """An error code of the protocol, or "error": what stands there may be anything."""
    return error if isinstance(error, str) and WORD.fullmatch(error) else "error"
