"""The comparison with other context readers; the peers themselves run only when asked for."""

import json
from pathlib import Path

import pytest

from benchmarks import context_peers
from benchmarks.context_peers import Text, page_of, rows_for, texts_of
from benchmarks.peers import environments
from benchmarks.peers.environments import PINS, PeerMissing, python_of
from moderation.cases import Case, read_cases

ROWS = [
    {
        "id": "1",
        "title": "Gums bleeding",
        "body": "No nosebleeds. My mum had a seizure in 2010.",
        "level": "urgent",
        "findings": [
            {"quote": "Gums bleeding", "concept": "gum_bleeding"},
            {"quote": "nosebleeds", "concept": "nosebleed", "assertion": "absent"},
            {"quote": "seizure", "concept": "seizure", "temporality": "past", "experiencer": "cared_for"},
        ],
    },
    {
        "id": "2",
        "body": "temp 37.1, fine",
        "level": "none",
        "findings": [{"quote": "temp 37.1", "concept": "fever", "assertion": "absent"}],
    },
]


@pytest.fixture
def cases(tmp_path: Path) -> list[Case]:
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    return read_cases(path)


def test_marks_keep_their_place_and_their_context(cases: list[Case]) -> None:
    texts = {text.text: text for case in cases for text in texts_of(case)}
    assert set(texts) == {ROWS[0]["title"], ROWS[0]["body"]}  # "temp 37.1" holds its own denial
    body = texts["No nosebleeds. My mum had a seizure in 2010."]
    assert [body.text[start:end] for start, end in body.spans] == ["nosebleeds", "seizure"]
    nosebleeds, seizure = body.marked
    assert nosebleeds == {
        "negated": True, "unreal": False, "historical": False, "other": False, "live": False,
    }  # fmt: skip
    assert (seizure["historical"], seizure["other"], seizure["live"]) == (True, True, False)
    assert body.ours[1] == seizure


def test_an_axis_that_a_reader_does_not_know_has_no_row() -> None:
    marked = [
        {axis: axis == "negated" for axis in context_peers.AXES},
        dict.fromkeys(context_peers.AXES, False),
    ]
    text = Text("no rash, a rash", [(3, 7), (11, 15)], marked, marked)
    rows = list(rows_for("peer", [text], [[{"negated": True}, {"negated": True}]]))
    assert [tuple(map(str, row)) for row in rows] == [
        ("negated", "peer", "0.500 (0.09–0.91)", "1.000 (0.21–1.00)", "0.500 (0.09–0.91)")
    ]


def test_a_peer_that_cannot_be_made_is_said_to_be_missing(
    cases: list[Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "FOLDER", environments.ROOT / "var" / "test" / "no-peers")
    monkeypatch.setattr(environments.sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(PeerMissing, match="FileNotFoundError"):
        python_of("negspacy")
    page = page_of(cases)
    for peer in PINS:
        assert f"{peer} was not measured: its environment could not be made (FileNotFoundError)." in page
    assert "| live | ignoring context | 0.333" in page and "| live | **ours** |" in page
    assert "2 posts of `few`" in " ".join(page.split())


def test_every_peer_is_pinned_exactly() -> None:
    assert all(pin.count("==") == 1 for pins in PINS.values() for pin in pins)
