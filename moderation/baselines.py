"""Simpler readers on the same posts, so that the page of `evaluate` shows what ours adds to them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.cases import Case
from moderation.detect import Detector
from moderation.errors import ModerationError
from moderation.evaluate import Reader, Result, read_all, score
from moderation.findings import Level, Screening
from moderation.language import folded_text, make_doc, make_nlp
from moderation.learned.model import load_model
from moderation.quality.bootstrap import auroc, notice_f1
from moderation.quality.slices import by_split
from moderation.quality.tables import Cell, table
from moderation.rule_reader import load_rules
from moderation.screener import Screener, build_screener
from moderation.sentences import set_sentences

WORD_LIST = Path(__file__).with_suffix(".toml")
NEGATED = re.compile(
    r"\b(?:no|not|never|without|denies|denied|none|cannot|\w+n['’]?t)\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE
)
"""A negator at most five words before the phrase: the rule that most people write first."""
SENTENCE_END = re.compile(r"[.!?\n]")
FEATURES = {"ngram_range": (1, 2), "min_df": 2, "sublinear_tf": True}


class BaselineError(ModerationError):
    """A baseline cannot be measured here; says why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One reader's row: its results and scores, or why there are none."""

    name: str
    results: Sequence[Result] = ()
    scores: Sequence[float] = ()
    missing: str = ""


class WordList:
    """The highest level whose words occur anywhere."""

    def __init__(self, path: Path = WORD_LIST) -> None:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
        self._patterns = {
            Level.from_word(level): re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
            for level, listed in words.items()
        }

    def screen(self, title: str = "", body: str = "") -> Screening:
        text = f"{title}\n{body}".replace("’", "'")
        found = [level for level, pattern in self._patterns.items() if pattern.search(text)]
        return Screening(max(found, default=Level.NONE), (), "word list")


class PhraseList:
    """Every phrase of the rule files that stands in the text without a negator shortly before it."""

    def __init__(self, packs: Sequence[Path]) -> None:
        self._rules = load_rules(packs)
        self._detector = Detector(self._rules)
        self._nlp = make_nlp()

    def screen(self, title: str = "", body: str = "") -> Screening:
        found = [level for text in (title, body) for level in self._levels(text)]
        return Screening(max(found, default=Level.NONE), (), "phrases")

    def _levels(self, typed: str) -> Iterator[Level]:
        doc = set_sentences(make_doc(self._nlp, typed, "body", self._rules))
        text, folded = self._detector.read(doc), folded_text(doc)
        for phrase in self._detector.phrases(text):
            before = SENTENCE_END.split(folded[: text.units.starts[phrase.start]])[-1]
            if not NEGATED.search(before):
                yield phrase.level


class WholePost:
    """TF-IDF and logistic regression over whole posts, one class a level."""

    def __init__(self, cases: Sequence[Case]) -> None:
        if not cases:
            raise BaselineError("there is no train split among the cases")
        try:
            from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
            from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
        except ImportError:
            raise BaselineError("scikit-learn is not installed; see requirements-dev.txt") from None
        self._features: Any = TfidfVectorizer(**FEATURES)
        rows = self._features.fit_transform(map(text_of, cases))
        self._model: Any = LogisticRegression(C=10, max_iter=1000)
        self._model.fit(rows, [int(case.level) for case in cases])

    def measure(self, cases: Sequence[Case]) -> tuple[list[Result], list[float]]:
        """A level for each post, and how sure the model is that it needs a notice."""
        rows = self._features.transform(map(text_of, cases))
        known = [Level(int(number)) for number in self._model.classes_]
        shares = self._model.predict_proba(rows)
        notice = [level >= Level.URGENT for level in known]
        sure = [float(row[notice].sum()) for row in shares]
        levels = [_likeliest(known, row, at >= 0.5) for row, at in zip(shares, sure, strict=True)]
        results = [
            Result(case, Screening(level, (), "whole post"))
            for case, level in zip(cases, levels, strict=True)
        ]
        return results, sure


def _likeliest(known: Sequence[Level], shares: Sequence[float], notice: bool) -> Level:
    """The likeliest level on one side of the notice."""
    side = [
        (share, level)
        for level, share in zip(known, shares, strict=True)
        if (level >= Level.URGENT) is notice
    ]
    return max(side, default=(0.0, Level.URGENT if notice else Level.NONE))[1]


def text_of(case: Case) -> str:
    return f"{case.title}\n{case.body}"


def rivals_table(
    results: Sequence[Result], train: Sequence[Case], packs: Sequence[Path], processes: int = 1
) -> str:
    """Every reader on the posts that were kept apart, split by split; on all where there is no split."""
    apart = [result for result in results if result.case.split != "train"] or list(results)
    rows: list[tuple[Cell, ...]] = []
    measured = list(_measure_all(apart, train, packs, processes))
    for split, _ in by_split(apart):
        rows += [(split, *_row(one, split)) for one in measured if not one.missing]
    head = ("split", "reader", "recall", "precision", "F1", "emergency recall", "crisis recall", "AUROC")
    note = "Recall, precision and F1 are those of “needs a notice”; AUROC where a reader gives a score."
    missing = [f"{one.name}: not measured, because {one.missing}." for one in measured if one.missing]
    return "\n\n".join([note, table(head, rows), *missing])


def _measure_all(
    ours: Sequence[Result], train: Sequence[Case], packs: Sequence[Path], processes: int
) -> Iterator[Measured]:
    cases = [result.case for result in ours]
    lists: Iterable[tuple[str, Reader]] = (
        ("word list of a forum admin", WordList()),
        ("phrases of the rule files, crude negation", PhraseList(packs)),
    )
    for name, reader in lists:
        yield Measured(name, read_all(reader, cases))
    whole = "TF-IDF and logistic regression on whole posts"
    try:
        yield Measured(whole, *WholePost(train).measure(cases))
    except BaselineError as error:
        yield Measured(whole, missing=str(error))
    rules = build_screener(packs, learned=False)
    yield Measured("our rules without the learned model", read_all(rules, cases, processes))
    if ours and ".model." in ours[0].screening.version:
        yield Measured("**our rules with the learned model**", ours, _scores(rules, cases))
    else:
        yield Measured("**our reader**", ours)


def _scores(rules: Screener, cases: Sequence[Case]) -> list[float]:
    """How sure the learned model is that each post needs a notice."""
    model = load_model()
    readings = (rules.read(case.title, case.body) for case in cases)
    return [float(model.predict(docs).reach[Level.URGENT]) for docs in readings]


def _row(one: Measured, split: str) -> tuple[Cell, ...]:
    picked = [
        at for at, result in enumerate(one.results) if result.case.split == split or split == "no split"
    ]
    results = [one.results[at] for at in picked]
    scores = score(results)
    graded: Cell = auroc(results, [one.scores[at] for at in picked]) if one.scores else "–"
    return (
        one.name,
        scores.notice_recall,
        scores.notice_precision,
        notice_f1(results),
        scores.level_recall[Level.EMERGENCY],
        scores.level_recall[Level.CRISIS],
        graded,
    )
