"""Words said to a reader: "Call 112 now. Tell them: sudden neck pain", "look at the whites of your eyes".

Replies tell others what to do. The signs in them are the reader's, who has a notice of their own already
(RUBRIC, "info": advice). A plea ("tell me what to do") and the author's own signs stay what they are.
"""

from moderation.cue_files import Cue
from moderation.reading import Reading
from moderation.scope import Scope

# What may stand before a directive: greetings, list marks, a name with a comma ("Tom, don't drive").
_LEADS = frozenset(
    "please now so and then or just also well ok okay right no yes go first again honestly seriously love "
    "mate pet hi hello hey but instead meanwhile either same both . , : ; ! * - • > ( ) ' \" _ # /".split()
) | {"\n"}
_NAME = 3
_TOLD = frozenset("? said says told saying".split())
_URGING = frozenset(
    "call ring phone dial contact telephone go say tell see dont do never you "
    "999 911 112 111 000 please".split()
)
_BOARD = frozenset("we us our".split())
YOUR = frozenset("your ur yours".split())
NEAR_YOUR = 4


def told_to_reader(scope: Scope) -> Cue | None:
    """The cue that shows that the sign stands in words to the reader, if it does."""
    reading = scope.reading
    if _is_own(scope, scope.clause) or (scope.is_statement and _is_own(scope, scope.sentence)):
        return None
    directive = None if reading.find(*scope.clause, "cared_for") else directive_at(reading, *scope.sentence)
    if directive is not None:
        return directive
    if scope.is_crisis:
        return None  # a farewell speaks to its readers too
    return _yours(scope) or _in_reply(scope)


def directive_at(reading: Reading, first: int, last: int) -> Cue | None:
    """A directive with which the sentence opens, unless it is a question or a plea of the author."""
    texts = reading.words.texts[first:last]
    own = any(
        reading.words.texts[cue.first] not in _BOARD for cue in reading.find(first, last, "self_strong")
    )
    if own or not _TOLD.isdisjoint(texts) or reading.find(first, last, "asker"):
        return None
    for cue in reading.find(first, last, "directive"):
        if _opens(reading, first, cue.first):
            return cue
    return None


def _opens(reading: Reading, first: int, at: int) -> bool:
    before = reading.words.texts[first:at]
    open_words = [word for word in before if word not in _LEADS and not word.isdigit()]
    return not open_words or (len(open_words) <= _NAME and before[-1] in {",", "-", ":"})


def _yours(scope: Scope) -> Cue | None:
    """ "Your platelets", "bruises on your stomach"; the author's own words beside it end that."""
    first, last = max(scope.clause[0], scope.first - NEAR_YOUR), min(scope.clause[1], scope.last + NEAR_YOUR)
    if _is_own(scope, scope.sentence) or scope.reading.find(*scope.sentence, "they", "asker"):
        return None
    for cue in scope.reading.find(first, last, "you"):
        if scope.reading.words.texts[cue.first] in YOUR:
            return cue
    return None


def _in_reply(scope: Scope) -> Cue | None:
    """A sign without anybody in a post that tells the reader what to do: "Bad headache, vomiting: 911"."""
    reading = scope.reading
    if reading.find(*scope.sentence, "self_strong", "they", "asker", "cared_for"):
        return None
    for cue in [*scope.after("call_for_it"), *_any_of_that(scope), *_asked_back(scope)]:
        return cue
    if reading.find(*scope.sentence, "now", "recent"):
        return None
    directives = (directive_at(reading, first, last) for first, last in reading.sentences)
    return next((cue for cue in directives if cue and _is_urging(reading, cue)), None)


def _is_urging(reading: Reading, cue: Cue) -> bool:
    """ "Ring them", "tell triage"; "keep the window open" may be said of one's own bad night."""
    return reading.words.texts[cue.first] in _URGING


def _any_of_that(scope: Scope) -> list[Cue]:
    """ "A drooping face, a weak arm. Any of that is an emergency call"."""
    for first, last in scope.next_sentences(2):
        if not {"any", "that"}.isdisjoint(scope.reading.words.texts[first : first + 2]):
            return scope.reading.find(first, last, "call_for_it")
    return []


def _asked_back(scope: Scope) -> list[Cue]:
    """ "Any nosebleeds? Any new bruises on your arms?"."""
    first, last = scope.sentence
    texts = scope.reading.words.texts[first:last]
    return scope.reading.by_group.get("you", []) if texts[0] == "any" and "?" in texts else []


def _is_own(scope: Scope, within: tuple[int, int]) -> bool:
    """Whether the author speaks of themselves; "we" is the board ("not one we guess at")."""
    return any(
        scope.reading.words.texts[cue.first] not in _BOARD for cue in scope.reading.find(*within, "self")
    )
