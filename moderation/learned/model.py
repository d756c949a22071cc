"""The learned model on disk and in memory: weights in half precision, its limits, its version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from moderation.errors import ModerationError
from moderation.learned.counts import WordCounts
from moderation.learned.encode import COLUMNS, Encoded, encode
from moderation.learned.network import Floats, Network, make_network, put_weights, take_weights

FOLDER = Path(__file__).parent / "model"
WEIGHTS, CARD = "weights.npz", "model.json"
COUNTS = ("weights", "bias", "rarity")
# A post beyond WIDE words is read in windows that overlap, so that a clause in the middle of 5,000 words
# weighs as much as in a short post. One beyond NEAR words is read in narrow windows too, so that harmless
# words around a sign do not talk it away; what is seen without its context counts less. Chosen on dev.
WIDE, NEAR = (150, 100), (45, 30)
NEAR_WEIGHT = np.array([1, 0.65, 0.65, 0.65, 0], dtype=np.float32)  # crises need the whole post


class ModelError(ModerationError):
    """The learned model cannot be loaded; names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Probabilities from which a level is given (RUBRIC: a missed emergency costs most); chosen on dev.

    ``second_look``: from here on a post without a notice is shown to a moderator.
    """

    crisis: float
    emergency: float
    urgent: float
    info: float
    second_look: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model makes of one post.

    ``reach[k]`` is the probability that the post is at level k or above. ``words`` holds a row of word
    classes (see `network`) and ``signs`` a row of concept probabilities for each row of `encoded`.
    """

    encoded: Encoded
    reach: Floats
    words: Floats
    signs: Floats


class LearnedModel:
    """Networks and word counts, whose chances are averaged. Made once; predicting changes nothing."""

    def __init__(
        self,
        networks: Sequence[Network],
        counts: WordCounts,
        concepts: Sequence[str],
        limits: Limits,
        version: str,
    ) -> None:
        self.networks = tuple(networks)
        self.counts = counts
        self.concepts = tuple(concepts)
        self.limits = limits
        self.version = version

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        """Read the fields of one post, which the stages of the rules have read before."""
        encoded = encode(docs)
        if not len(encoded.rows):
            nothing = np.zeros((0, 1), dtype=np.float32)
            return Prediction(encoded, np.array([1, 0, 0, 0, 0], dtype=np.float32), nothing, nothing)
        windows = _windows(encoded, *WIDE)
        words, signs, posts = self._average(windows)
        reach = self._reach(encoded, windows, posts)
        if len(encoded.rows) > NEAR[0]:
            windows = _windows(encoded, *NEAR)
            near = self._reach(encoded, windows, self._average(windows)[2])
            reach = np.maximum(reach, NEAR_WEIGHT * near)
        return Prediction(encoded, reach, words, signs)

    def reach_alone(self, prediction: Prediction, field: int, start: int, end: int) -> Floats:
        """The chance of each level or above for these characters of a field, read by themselves."""
        places = prediction.encoded.places
        inside = [
            row
            for row, place in enumerate(places)
            if place is not None and place[0] == field and start <= place[1].start < end
        ]
        if not inside:
            return np.array([1, 0, 0, 0, 0], dtype=np.float32)
        windows = [(inside[0], prediction.encoded.rows[inside[0] : inside[-1] + 1])]
        return self._reach(prediction.encoded, windows, self._average(windows)[2])

    def _reach(self, encoded: Encoded, windows: Sequence[tuple[int, Any]], posts: Floats) -> Floats:
        """The gravest window counts."""
        by_networks = np.cumsum(posts[:, ::-1], axis=1)[:, ::-1]
        by_counts = [self.counts.reach(_words(encoded, start, len(rows))) for start, rows in windows]
        gravest: Floats = ((by_networks + np.array(by_counts)) / 2).max(axis=0)
        return gravest

    def _average(self, windows: Sequence[tuple[int, Any]]) -> tuple[Floats, Floats, Floats]:
        rows = [part for _, part in windows]
        answers = [network.predict(rows) for network in self.networks]
        parts = [
            (np.mean(words, axis=0), np.mean(signs, axis=0))
            for words, signs in zip(
                zip(*(answer.words for answer in answers), strict=True),
                zip(*(answer.signs for answer in answers), strict=True),
                strict=True,
            )
        ]
        posts = np.mean([answer.posts for answer in answers], axis=0)
        return (
            _join([start for start, _ in windows], [words for words, _ in parts]),
            _join([start for start, _ in windows], [signs for _, signs in parts]),
            posts,
        )


def _words(encoded: Encoded, start: int, count: int) -> list[str]:
    return [place[1].text for place in encoded.places[start : start + count] if place is not None]


def _windows(encoded: Encoded, width: int, step: int) -> list[tuple[int, Any]]:
    """The rows of a post, or of its overlapping windows, each with the number of its first row."""
    rows = encoded.rows
    if len(rows) <= width:
        return [(0, rows)]
    return [(start, rows[start : start + width]) for start in range(0, len(rows) - width + step, step)]


def _join(starts: Sequence[int], parts: Sequence[Floats]) -> Floats:
    """One row a word again: where windows overlap, the later one knows what follows."""
    ends = [*starts[1:], starts[-1] + len(parts[-1])]
    return np.concatenate([part[: end - start] for start, end, part in zip(starts, ends, parts, strict=True)])


def load_model(folder: Path = FOLDER) -> LearnedModel:
    """Load what `save_model` wrote; raises `ModelError` when something is missing or does not fit."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            networks = [_stored_network(stored, number, card) for number in range(card["networks"])]
            counts = WordCounts(*(stored[f"counts.{name}"].astype(np.float32) for name in COUNTS))
        return LearnedModel(networks, counts, card["concepts"], Limits(**card["limits"]), card["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: the learned model cannot be loaded: {error}") from error


def save_model(model: LearnedModel, facts: dict[str, Any], folder: Path) -> str:
    """Write weights and card, the same bytes for the same model; returns the version, a hash."""
    arrays = {
        f"{number}.{name}": value.astype(np.float16)
        for number, network in enumerate(model.networks)
        for name, value in take_weights(network).items()
    } | {f"counts.{name}": getattr(model.counts, name).astype(np.float16) for name in COUNTS}
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(name.encode() + arrays[name].tobytes())
    version = digest.hexdigest()[:12]
    card = {
        "version": version,
        "networks": len(model.networks),
        "limits": asdict(model.limits),
        "facts": facts,
        "concepts": list(model.concepts),
    }
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / WEIGHTS, **arrays)
    text = json.dumps(card, indent=1, sort_keys=True)
    (folder / CARD).write_text(f"{text}\n", encoding="utf-8")
    return version


def _stored_network(stored: Any, number: int, card: dict[str, Any]) -> Network:
    begin = f"{number}."
    weights = {name.removeprefix(begin): stored[name] for name in stored.files if name.startswith(begin)}
    network = make_network(np.ones((2, COLUMNS), dtype=np.uint64), len(card["concepts"]))
    put_weights(network, weights)
    return network
