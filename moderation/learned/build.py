"""Builds the learned model from the corpus: read by the rules, learn from train, choose the limits on dev."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from moderation.cases import Case, read_cases
from moderation.learned.calibrate import choose_limits, fit_weighing
from moderation.learned.chances import LEVELS, Weighing
from moderation.learned.clue_training import train_clues
from moderation.learned.count_training import train_counts
from moderation.learned.encode import encode
from moderation.learned.examples import make_examples, usual_levels
from moderation.learned.limits import Limits
from moderation.learned.model import LearnedModel, load_model, save_model
from moderation.learned.opinions import Readers
from moderation.learned.places import finding_places, sentence_places
from moderation.learned.training import Log, Plan, train_network
from moderation.screener import Screener

CORPUS = Path(__file__).parents[1] / "corpus"
SEEDS = (0,)
PLAN = Plan()
# How often a round shows the cases of a file: those that state the law (every trap of FACTS, every ruling),
# and those in the plain manner of real people, of which there are few beside the others (decision 0014).
OWN_CASES, PLAIN = ("own_cases", 4), ("plain_", 2)
UNWEIGHED = Weighing(*(np.zeros(len(LEVELS), dtype=np.float32) for _ in range(2)))
UNSET = Limits(crisis=0.5, emergency=0.5, urgent=0.5, info=0.5, second_look=0.5)


def read_split(corpus: Path, split: str) -> list[Case]:
    """All cases of one split, files in the order of their names."""
    return [case for path in sorted((corpus / split).glob("*.jsonl")) for case in read_cases(path)]


def build_model(
    rules: Screener,
    corpus: Path,
    folder: Path,
    seeds: Sequence[int] = SEEDS,
    plan: Plan = PLAN,
    log: Log = print,
) -> str:
    """Train, calibrate and save; returns the version. The test split is never read."""
    train, dev = read_split(corpus, "train"), read_split(corpus, "dev")
    shown = [case for case in train for _ in range(_often(case))]
    concepts = sorted({mention.concept for case in train for mention in case.mentions})
    log(f"{len(train)} posts to learn from, {len(dev)} to choose limits on, {len(concepts)} concepts")
    read = _read(rules, shown)
    encoded = [encode(docs) for docs in read]
    examples = make_examples(shown, encoded, usual_levels(read), concepts)
    readers = Readers(
        tuple(train_network(examples, len(concepts), seed, plan, log) for seed in seeds),
        train_counts([post.words for post in encoded], [case.level for case in shown]),
        train_clues(encoded, examples, sentence_places),
        train_clues(encoded, examples, finding_places),
    )
    sizes = {"train": len(train), "dev": len(dev)}
    facts = sizes | {"corpus": corpus_hash([*train, *dev]), "rules": rules.version}
    save_model(LearnedModel(readers, UNWEIGHED, concepts, UNSET, "unsaved"), facts, folder)
    model = load_model(folder)  # the chances are those of the weights as stored, in half precision
    calibrate(model, dev, _read(rules, dev))
    return save_model(model, facts, folder)


def _often(case: Case) -> int:
    return next((often for name, often in (OWN_CASES, PLAIN) if case.file.startswith(name)), 1)


def calibrate(model: LearnedModel, dev: Sequence[Case], read: Sequence[Sequence[Doc]]) -> None:
    """Weigh the model's opinions and set its limits as serves best on the dev split, as the rules read it."""
    opinions = [model.opinions(docs) for docs in read]
    # Of a post that is read in several parts nobody says which one its level belongs to.
    whole = [number for number, one in enumerate(opinions) if len(one.of_parts) == 1]
    model.weighing = fit_weighing(
        np.concatenate([opinions[number].of_parts for number in whole]),
        [dev[number].level for number in whole],
    )
    model.limits = choose_limits(dev, np.stack([model.weighing.settle(one) for one in opinions]))


def _read(rules: Screener, cases: Sequence[Case]) -> list[list[Doc]]:
    return [rules.read(case.title, case.body) for case in cases]


def corpus_hash(cases: Sequence[Case]) -> str:
    """Tells one corpus from another: over texts and labels, in order."""
    digest = hashlib.sha256()
    for case in cases:
        digest.update(repr((case.id, case.title, case.body, case.level, case.mentions)).encode())
    return digest.hexdigest()[:12]
