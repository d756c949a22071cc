"""Accounts that are closed: "It was a colitis. No blood since ten days", and values of an earlier test."""

from moderation.cue_files import Cue
from moderation.scope import Scope

ARTICLES = frozenset({"a", "an"})


def told_after(scope: Scope) -> Cue | None:
    """How it ended, when the post names what it was: a diagnosis with an ending is told afterwards."""
    if not (_names_what_it_was(scope) or _had_gone(scope)):
        return None
    reading = scope.reading
    return next(iter(reading.find(0, len(reading.words), "outcome")), None)


def _names_what_it_was(scope: Scope) -> bool:
    """ "It was indeed [shingles]", or a post that opens with "An autoimmune [anaemia]."."""
    if not scope.inside("diagnosis", "disease"):
        return False
    start = scope.sentence[0]
    opens = start == 0 and scope.reading.words.texts[0] in ARTICLES
    return opens or bool(scope.reading.find(start, scope.first + 1, "was_it"))


def _had_gone(scope: Scope) -> bool:
    """ "Liver tests had gone to eleven times": a past behind a past."""
    return any(
        scope.reading.words.texts[cue.first] == "had" for cue in scope.reading.find(*scope.clause, "was_it")
    )


def dates_other_number(scope: Scope, cue: Cue) -> bool:
    """Whether a time belongs to an earlier value: "creatinine 1.4. It was 0.8 last month"."""
    texts = scope.reading.words.texts
    if not any(word[0].isdigit() for word in texts[scope.first : scope.last]):
        return False
    start, end = scope.reading.clause_at(cue.first)
    first = next((at + 1 for at in range(cue.first - 1, start - 1, -1) if texts[at] == ","), start)
    last = next((at for at in range(cue.last, end) if texts[at] == ","), end)
    if first < scope.last and scope.first < last:
        return False
    return any(texts[at][0].isdigit() for at in range(first, last) if not cue.first <= at < cue.last)
