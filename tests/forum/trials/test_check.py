"""Each kind of proposal through the very rule reader: what it refuses is said at its field."""

from typing import Any

import pytest
from flask import Flask

from forum.screening import rules_of
from forum.trials.check import faults_of
from forum.trials.pack import as_toml, content_hash, write_pack

PHRASE = {"sign": "gum_bleeding", "phrases": ["red spit in the sink"]}
CONFUSER = {
    "phrase": "paint the town red", "hits": ["gum_bleeding"], "kind": "idiom", "needs": [], "unless": [],
}  # fmt: skip
SIGN = {
    "id": "purple_nails", "name": "purple nails", "medical": "Cyanosis", "level": "urgent",
    "why": "It matters.", "source": "HCP-ISI", "review_by": "2027-11-22",
    "phrases": ["nails (are|went) purple", "purple nails"],
}  # fmt: skip
LIMIT = {"limit": "urgent", "value": 0.35}
FINE = {"phrase": PHRASE, "confuser": CONFUSER, "sign": SIGN, "limit": LIMIT}


@pytest.mark.parametrize("kind", FINE)
def test_a_fine_proposal_is_taken(app: Flask, kind: str) -> None:
    assert faults_of(kind, FINE[kind]) == {}


@pytest.mark.parametrize(
    "kind, change, field, reason",
    [
        ("phrase", {"sign": "no_such"}, "sign", "no such sign"),
        ("phrase", {"phrases": ["fine words", "gums (are|is bleeding"]}, "phrases", "brackets do not pair"),
        ("confuser", {"phrase": "{nolist} red"}, "phrase", "unknown '{nolist}'"),
        ("confuser", {"kind": "joke"}, "kind", "unknown kind 'joke'"),
        ("confuser", {"hits": ["no_such"]}, "hits", "unknown concept"),
        ("confuser", {"needs": ["(a|b"]}, "needs", "brackets do not pair"),
        ("sign", {"id": "gum_bleeding"}, "name", "a sign of this name already"),
        ("sign", {"level": "red"}, "level", "unknown level 'red'"),
        ("sign", {"source": " "}, "source", "'source' is empty"),
        ("sign", {"why": ""}, "why", "'why' is empty"),
        ("sign", {"phrases": ['say "ah" (']}, "phrases", "brackets do not pair"),
    ],
)
def test_a_fault_stands_at_its_field(
    app: Flask, kind: str, change: dict[str, Any], field: str, reason: str
) -> None:
    [(found, said)] = faults_of(kind, FINE[kind] | change).items()
    assert found == field and reason.casefold() in said.casefold()


def test_words_that_the_sign_has_already_are_refused(app: Flask) -> None:
    known = app.extensions["rules"].symptoms["gum_bleeding"].phrases[0].text
    assert "already" in faults_of("phrase", PHRASE | {"phrases": [known]})["phrases"]


def test_a_new_phrase_changes_nothing_else_of_its_sign(app: Flask, tmp_path) -> None:
    before = app.extensions["rules"].symptoms["gum_bleeding"]
    pack = write_pack(tmp_path / "p", as_toml("phrase", PHRASE, app.extensions["rules"]))
    after = rules_of([*app.extensions["packs"], pack]).symptoms["gum_bleeding"]
    assert [p.text for p in after.phrases] == [*(p.text for p in before.phrases), "red spit in the sink"]
    for name in ("name", "medical", "level", "why", "source", "review_by", "named", "near", "guarded"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize("text", ['a "quoted" sign', "back\\slash", "ünï", "tab\there", "del\x7f"])
def test_any_text_stands_in_the_file_as_it_was_typed(app: Flask, tmp_path, text: str) -> None:
    toml = as_toml("sign", SIGN | {"why": text, "id": "odd"}, app.extensions["rules"])
    pack = write_pack(tmp_path / "p", toml)
    assert rules_of([*app.extensions["packs"], pack]).symptoms["odd"].why == text


def test_the_hash_is_of_kind_and_content_alone() -> None:
    assert content_hash("limit", LIMIT) == content_hash("limit", dict(reversed(LIMIT.items())))
    assert content_hash("limit", LIMIT) != content_hash("limit", LIMIT | {"value": 0.36})
