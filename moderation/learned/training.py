"""Trains networks on labelled posts with thinc: the same examples and seed give the same weights."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from thinc.api import Adam, Optimizer, fix_random_seed

from moderation.learned.encode import BREAK
from moderation.learned.examples import NO_SIGN, Example
from moderation.learned.network import POST_CLASSES, WORD_CLASSES, Floats, Network, make_network, softmax

# What a hidden word looks like to the network; any number that is no word's hash will do.
HIDDEN = 7
WORD_COLUMNS = slice(0, 4)
RULE_COLUMNS = slice(4, 6)
# Words without a sign are nine in ten: left at full weight they would teach the network to see none.
CLASS_WEIGHTS = np.array([0.35, 0.7, 1.0, 1.0, 1.0, 1.3], dtype=np.float32)
WORDS_WEIGHT, SIGNS_WEIGHT = 0.7, 0.3
SMOOTHING = 0.0625  # labels are one reader's; arguable ones should not be learned as certain
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``rate`` is the highest learning rate, reached after `WARM_UP` batches."""

    rounds: int = 8
    batch: int = 24
    rate: float = 0.0015
    hide_word: float = 0.08
    hide_stem: float = 0.04
    hide_rules: float = 0.15
    join: float = 0.25


WARM_UP = 80


@dataclass(slots=True)
class Batch:
    """Some examples as the network gets them this time, with words hidden and posts joined."""

    rows: list[Any]
    words: list[Any]
    signs: list[Any]
    levels: Any


def train_network(
    examples: Sequence[Example], concepts: int, seed: int, plan: Plan, log: Log = lambda line: None
) -> Network:
    """A network that has seen every example `plan.rounds` times."""
    fix_random_seed(seed)
    rng = np.random.default_rng(seed)
    network = make_network(examples[0].rows, concepts)
    optimizer = Adam(plan.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=False)
    steps = plan.rounds * math.ceil(len(examples) / plan.batch)
    step = 0
    for number in range(plan.rounds):
        lost = 0.0
        for picked in _batches(examples, plan, Random(f"{seed} {number}"), rng):
            optimizer.learn_rate = _rate(plan, step, steps)
            lost += _learn(network, _disturb(examples, picked, plan, rng), optimizer)
            step += 1
        log(f"network {seed}, round {number + 1} of {plan.rounds}: loss {lost / len(examples):.4f}")
    return network


def _rate(plan: Plan, step: int, steps: int) -> float:
    # Up over the warm-up, then down along half a cosine.
    return plan.rate * min(1, step / WARM_UP) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))


def _batches(
    examples: Sequence[Example], plan: Plan, random: Random, rng: np.random.Generator
) -> list[list[int]]:
    """Numbers of examples, of similar length in each batch, in random order."""
    order = sorted(range(len(examples)), key=lambda index: len(examples[index].rows) + 30 * rng.random())
    batches = [order[start : start + plan.batch] for start in range(0, len(order), plan.batch)]
    random.shuffle(batches)
    return batches


def _disturb(
    examples: Sequence[Example], picked: Sequence[int], plan: Plan, rng: np.random.Generator
) -> Batch:
    """The picked examples, some joined with another post, some words and some of the rules' marks hidden."""
    joined = [_joined(examples[index], examples, plan, rng) for index in picked]
    rows = [_hidden(example.rows, plan, rng) for example in joined]
    levels = np.array([example.level for example in joined])
    return Batch(rows, [example.words for example in joined], [example.signs for example in joined], levels)


def _joined(example: Example, examples: Sequence[Example], plan: Plan, rng: np.random.Generator) -> Example:
    """Sometimes two posts in one, at the higher level of both: what stands beside a sign does not undo it."""
    other = examples[int(rng.integers(len(examples)))]
    if rng.random() >= plan.join or len(example.rows) > 120 or len(other.rows) > 140:
        return example
    parts = [example, other] if rng.random() < 0.5 else [other, example]
    return Example(
        rows=np.concatenate([parts[0].rows, np.array([BREAK], dtype=np.uint64), parts[1].rows]),
        words=np.concatenate([parts[0].words, [0], parts[1].words]),
        signs=np.concatenate([parts[0].signs, [NO_SIGN], parts[1].signs]),
        level=max(part.level for part in parts),
    )


def _hidden(rows: Any, plan: Plan, rng: np.random.Generator) -> Any:
    rows = rows.copy()
    rows[rng.random(len(rows)) < plan.hide_word, 0] = HIDDEN
    rows[rng.random(len(rows)) < plan.hide_stem, WORD_COLUMNS] = HIDDEN
    if rng.random() < plan.hide_rules:
        rows[:, RULE_COLUMNS] = HIDDEN
    return rows


def _learn(network: Network, batch: Batch, optimizer: Optimizer) -> float:
    """One step; returns the loss of the post head over the batch."""
    vectors, body_back = network.body.begin_update(batch.rows)
    word_scores, words_back = network.words.begin_update(vectors)
    sign_scores, signs_back = network.signs.begin_update(vectors)
    post_scores, post_back = network.post.begin_update(vectors)
    total = sum(map(len, batch.rows))
    from_words = words_back(
        [_word_gradient(*pair, total) for pair in zip(word_scores, batch.words, strict=True)]
    )
    from_signs = signs_back(
        [_sign_gradient(*pair, total) for pair in zip(sign_scores, batch.signs, strict=True)]
    )
    loss, gradient = _post_gradient(post_scores, batch.levels)
    from_post = post_back(gradient)
    body_back([sum(parts) for parts in zip(from_words, from_signs, from_post, strict=True)])
    for part in network.parts:
        part.finish_update(optimizer)
    optimizer.step_schedules()  # type: ignore[no-untyped-call]
    return loss


def _word_gradient(scores: Floats, classes: Any, total: int) -> Floats:
    gradient: Floats = softmax(scores) - np.eye(WORD_CLASSES, dtype=np.float32)[classes]
    gradient *= CLASS_WEIGHTS[classes, None] * np.float32(WORDS_WEIGHT / total)
    return gradient


def _sign_gradient(scores: Floats, signs: Any, total: int) -> Floats:
    """Only words of a sign teach which sign it is."""
    gradient = softmax(scores)
    gradient[np.arange(len(signs)), signs] -= 1
    gradient[signs == NO_SIGN] = 0
    return gradient * np.float32(SIGNS_WEIGHT / total)


def _post_gradient(scores: Floats, levels: Any) -> tuple[float, Floats]:
    probabilities = softmax(scores)
    target = np.full_like(probabilities, SMOOTHING / POST_CLASSES)
    target[np.arange(len(levels)), levels] += 1 - SMOOTHING
    loss = float(-(np.log(probabilities + 1e-9) * target).sum())
    return loss, (probabilities - target) / np.float32(len(levels))
