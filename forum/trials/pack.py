"""Write a proposal as a rule file, as a nurse would: the same text for the same content, each line known
to belong to one field of the form, so that what the rule reader refuses is shown at its field."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forum.screening import Rules
from forum.trials.models import Proposal


@dataclass(frozen=True, slots=True)
class Change:
    """What a proposal says, apart from its row: it stays as it was while posts are read with it."""

    id: int
    kind: str
    content: dict[str, Any]
    content_hash: str

    @classmethod
    def of(cls, proposal: Proposal) -> "Change":
        return cls(proposal.id, proposal.kind, proposal.content, proposal.content_hash)


Line = tuple[str, str]
"""A line of the file, and the field of the form that it comes from."""


def content_hash(kind: str, content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([kind, content], sort_keys=True).encode()).hexdigest()


def as_toml(kind: str, content: dict[str, Any], rules: Rules) -> str:
    """The rule file; `rules` are those that it adds to."""
    return "\n".join(text for text, _ in lines(kind, content, rules)) + "\n"


def write_pack(folder: Path, text: str) -> Path:
    """Make the folder a pack with this one rule file."""
    (folder / "symptoms").mkdir(parents=True, exist_ok=True)
    (folder / "symptoms" / "rules.toml").write_text(text, encoding="utf-8")
    return folder


def lines(kind: str, content: dict[str, Any], rules: Rules) -> list[Line]:
    write = {"phrase": _phrase, "confuser": _confuser, "sign": _sign, "limit": _limit}[kind]
    return list(write(content, rules))


def _phrase(content: dict[str, Any], rules: Rules) -> Iterator[Line]:
    """The sign in its own words, so that only the new phrases are new."""
    known = rules.symptoms.get(content["sign"])
    yield "[[symptom]]", "sign"
    yield f"id = {_text(content['sign'])}", "sign"
    if known is None:
        return
    yield from _words_of(
        {"name": known.name, "medical": known.medical, "level": known.level.word, "why": known.why,
         "source": known.source}, "sign",
    )  # fmt: skip
    yield f"review_by = {known.review_by.isoformat()}", "sign"
    yield from _list("phrases", content["phrases"])


def _sign(content: dict[str, Any], rules: Rules) -> Iterator[Line]:
    yield "[[symptom]]", "name"
    yield f"id = {_text(content['id'])}", "name"
    yield from _words_of({name: content[name] for name in ("name", "medical", "level", "why", "source")})
    yield f"review_by = {content['review_by']}", "review_by"
    yield from _list("phrases", content["phrases"])


def _confuser(content: dict[str, Any], rules: Rules) -> Iterator[Line]:
    yield "[[confuser]]", "phrase"
    yield f"phrase = {_text(content['phrase'])}", "phrase"
    yield f"kind = {_text(content['kind'])}", "kind"
    for name in ("hits", "needs", "unless"):
        if content[name]:
            yield from _list(name, content[name])


def _limit(content: dict[str, Any], rules: Rules) -> Iterator[Line]:
    yield "[limits]", "limit"
    yield f"{content['limit']} = {content['value']}", "value"


def _words_of(values: dict[str, str], field: str = "") -> Iterator[Line]:
    for name, value in values.items():
        yield f"{name} = {_text(value)}", field or name


def _list(name: str, texts: list[str]) -> Iterator[Line]:
    yield f"{name} = [", name
    for text in texts:
        yield f"  {_text(text)},", name
    yield "]", name


def _text(value: str) -> str:
    """A basic string of TOML: what JSON escapes, TOML reads alike; DEL alone it wants escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
