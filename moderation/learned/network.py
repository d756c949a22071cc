"""The network: words and what the rules say of them in, a level for each word and for the post out.

spaCy's own layers (thinc): hashed word parts as in MultiHashEmbed, then a stack of Maxout windows as in
MaxoutWindowEncoder, then two heads. A word sees `DEPTH` words to each side; the post head pools over all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    ParametricAttention,
    chain,
    clone,
    concatenate,
    expand_window,
    list2ragged,
    reduce_max,
    reduce_mean,
    reduce_sum,
    residual,
    with_array,
)

WIDTH, DEPTH = 96, 4
NARROW = 32  # for the two columns of the rules, which have few values
TABLE_SIZES = (12_000, 4_000, 4_000, 8_000, 600, 1_000)
# What a word may be: no sign; a sign that is denied or not meant; then info, urgent, emergency, crisis.
WORD_CLASSES, POST_CLASSES = 6, 5
DROPOUT = 0.2

# thinc multiplies with BLIS by default; numpy's own OpenBLAS was three times as fast where we measured.
OPS = NumpyOps(use_blis=False)

Floats = NDArray[np.float32]
AnyModel = Model[Any, Any]


@dataclass(frozen=True, slots=True)
class Network:
    """The shared layers and the heads on them, whose outputs are scores before softmax."""

    body: AnyModel
    words: AnyModel
    signs: AnyModel
    post: AnyModel

    @property
    def parts(self) -> tuple[AnyModel, ...]:
        return self.body, self.words, self.signs, self.post

    def places(self) -> Iterator[tuple[AnyModel, str]]:
        """Every layer with a name that stays the same from one start to the next."""
        for number, part in enumerate(self.parts):
            for place, layer in enumerate(part.walk()):
                yield layer, f"{number}.{place}"

    def look(self, rows: Any) -> Floats:
        """A vector for each word of one post, (words, WIDTH); `rows` has the shape (words, columns)."""
        vectors: Floats = self.body.predict([rows])[0]
        return vectors

    def class_words(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Probabilities for each word: of its classes, (words, WORD_CLASSES), and of (words, concepts)."""
        return softmax(self.words.predict([vectors])[0]), softmax(self.signs.predict([vectors])[0])

    def class_parts(self, parts: list[Floats]) -> Floats:
        """Probabilities of shape (parts, POST_CLASSES), each part read as if it were a post."""
        return softmax(self.post.predict(parts))


def make_network(rows: Any, concepts: int) -> Network:
    """A network with weights from the current random seed, its shapes set by one example."""
    tables: list[AnyModel] = [
        HashEmbed(WIDTH if column < 4 else NARROW, size, column=column, seed=column + 7, dropout=DROPOUT)
        for column, size in enumerate(TABLE_SIZES)
    ]
    embed: AnyModel = chain(concatenate(*tables), Maxout(WIDTH, nP=3, normalize=True, dropout=DROPOUT))
    window: AnyModel = residual(chain(expand_window(1), Maxout(WIDTH, nP=3, normalize=True, dropout=DROPOUT)))
    body: AnyModel = chain(with_array(embed), with_array(clone(window, DEPTH), pad=DEPTH))
    words: AnyModel = with_array(Linear(WORD_CLASSES, WIDTH))
    signs: AnyModel = with_array(Linear(concepts, WIDTH))
    pools: AnyModel = concatenate(reduce_max(), reduce_mean(), chain(ParametricAttention(), reduce_sum()))
    post: AnyModel = chain(
        list2ragged(),
        pools,
        Maxout(WIDTH, nP=3, normalize=True, dropout=0.3),
        Linear(POST_CLASSES, WIDTH),
    )
    body.initialize(X=[rows])
    vectors = body.predict([rows])
    for head in (words, signs, post):
        head.initialize(X=vectors)
    network = Network(body, words, signs, post)
    for layer, _ in network.places():
        layer.ops = OPS
    return network


def take_weights(network: Network) -> dict[str, Any]:
    """All weights by the place of their layer; `put_weights` puts them into a network of the same shape."""
    return {
        f"{place}.{name}": layer.get_param(name)
        for layer, place in network.places()
        for name in layer.param_names
        if layer.has_param(name)
    }


def put_weights(network: Network, weights: Mapping[str, Any]) -> None:
    """Raises `KeyError` for a missing weight and `ValueError` for one of another shape."""
    for layer, place in network.places():
        for name in layer.param_names:
            if layer.has_param(name):
                value = weights[f"{place}.{name}"].astype(np.float32)
                if value.shape != layer.get_param(name).shape:
                    raise ValueError(f"the weights {place}.{name} have the shape {value.shape}")
                layer.set_param(name, value)


def softmax(scores: Any) -> Floats:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result
