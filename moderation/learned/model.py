"""The learned model on disk and in memory: weights in half precision, its limits, its version."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from moderation.errors import ModerationError
from moderation.findings import Level
from moderation.learned.chances import halfway
from moderation.learned.counts import WordCounts
from moderation.learned.encode import COLUMNS, Encoded, encode
from moderation.learned.limits import CARD, FOLDER, Limits
from moderation.learned.network import Floats, Network, make_network, put_weights, take_weights

WEIGHTS = "weights.npz"
COUNTS = ("keys", "weights", "bias", "rarity")
# A post beyond LONG words is read in windows that overlap, so that a clause in the middle of 5,000 words
# weighs as much as in a short post. One beyond a narrow window is read through that too, so that harmless
# words around a sign do not talk it away; it sees little around, so that only a firm answer counts. From dev.
LONG = 400
WIDE, NEAR = (150, 100), (45, 30)
FIRM = np.float32(0.9)


class ModelError(ModerationError):
    """The learned model cannot be loaded; names the file and the reason."""


def give_levels(reach: Floats, limits: Limits) -> list[int]:
    """For each row of `reach` the highest level that is likely enough: unsure between two, the graver one
    (RUBRIC 3)."""
    levels = np.zeros(len(reach), dtype=np.int64)
    for level in (Level.INFO, Level.URGENT, Level.EMERGENCY, Level.CRISIS):
        levels[reach[:, level] >= getattr(limits, level.word)] = level
    given: list[int] = levels.tolist()
    return given


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
    """Networks, whose chances are averaged, and word counts. Made once; predicting changes nothing."""

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

    def with_limits(self, changed: Mapping[str, float]) -> "LearnedModel":
        """The same networks with some limits changed, as a rule pack may."""
        limits = replace(self.limits, **changed)
        return LearnedModel(self.networks, self.counts, self.concepts, limits, self.version)

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        """Read the fields of one post, which the stages of the rules have read before."""
        encoded = encode(docs)
        rows = len(encoded.rows)
        if not rows:
            nothing = np.zeros((0, 1), dtype=np.float32)
            return Prediction(encoded, np.array([1, 0, 0, 0, 0], dtype=np.float32), nothing, nothing)
        # A word sees only a few words around it, so that the post is looked at once for all its windows.
        vectors = [network.look(encoded.rows) for network in self.networks]
        reach = self._reach(encoded, vectors, _windows(rows, *WIDE) if rows > LONG else [slice(0, rows)])
        if rows > NEAR[0]:
            near = self._reach(encoded, vectors, _windows(rows, *NEAR))
            reach = np.maximum(reach, np.where(near >= FIRM, near, 0))
        words, signs = zip(
            *(network.class_words(seen) for network, seen in zip(self.networks, vectors, strict=True)),
            strict=True,
        )
        return Prediction(encoded, reach, np.mean(words, axis=0), np.mean(signs, axis=0))

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
        window = slice(inside[0], inside[-1] + 1)
        seen = [[network.look(prediction.encoded.rows[window])] for network in self.networks]
        return self._chances(seen, [_words(prediction.encoded, window)])

    def _reach(self, encoded: Encoded, vectors: Sequence[Floats], windows: Sequence[slice]) -> Floats:
        parts = [[seen[window] for window in windows] for seen in vectors]
        return self._chances(parts, [_words(encoded, window) for window in windows])

    def _chances(self, parts: Sequence[list[Floats]], words: Sequence[list[str]]) -> Floats:
        """The chance of each level or above in the gravest part; `parts` holds a list for each network."""
        answers = [network.class_parts(seen) for network, seen in zip(self.networks, parts, strict=True)]
        by_networks = np.cumsum(np.mean(answers, axis=0)[:, ::-1], axis=1)[:, ::-1]
        gravest: Floats = halfway(by_networks, np.array([self.counts.reach(part) for part in words])).max(
            axis=0
        )
        return gravest


def _words(encoded: Encoded, window: slice) -> list[str]:
    return [place[1].text for place in encoded.places[window] if place is not None]


def _windows(rows: int, width: int, step: int) -> list[slice]:
    """Overlapping windows over a post that is wider than one."""
    return [slice(start, start + width) for start in range(0, rows - width + step, step)]


def load_model(folder: Path = FOLDER) -> LearnedModel:
    """Load what `save_model` wrote; raises `ModelError` when something is missing or does not fit."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            networks = [_stored_network(stored, number, card) for number in range(card["networks"])]
            counts = WordCounts(*(_full(stored[f"counts.{name}"]) for name in COUNTS))
        return LearnedModel(networks, counts, card["concepts"], Limits(**card["limits"]), card["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: the learned model cannot be loaded: {error}") from error


def save_model(model: LearnedModel, facts: dict[str, Any], folder: Path) -> str:
    """Write weights and card, the same bytes for the same model; returns the version, a hash."""
    arrays = {
        f"{number}.{name}": _half(value)
        for number, network in enumerate(model.networks)
        for name, value in take_weights(network).items()
    } | {f"counts.{name}": _half(getattr(model.counts, name)) for name in COUNTS}
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
