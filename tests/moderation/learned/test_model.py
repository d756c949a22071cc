import json
from pathlib import Path

import numpy as np
import pytest

from moderation.findings import Level
from moderation.learned.build import build_model
from moderation.learned.chances import LEVELS, WEIGHTS
from moderation.learned.model import ModelError, load_model, save_model
from moderation.learned.training import Plan
from moderation.learned.windows import LONG, WIDE
from moderation.screener import Screener

from .conftest import write_corpus


def test_learns_what_it_was_shown(screener: Screener, small_model: Path) -> None:
    reader = Screener(screener.rules, load_model(small_model))
    assert reader.screen(body="post 3 from the train, i want to be dead, hello to all").level is Level.CRISIS
    assert reader.screen(body="post 4 from the train, lovely day at sea, hello to all").level is Level.NONE
    assert reader.version.endswith(f".model.{load_model(small_model).version}")


def test_the_same_corpus_gives_the_same_bytes(screener: Screener, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", posts=10)
    for name in ("one", "two"):
        build_model(screener, corpus, tmp_path / name, (0, 1), Plan(rounds=2), log=lambda line: None)
    for file in ("weights.npz", "model.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_other_limits_are_another_version(small_model: Path, tmp_path: Path) -> None:
    model = load_model(small_model)
    assert save_model(model, {}, tmp_path) == model.version
    assert save_model(model.with_limits({"urgent": 0.7}), {}, tmp_path) != model.version


def test_a_network_learns_nothing_of_the_one_before(screener: Screener, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", posts=10)
    for name, seeds in (("alone", (1,)), ("second", (0, 1))):
        build_model(screener, corpus, tmp_path / name, seeds, Plan(rounds=2), log=lambda line: None)
    alone, second = (np.load(tmp_path / name / "weights.npz") for name in ("alone", "second"))
    with alone, second:
        weights = [name.removeprefix("0.") for name in alone.files if name.startswith("0.")]
        assert weights
        assert all(np.array_equal(alone[f"0.{name}"], second[f"1.{name}"]) for name in weights)


def test_reads_a_sentence_without_the_words_around_it(screener: Screener, small_model: Path) -> None:
    model = load_model(small_model)
    sign, quiet = "i want to be dead, hello to all. ", "post 4 from the train, lovely day at sea. " * 9
    prediction = model.predict(screener.read("", quiet + sign))
    inside = model.reach_alone(prediction, 1, len(quiet), len(quiet + sign))
    assert np.allclose(inside, model.reach_alone(model.predict(screener.read("", sign)), 1, 0, 99), atol=1e-5)
    assert model.reach_alone(prediction, 0, 0, 99).tolist() == [1, 0, 0, 0, 0]


def test_windows_give_each_word_one_row(screener: Screener, small_model: Path) -> None:
    model = load_model(small_model)
    for words in (1, WIDE[0] - 2, WIDE[0], WIDE[0] + 1, 2 * WIDE[0], 5 * WIDE[0] + 7):
        prediction = model.predict(screener.read("", "word " * words))
        assert len(prediction.words) == len(prediction.signs) == len(prediction.encoded.rows)
        assert np.allclose(prediction.words.sum(axis=1), 1, atol=1e-3)
        assert prediction.reach[0] == pytest.approx(1, abs=1e-3)
        assert all(np.diff(prediction.reach) <= 1e-6)


def test_has_opinions_about_each_part_of_a_long_post(screener: Screener, small_model: Path) -> None:
    model = load_model(small_model)
    short, long = (model.opinions(screener.read("", "word " * words)) for words in (LONG - 1, LONG + 9))
    assert short.of_parts.shape == (1, len(WEIGHTS), len(LEVELS)) and len(short.of_windows) > 1
    assert len(long.of_parts) > 1
    assert np.allclose(long.of_parts[1], long.of_parts[2], atol=1e-3)


@pytest.mark.parametrize("break_it", ["no card", "bad card", "no weights", "other shape"])
def test_a_broken_model_is_named(small_model: Path, tmp_path: Path, break_it: str) -> None:
    card, weights = (small_model / name for name in ("model.json", "weights.npz"))
    facts = json.loads(card.read_text())
    if break_it == "other shape":
        facts["concepts"] = facts["concepts"][:1]
    if break_it != "no card":
        (tmp_path / "model.json").write_text("{" if break_it == "bad card" else json.dumps(facts))
    if break_it != "no weights":
        (tmp_path / "weights.npz").write_bytes(weights.read_bytes())
    with pytest.raises(ModelError, match=str(tmp_path)):
        load_model(tmp_path)
