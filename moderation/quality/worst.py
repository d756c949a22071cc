"""The errors that matter most, worst first, for whoever mends them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from moderation.cases import Case, Mention
from moderation.evaluate import Result
from moderation.findings import Finding, Level
from moderation.quality.tables import Cell, cut

MOST = 30
SECRET = "test"
"""The split whose texts are not printed: whoever reads them would build for them."""


def worst(results: Iterable[Result], most: int = MOST) -> list[Result]:
    """The worst errors: missed crisis first, then missed emergency, down to a level merely too high."""
    wrong = [result for result in results if not result.is_right]
    return sorted(wrong, key=lambda r: (*badness(r), r.case.file, r.case.id))[:most]


def badness(result: Result) -> tuple[int, int, int]:
    """The lower the worse: without a notice, with too low a notice, false alarm, other."""
    true, given = result.case.level, result.screening.level
    if result.is_missed:
        return 0, -true, given
    if true >= Level.URGENT and given < true:
        return 1, -true, given
    if result.is_false_alarm:
        return 2, -given, true
    return 3, -abs(given - true), -true


def error_name(result: Result) -> str:
    """What happened, in two or three words."""
    true, given = result.case.level, result.screening.level
    names = (f"missed {true.word}", f"{true.word} too low", f"false {given.word}", "other level")
    return names[badness(result)[0]]


def error_counts(results: Iterable[Result]) -> list[tuple[Cell, ...]]:
    """How many errors of each name there are, worst first."""
    wrong = sorted((result for result in results if not result.is_right), key=badness)
    return list(Counter(map(error_name, wrong)).items())


def error_rows(results: Sequence[Result], show_secret: bool) -> list[tuple[Cell, ...]]:
    """Rows of the table of errors; of the test split only ids and levels."""
    return [
        (
            result.case.id,
            result.case.file,
            error_name(result),
            result.case.level.word,
            result.screening.level.word,
            *_texts(result, show_secret or not is_secret(result.case)),
        )
        for result in results
    ]


def is_secret(case: Case) -> bool:
    return case.split == SECRET


def _texts(result: Result, is_open: bool) -> tuple[str, str]:
    if not is_open:
        return "not shown", "not shown"
    marked = "<br>".join(map(_mention, result.case.mentions)) or "nothing"
    found = "<br>".join(map(_finding, result.screening.findings)) or "nothing"
    return marked, found


def _mention(mention: Mention) -> str:
    context = _context(mention.assertion, mention.temporality, mention.experiencer)
    literal = "" if mention.literal else ", not literal"
    return f"“{cut(mention.quote)}” {mention.concept}{context}{literal}"


def _finding(finding: Finding) -> str:
    context = _context(finding.assertion.value, finding.temporality.value, finding.experiencer.value)
    talk = "" if finding.talk.value == "literal" else f", {finding.talk.value}"
    return f"“{cut(finding.quote)}” {finding.concept}{context}{talk}: {finding.level.word} [{finding.source}]"


def _context(*values: str) -> str:
    """Only what is not plain: a sign of the author's that is there now needs no words."""
    special = [value.replace("_", " ") for value in values if value not in {"present", "current", "author"}]
    return "".join(f", {value}" for value in special)
