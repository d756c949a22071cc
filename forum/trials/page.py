"""What the pages of a proposal show: tables of moves, their samples with marked words, and the gates."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import current_app
from flask_login import current_user

from forum.posts.models import Post
from forum.review.present import Part, mark
from forum.screening import ScreeningError, reader_version
from forum.trials import live, queries
from forum.trials.gate import Asked, gates_of, told
from forum.trials.kinds import KINDS, line_of
from forum.trials.models import STATES, Proposal
from forum.trials.pack import as_toml
from forum.trials.tally import Move, Sample, Tally, is_look, level_of

OPEN = ("draft", "tried", "shadow")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of moves."""

    move: Move
    before: str
    before_look: bool
    after: str
    after_look: bool
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with its words as they were marked before and would be after; no parts when its text has
    changed since, or the post has gone."""

    post: Post | None
    post_id: int
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()


def rows_of(moves: Sequence[tuple[Move, int]]) -> list[Row]:
    return [
        Row(move, level_of(move[0]).word, is_look(move[0]), level_of(move[1]).word, is_look(move[1]), count)
        for move, count in moves
    ]


def proposal_part(proposal: Proposal) -> dict[str, Any]:
    """All of one proposal's page."""
    run, shadow = queries.last_backtest(proposal), queries.last_shadow(proposal)
    version, gates = "", {}
    if proposal.state in OPEN:
        version = present_version()
        gates = gates_of(Asked(proposal, current_user, version), is_final=False)
    return {
        "proposal": proposal,
        "line": line_of(proposal),
        "kind": KINDS[proposal.kind],
        "state": STATES[proposal.state],
        "toml": as_toml(proposal.kind, proposal.content, current_app.extensions["rules"]),
        "run": run,
        "tried": Tally.from_json(run.tally) if run else None,
        "is_this_content": run is not None and run.content_hash == proposal.content_hash,
        "shadow": shadow,
        "counted": Tally.from_json(shadow.tally) if shadow else None,
        "version": version,
        "gates": [(told(name), is_open) for name, is_open in gates.items()],
        "is_ready": bool(gates) and all(gates.values()),
        "is_loaded": live.is_loaded(proposal),
        "load_fault": live.faults().get(proposal.id, ""),
        "rows_of": rows_of,
    }


def present_version() -> str:
    """Empty while the reader does not answer: nothing can be tried or go live then."""
    try:
        return reader_version(in_request=True)
    except ScreeningError:
        return ""


def samples_part(tally: Tally, move: Move) -> dict[str, Any]:
    """The kept posts of one line of the table, with one query."""
    samples = tally.samples.get(move, [])
    posts = queries.posts_by_id([sample.post_id for sample in samples])
    [row] = rows_of([(move, tally.moves.get(move, 0))])
    return {"row": row, "samples": [_shown(sample, posts.get(sample.post_id)) for sample in samples]}


def _shown(sample: Sample, post: Post | None) -> Shown:
    if post is None or post.revision_id != sample.revision_id:
        return Shown(post, sample.post_id)
    return Shown(post, post.id, _marked(post, sample.before), _marked(post, sample.after))


def _marked(post: Post, spans: Sequence[Any]) -> tuple[Part, ...]:
    names = ("field", "start", "end", "level", "concept")
    found: Any = [SimpleNamespace(**dict(zip(names, span, strict=True))) for span in spans]
    above = mark(post.revision, "title", found) if post.is_first else []
    return tuple([*above, *([Part("\n\n")] if above else []), *mark(post.revision, "body", found)])
