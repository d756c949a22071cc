"""A model with answers of our choice, and a small one that is really trained, once a run."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from moderation.learned.build import build_model
from moderation.learned.encode import encode
from moderation.learned.limits import Limits
from moderation.learned.model import Prediction
from moderation.learned.network import Floats
from moderation.learned.training import Plan
from moderation.screener import Screener

CONCEPTS = ("chest_pain", "gum_bleeding", "suicidal_thoughts")
LIMITS = Limits(crisis=0.3, emergency=0.4, urgent=0.5, info=0.5, second_look=0.2)
SIGNS = (
    "my chest is tight",
    "i want to be dead",
    "my gums bleed",
    "i had a fit in 2009",
    "lovely day at sea",
)
LEVELS = ("emergency", "crisis", "urgent", "info", "none")
MARKS = (
    ("my chest is tight", "chest_pain", "current"),
    ("want to be dead", "suicidal_thoughts", "current"),
    ("my gums bleed", "gum_bleeding", "current"),
    ("had a fit", "seizure", "past"),
)


class SaidModel:
    """Answers what it is told: the chance of each level or above, and the words that speak for it."""

    limits = LIMITS
    concepts = CONCEPTS
    version = "said"

    def __init__(
        self,
        reach: Sequence[float],
        words: Sequence[str] = (),
        concept: str = "chest_pain",
        alone: float = 0.0,
        finding: float = 0.0,
    ) -> None:
        self.reach, self.words, self.concept, self.alone = reach, words, concept, alone
        self.finding = finding

    def reach_alone(self, prediction: Prediction, field: int, start: int, end: int) -> Floats:
        return np.array([1, *[self.alone] * 4], dtype=np.float32)

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        encoded = encode(docs)
        words = np.zeros((len(encoded.rows), 6), dtype=np.float32)
        words[:, 0] = 1
        for row, place in enumerate(encoded.places):
            if place is not None and place[1].text in self.words:
                words[row] = [0, 0, 0, 0.1, 0.8, 0.1]
        signs = np.zeros((len(encoded.rows), len(CONCEPTS)), dtype=np.float32)
        signs[:, CONCEPTS.index(self.concept)] = 1
        findings = np.full((len(encoded.findings), 4), self.finding, dtype=np.float32)
        return Prediction(encoded, np.array(self.reach, dtype=np.float32), words, signs, findings)


@pytest.fixture
def said(screener: Screener) -> Callable[..., Screener]:
    """A screener with all rules, and a model that says what the test wants."""

    def make(*arguments: object, **named: object) -> Screener:
        return Screener(screener.rules, SaidModel(*arguments, **named))  # type: ignore[arg-type]

    return make


def write_corpus(folder: Path, posts: int = 40) -> Path:
    for split in ("train", "dev"):
        rows = [_row(f"{split}{number}", number % len(SIGNS), number) for number in range(posts)]
        (folder / split).mkdir(parents=True)
        (folder / split / "voices.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder


def _row(name: str, kind: int, number: int) -> dict[str, object]:
    body = f"post {number} from the train, {SIGNS[kind]}, hello to all"
    findings = [
        {"quote": quote, "concept": concept, "temporality": time}
        for quote, concept, time in MARKS
        if quote in body
    ]
    return {"id": name, "title": "", "body": body, "level": LEVELS[kind], "findings": findings}


@pytest.fixture(scope="session")
def small_model(screener: Screener, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that has learned forty posts."""
    folder = tmp_path_factory.mktemp("learned")
    plan = Plan(rounds=12, rate=0.004)
    build_model(
        screener, write_corpus(folder / "corpus"), folder / "model", (0,), plan, log=lambda line: None
    )
    return folder / "model"
