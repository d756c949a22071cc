"""The learned model on disk and in memory: weights in half precision, its limits, its version."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from moderation.errors import ModerationError
from moderation.learned.chances import Opinions, Weighing
from moderation.learned.clues import ClueWeights
from moderation.learned.counts import WordCounts
from moderation.learned.encode import COLUMNS, Encoded, encode
from moderation.learned.limits import CARD, FOLDER, Limits
from moderation.learned.network import Floats, Network, make_network, put_weights, take_weights
from moderation.learned.opinions import Readers

WEIGHTS = "weights.npz"
COUNTS = ("keys", "weights", "bias", "rarity")
CLUES = ("keys", "weights", "bias")
WEIGHING = ("slopes", "bias")
NOTHING: Floats = np.array([1, 0, 0, 0, 0], dtype=np.float32)


class ModelError(ModerationError):
    """The learned model cannot be loaded; names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model makes of one post.

    ``reach[k]`` is the probability that the post is at level k or above. ``words`` holds a row of word
    classes (see `network`) and ``signs`` a row of concept probabilities for each row of `encoded`.
    ``findings`` holds for each finding of the rules, in reading order, the chance that it is at each level
    above none, or above that.
    """

    encoded: Encoded
    reach: Floats
    words: Floats
    signs: Floats
    findings: Floats


class LearnedModel:
    """Several readers, and how much each of them counts. Made once; predicting changes nothing."""

    def __init__(
        self,
        readers: Readers,
        weighing: Weighing,
        concepts: Sequence[str],
        limits: Limits,
        version: str,
    ) -> None:
        self.readers = readers
        self.weighing = weighing
        self.concepts = tuple(concepts)
        self.limits = limits
        self.version = version

    def with_limits(self, changed: Mapping[str, float]) -> "LearnedModel":
        """The same networks with some limits changed, as a rule pack may."""
        limits = replace(self.limits, **changed)
        return LearnedModel(self.readers, self.weighing, self.concepts, limits, self.version)

    def predict(self, docs: Sequence[Doc]) -> Prediction:
        """Read the fields of one post, which the stages of the rules have read before."""
        encoded = encode(docs)
        rows = len(encoded.rows)
        if not rows:
            nothing = np.zeros((0, 1), dtype=np.float32)
            return Prediction(encoded, NOTHING, nothing, nothing, nothing)
        # A word sees only a few words around it, so that the post is looked at once for all its windows.
        vectors = self.readers.look(encoded)
        networks = zip(self.readers.networks, vectors, strict=True)
        words, signs = zip(*(network.class_words(seen) for network, seen in networks), strict=True)
        findings = self.readers.judge_findings(encoded)
        return Prediction(
            encoded,
            self.weighing.settle(self.readers.ask(encoded, vectors, findings)),
            np.mean(words, axis=0),
            np.mean(signs, axis=0),
            findings.chances,
        )

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
        return self.weighing.settle(self._ask(alone))

    def opinions(self, docs: Sequence[Doc]) -> Opinions:
        """What is weighed for a post that has words."""
        encoded = encode(docs)
        return self._ask(encoded)

    def _ask(self, post: Encoded) -> Opinions:
        return self.readers.ask(post, self.readers.look(post), self.readers.judge_findings(post))


def load_model(folder: Path = FOLDER) -> LearnedModel:
    """Load what `save_model` wrote; raises `ModelError` when something is missing or does not fit."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            readers = Readers(
                tuple(_stored_network(stored, number, card) for number in range(card["networks"])),
                WordCounts(*_stored(stored, "counts", COUNTS)),
                ClueWeights(*_stored(stored, "sentences", CLUES)),
                ClueWeights(*_stored(stored, "findings", CLUES)),
            )
            weighing = Weighing(*_stored(stored, "weighing", WEIGHING))
        return LearnedModel(readers, weighing, card["concepts"], Limits(**card["limits"]), card["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: the learned model cannot be loaded: {error}") from error


def save_model(model: LearnedModel, facts: dict[str, Any], folder: Path) -> str:
    """Write weights and card, the same bytes for the same model; returns the version, a hash."""
    arrays = {name: _half(value) for name, value in _arrays(model)}
    # Other limits give other levels: stored screenings must tell them apart.
    digest = hashlib.sha256(json.dumps(asdict(model.limits), sort_keys=True).encode())
    for name in sorted(arrays):
        digest.update(name.encode() + arrays[name].tobytes())
    version = digest.hexdigest()[:12]
    card = {
        "version": version,
        "networks": len(model.readers.networks),
        "limits": asdict(model.limits),
        "facts": facts,
        "concepts": list(model.concepts),
    }
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / WEIGHTS, **arrays)
    text = json.dumps(card, indent=1, sort_keys=True)
    (folder / CARD).write_text(f"{text}\n", encoding="utf-8")
    return version


def _arrays(model: LearnedModel) -> Iterator[tuple[str, Any]]:
    """Everything that training has set, with the names that `load_model` asks for."""
    readers = model.readers
    for number, network in enumerate(readers.networks):
        for name, value in take_weights(network).items():
            yield f"{number}.{name}", value
    parts = (
        ("counts", readers.counts, COUNTS),
        ("sentences", readers.sentences, CLUES),
        ("findings", readers.findings, CLUES),
        ("weighing", model.weighing, WEIGHING),
    )
    for part, of, names in parts:
        yield from ((f"{part}.{name}", getattr(of, name)) for name in names)


def _half(values: Any) -> Any:
    """Half precision for weights; hashes stay as they are."""
    return values.astype(np.float16) if values.dtype.kind == "f" else values


def _full(values: Any) -> Any:
    return values.astype(np.float32) if values.dtype.kind == "f" else values


def _stored(stored: Any, part: str, names: Sequence[str]) -> Iterator[Any]:
    return (_full(stored[f"{part}.{name}"]) for name in names)


def _stored_network(stored: Any, number: int, card: dict[str, Any]) -> Network:
    begin = f"{number}."
    weights = {name.removeprefix(begin): stored[name] for name in stored.files if name.startswith(begin)}
    network = make_network(np.ones((2, COLUMNS), dtype=np.uint64), len(card["concepts"]))
    put_weights(network, weights)
    return network
