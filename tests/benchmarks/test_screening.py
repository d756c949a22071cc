"""The benchmark of reading: its job, its page and its processes; how fast anything is, no test asks."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import screening
from benchmarks.peers import stopwatch
from benchmarks.peers.environments import ROOT, PeerMissing
from benchmarks.screening import make_job, texts_of, time_all, time_reader
from benchmarks.speed_page import AIMS, LENGTHS, NAMES, Speed, page_of
from moderation.findings import Level
from moderation.rules import Phrase

POSTS = [("Gums", "my gums bleed since monday " * 30), ("", "no fever, all is well " * 40)]


def speed(**named: float) -> Speed:
    times = {"start": 1.0, "start_clock": 2.0, "first": 4.0, "tokenizer_first": 1.0, "memory": 200.0} | named
    lengths = {str(words): (1.0, 9.0) for words in LENGTHS}
    return Speed({"spacy": "3.8"}, lengths=lengths, **({"reader": 2.0, "tokenizer": 1.0} | times))


def test_texts_have_the_length_asked_for_and_come_from_all_over_the_posts() -> None:
    texts = texts_of(POSTS, 60)
    assert {len(text.split()) for text in texts} == {60}
    assert texts[0].startswith("my gums") and texts[-1].endswith("all is well")
    assert len(texts) == screening.TEXTS


def test_a_stream_shorter_than_the_length_is_one_text() -> None:
    assert texts_of([("", "only four words here")], 20) == ["only four words here"]


def test_the_job_holds_plain_words_for_the_other_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [
        Phrase(text, Level.URGENT, "here") for text in ("gum bleeding", "bleed~ gum", "(a|b) c", "hives")
    ]
    symptom = SimpleNamespace(phrases=phrases)
    monkeypatch.setattr(screening, "load_rules", lambda packs: SimpleNamespace(symptoms={"gums": symptom}))
    job = make_job(POSTS, [], None)
    assert job["terms"] == ["gum bleeding", "hives"]
    assert list(job["lengths"]) == [str(words) for words in LENGTHS]


def test_each_aim_stands_beside_what_was_measured() -> None:
    job = {"posts": POSTS, "terms": ["rash"], "lengths": {"300": ["x"]}}
    page = page_of(
        job, "`few`", {"rules": speed(reader=4.0, memory=500.0)}, ["negspaCy was not measured: no."]
    )
    rules = NAMES["rules"]
    assert f"| {rules} | ratio to the tokenizer | ≥ 0.3 | 0.250 | **no** |" in page
    assert f"| {rules} | p99 of 300 words, ms | ≤ 50 | 9.0 | yes |" in page
    assert f"| {rules} | peak memory, MB | ≤ 400 | 500 | **no** |" in page
    assert "negspaCy was not measured: no." in page and "everything" not in page
    assert NAMES["everything"] not in page


def test_every_aim_of_the_design_is_there() -> None:
    assert [(aim.reader, aim.limit) for aim in AIMS if aim.least] == [("rules", 0.3), ("everything", 0.05)]
    assert [aim.limit for aim in AIMS if not aim.least] == [50, 3, 400] * 2


def test_what_does_not_run_here_is_said_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(reader: str, job: object) -> Speed:
        if reader in ("negspacy", "everything"):
            raise PeerMissing(f"no {reader} in {ROOT}/var")
        return speed()

    monkeypatch.setattr(screening, "time_reader", answer)
    speeds, missing = time_all({})
    assert list(speeds) == ["tokenizer", "rules", "medspacy"]
    assert missing == [
        f"{NAMES['everything']} was not measured: no everything in ./var.",
        "negspaCy was not measured: no negspacy in ./var.",
    ]


def test_a_reader_is_timed_in_a_process_of_its_own() -> None:
    job = {"posts": POSTS, "lengths": {"300": ["no fever"]}, "packs": [], "model": None}
    answer = time_reader("tokenizer", job)
    assert answer.reader > 0 and answer.memory > 1 and answer.versions.keys() == {"spacy"}


def test_a_model_that_cannot_be_loaded_is_a_reader_that_is_missing(tmp_path: Path) -> None:
    job = {"posts": [], "lengths": {}, "packs": [], "model": str(tmp_path)}
    with pytest.raises(PeerMissing, match="ModelError"):
        time_reader("everything", job)


def test_percentiles_ask_for_each_text_several_times() -> None:
    asked: list[str] = []
    middle, most = stopwatch.percentiles(lambda title, body: asked.append(body), ["a", "b"])
    assert asked.count("a") == asked.count("b") == stopwatch.ROUNDS and 0 <= middle <= most


def test_the_test_split_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test").mkdir()
    path = tmp_path / "test" / "few.jsonl"
    path.write_text('{"id": "1", "body": "all well", "level": "none", "findings": []}\n')
    monkeypatch.setattr("sys.argv", ["screening", str(path)])
    with pytest.raises(SystemExit):
        screening.main()
