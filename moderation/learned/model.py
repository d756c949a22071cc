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
from moderation.learned.encode import COLUMNS, Encoded, encode
from moderation.learned.network import Floats, Network, make_network, put_weights, take_weights

FOLDER = Path(__file__).parent / "model"
WEIGHTS, CARD = "weights.npz", "model.json"
# Beyond a window's words a post is read in windows that overlap, so that a clause in the middle of 5,000
# words weighs as much as in a short post. On dev, 300 words gave the same figures, but lost such clauses.
WINDOW, STEP = 100, 60


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
    """Networks whose predictions are averaged. Made once; predicting changes nothing."""

    def __init__(
        self, networks: Sequence[Network], concepts: Sequence[str], limits: Limits, version: str
    ) -> None:
        self.networks = tuple(networks)
        self.concepts = tuple(concepts)
        self.limits = limits
        self.version = version

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        """Read the fields of one post, which the stages of the rules have read before."""
        encoded = encode(docs)
        if not len(encoded.rows):
            nothing = np.zeros((0, 1), dtype=np.float32)
            return Prediction(encoded, np.array([1, 0, 0, 0, 0], dtype=np.float32), nothing, nothing)
        words, signs, posts = self._average(_windows(encoded))
        reach = np.cumsum(posts[:, ::-1], axis=1)[:, ::-1].max(axis=0)
        return Prediction(encoded, reach, words, signs)

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


def _windows(encoded: Encoded) -> list[tuple[int, Any]]:
    """The rows of a post, or of its overlapping windows, each with the number of its first row."""
    rows = encoded.rows
    if len(rows) <= WINDOW:
        return [(0, rows)]
    starts = range(0, len(rows) - WINDOW + STEP, STEP)
    return [(start, rows[start : start + WINDOW]) for start in starts]


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
        return LearnedModel(networks, card["concepts"], Limits(**card["limits"]), card["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: the learned model cannot be loaded: {error}") from error


def save_model(
    networks: Sequence[Network], concepts: Sequence[str], limits: Limits, facts: dict[str, Any], folder: Path
) -> str:
    """Write weights and card, the same bytes for the same model; returns the version, a hash."""
    arrays = {
        f"{number}.{name}": value.astype(np.float16)
        for number, network in enumerate(networks)
        for name, value in take_weights(network).items()
    }
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(name.encode() + arrays[name].tobytes())
    version = digest.hexdigest()[:12]
    card = {"version": version, "networks": len(networks), "limits": asdict(limits), "facts": facts}
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / WEIGHTS, **arrays)
    text = json.dumps(card | {"concepts": list(concepts)}, indent=1, sort_keys=True)
    (folder / CARD).write_text(f"{text}\n", encoding="utf-8")
    return version


def _stored_network(stored: Any, number: int, card: dict[str, Any]) -> Network:
    begin = f"{number}."
    weights = {name.removeprefix(begin): stored[name] for name in stored.files if name.startswith(begin)}
    network = make_network(np.ones((2, COLUMNS), dtype=np.uint64), len(card["concepts"]))
    put_weights(network, weights)
    return network
