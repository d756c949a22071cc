"""Runs the stages over a post and turns their spans into a `Screening`."""

import gc
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from spacy.tokens import Doc, Span

from moderation.assertion import set_assertion
from moderation.combinations import set_combinations
from moderation.cue_files import cues_version
from moderation.detect import Detector
from moderation.errors import ScreeningError
from moderation.experiencer import set_experiencer
from moderation.findings import Finding, Level, Screening
from moderation.language import make_doc, make_nlp
from moderation.learned.judge import Judge
from moderation.learned.model import LearnedModel, load_model
from moderation.level import decide
from moderation.numbers import set_numbers
from moderation.rule_reader import load_rules
from moderation.rules import RuleSet, Symptom
from moderation.sentences import set_sentences
from moderation.talk import set_talk, talk_of
from moderation.temporality import set_temporality

# Raised with every change of code that can change a level, so that stored screenings tell what read them.
ENGINE_VERSION = "5"
T = TypeVar("T")
Post = tuple[str, str]
Stage = tuple[str, Callable[[Doc], Doc]]
# Posts that one worker gets at a time: enough to hide the cost of handing over, few enough to hold.
CHUNK = 64
# Distinct words after which the vocabulary starts afresh; about 100 MB.
MOST_WORDS = 250_000


class Screener:
    """Reads posts by one rule set and a learned model, if given. Any number of threads may call it."""

    def __init__(self, rules: RuleSet, model: LearnedModel | None = None) -> None:
        self.rules = rules
        self.version = f"{ENGINE_VERSION}+rules.{rules.version}.cues.{cues_version()}"
        if model is not None:
            self.version += f".model.{model.version}"
            model = model.with_limits(rules.limits) if rules.limits else model
        self._judge = Judge(model, rules) if model is not None else None
        self._nlp = make_nlp()
        self._stages: list[Stage] = [
            ("sentences", set_sentences),
            ("detect", Detector(rules)),
            ("numbers", set_numbers),
            ("assertion", set_assertion),
            ("temporality", set_temporality),
            ("experiencer", set_experiencer),
            ("talk", set_talk),
        ]
        self._turn = threading.Lock()

    @property
    def symptoms(self) -> Sequence[Symptom]:
        """What can be found, for pages that explain a finding."""
        return tuple(self.rules.symptoms.values())

    def screen(self, title: str = "", body: str = "") -> Screening:
        """Read one post. Raises `ScreeningError`, which names the failed stage and holds no text."""
        with self._turn:
            docs, level = self._read_post(title, body)
            second_look = False
            if self._judge is not None:
                level, second_look = _run("learned model", partial(self._judge, docs))
            findings = tuple(_finding(span) for doc in docs for span in doc.spans["findings"])
        return Screening(level, findings, self.version, second_look)

    def read(self, title: str, body: str) -> list[Doc]:
        """Title and body as the rules alone leave them, every finding with its level; for training."""
        with self._turn:
            return self._read_post(title, body)[0]

    def _read_post(self, title: str, body: str) -> tuple[list[Doc], Level]:
        self._forget_old_words()
        above = self._read(title, "title")
        docs = [above, self._read(body, "body", heading=above.text)]
        _run("combinations", partial(set_combinations, docs))
        return docs, _run("level", partial(decide, docs))

    def _forget_old_words(self) -> None:
        # spaCy keeps every word it has seen. Its own remedy, a memory zone per text, makes each word
        # anew each time and costs more than all our stages together.
        if len(self._nlp.vocab.strings) > MOST_WORDS:
            self._nlp = make_nlp()

    def _read(self, typed: str, field: str, heading: str = "") -> Doc:
        doc = _run("text", partial(make_doc, self._nlp, typed, field, self.rules))
        doc._.heading = heading
        for name, stage in self._stages:
            doc = _run(name, partial(stage, doc))
        return doc

    def pipe(self, posts: Iterable[Post], processes: int = 1) -> Iterator[Screening]:
        """Read a stream of (title, body) in order, holding only a few chunks of it in memory."""
        if processes <= 1:
            for title, body in posts:
                yield self.screen(title, body)
            return
        with ProcessPoolExecutor(
            processes, initializer=_start_worker, initargs=(self.rules, self._judge is not None)
        ) as pool:
            waiting: list[Future[list[Screening]]] = []
            stream = iter(posts)
            while chunk := list(islice(stream, CHUNK)):
                waiting.append(pool.submit(_screen_chunk, chunk))
                if len(waiting) > 2 * processes:
                    yield from waiting.pop(0).result()
            for future in waiting:
                yield from future.result()


_worker: Screener


def _start_worker(rules: RuleSet, learned: bool) -> None:
    global _worker
    _worker = Screener(rules, load_model() if learned else None)


def _screen_chunk(posts: Sequence[Post]) -> list[Screening]:
    return [_worker.screen(title, body) for title, body in posts]


def _run(stage: str, work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception as error:
        # "from None": the first error's message and frames may hold the text.
        raise ScreeningError(stage, type(error).__name__) from None


def _finding(span: Span) -> Finding:
    typed: str = span.doc._.typed
    return Finding(
        concept=span.label_,
        start=span.start_char,
        end=span.end_char,
        quote=typed[span.start_char : span.end_char],
        field=span.doc._.field,
        assertion=span._.assertion,
        temporality=span._.temporality,
        experiencer=span._.experiencer,
        level=span._.level,
        because=span._.because,
        source=span.id_,
        talk=talk_of(span),
    )


def build_screener(packs: Sequence[Path] = (), learned: bool = True) -> Screener:
    """A screener for the general signs and those of the packs, with the shipped model if `learned`.

    Raises `RuleError` for a broken rule file, `ModelError` for a model that cannot be loaded.
    """
    with _no_collection():
        return Screener(load_rules(packs), load_model() if learned else None)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rules become a great many lasting objects: searching them for garbage takes much of the start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


__all__ = ["Level", "Screener", "build_screener"]
