"""The learned model on disk and in memory: weights in half precision, its limits, its version."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from moderation.errors import ModerationError
from moderation.learned.chances import Opinions, Weighing, halfway
from moderation.learned.counts import WordCounts
from moderation.learned.encode import COLUMNS, Encoded, encode
from moderation.learned.limits import CARD, FOLDER, Limits
from moderation.learned.network import Floats, Network, make_network, put_weights, take_weights
from moderation.learned.windows import Window, narrow_windows, parts_of

WEIGHTS = "weights.npz"
COUNTS = ("keys", "weights", "bias", "rarity")
WEIGHING = ("slopes", "bias")
NOTHING: Floats = np.array([1, 0, 0, 0, 0], dtype=np.float32)


class ModelError(ModerationError):
    """The learned model cannot be loaded; names the file and the reason."""


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
    """Networks, whose chances are averaged, word counts, and how much each of them counts.

    Made once; predicting changes nothing.
    """

    def __init__(
        self,
        networks: Sequence[Network],
        counts: WordCounts,
        weighing: Weighing,
        concepts: Sequence[str],
        limits: Limits,
        version: str,
    ) -> None:
        self.networks = tuple(networks)
        self.counts = counts
        self.weighing = weighing
        self.concepts = tuple(concepts)
        self.limits = limits
        self.version = version

    def with_limits(self, changed: Mapping[str, float]) -> "LearnedModel":
        """The same networks with some limits changed, as a rule pack may."""
        limits = replace(self.limits, **changed)
        return LearnedModel(self.networks, self.counts, self.weighing, self.concepts, limits, self.version)

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        """Read the fields of one post, which the stages of the rules have read before."""
        encoded = encode(docs)
        rows = len(encoded.rows)
        if not rows:
            nothing = np.zeros((0, 1), dtype=np.float32)
            return Prediction(encoded, NOTHING, nothing, nothing)
        # A word sees only a few words around it, so that the post is looked at once for all its windows.
        vectors = [network.look(encoded.rows) for network in self.networks]
        words, signs = zip(
            *(network.class_words(seen) for network, seen in zip(self.networks, vectors, strict=True)),
            strict=True,
        )
        reach = self._reach(encoded, vectors)
        return Prediction(encoded, reach, np.mean(words, axis=0), np.mean(signs, axis=0))

    def reach_alone(self, prediction: Prediction, field: int, start: int, end: int) -> Floats:
        """The chance of each level or above for these characters of a field, read by themselves."""
        inside = [
            row
            for row, place in enumerate(prediction.encoded.places)
            if place is not None and place[0] == field and start <= place[1].start < end
        ]
        if not inside:
            return NOTHING
        alone = prediction.encoded.part(inside[0], inside[-1] + 1)
        return self._reach(alone, [network.look(alone.rows) for network in self.networks])

    def opinions(self, docs: Sequence[Doc]) -> Opinions:
        """What is weighed for a post that has words."""
        encoded = encode(docs)
        return self._opinions(encoded, [network.look(encoded.rows) for network in self.networks])

    def _reach(self, encoded: Encoded, vectors: Sequence[Floats]) -> Floats:
        return self.weighing.settle(self._opinions(encoded, vectors))

    def _opinions(self, encoded: Encoded, vectors: Sequence[Floats]) -> Opinions:
        """The networks' and the counts' opinion of each part, and both of its gravest narrow window."""
        parts = parts_of(len(encoded.rows))
        near = [narrow_windows(part) for part in parts]
        windows = list(dict.fromkeys([*parts, *chain.from_iterable(near)]))
        # That a post is at `Level.NONE` or above says nothing.
        by_networks, by_counts = (seen[:, 1:] for seen in self._read(encoded, vectors, windows))
        both = halfway(by_networks, by_counts)
        place = {window: number for number, window in enumerate(windows)}
        gravest = np.array([both[[place[window] for window in inside]].max(axis=0) for inside in near])
        rows = np.concatenate([by_networks, by_counts, both], axis=1)
        of_parts = np.concatenate([rows[: len(parts), : 2 * both.shape[1]], gravest], axis=1)
        return Opinions(of_parts, rows[[place[window] for inside in near for window in inside]])

    def _read(
        self, encoded: Encoded, vectors: Sequence[Floats], windows: Sequence[Window]
    ) -> tuple[Floats, Floats]:
        """The chance of each level or above in each window, as the networks and as the counts see it."""
        answers = [
            network.class_parts([seen[first:last] for first, last in windows])
            for network, seen in zip(self.networks, vectors, strict=True)
        ]
        by_networks: Floats = np.cumsum(np.mean(answers, axis=0)[:, ::-1], axis=1)[:, ::-1]
        return by_networks, np.array([self.counts.reach(encoded.part(*window).words) for window in windows])


def load_model(folder: Path = FOLDER) -> LearnedModel:
    """Load what `save_model` wrote; raises `ModelError` when something is missing or does not fit."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            networks = [_stored_network(stored, number, card) for number in range(card["networks"])]
            counts = WordCounts(*(_full(stored[f"counts.{name}"]) for name in COUNTS))
            weighing = Weighing(*(_full(stored[f"weighing.{name}"]) for name in WEIGHING))
        limits = Limits(**card["limits"])
        return LearnedModel(networks, counts, weighing, card["concepts"], limits, card["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: the learned model cannot be loaded: {error}") from error


def save_model(model: LearnedModel, facts: dict[str, Any], folder: Path) -> str:
    """Write weights and card, the same bytes for the same model; returns the version, a hash."""
    arrays = (
        {
            f"{number}.{name}": _half(value)
            for number, network in enumerate(model.networks)
            for name, value in take_weights(network).items()
        }
        | {f"counts.{name}": _half(getattr(model.counts, name)) for name in COUNTS}
        | {f"weighing.{name}": _half(getattr(model.weighing, name)) for name in WEIGHING}
    )
    # Other limits give other levels: stored screenings must tell them apart.
    digest = hashlib.sha256(json.dumps(asdict(model.limits), sort_keys=True).encode())
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


def _half(values: Any) -> Any:
    """Half precision for weights; hashes stay as they are."""
    return values.astype(np.float16) if values.dtype.kind == "f" else values


def _full(values: Any) -> Any:
    return values.astype(np.float32) if values.dtype.kind == "f" else values


def _stored_network(stored: Any, number: int, card: dict[str, Any]) -> Network:
    begin = f"{number}."
    weights = {name.removeprefix(begin): stored[name] for name in stored.files if name.startswith(begin)}
    network = make_network(np.ones((2, COLUMNS), dtype=np.uint64), len(card["concepts"]))
    put_weights(network, weights)
    return network
