"""Proposed changes of the rules: the list, one of them, and each step on its way to live or back."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from forum.db import db
from forum.drafts import park
from forum.guards import moderator_required
from forum.modlog.record import record_reads
from forum.trials import backtest, queries, shadow
from forum.trials.approve import approve
from forum.trials.check import faults_of
from forum.trials.forms import FORMS, ApproveForm, ProposalForm
from forum.trials.gate import Asked, gates_of, told
from forum.trials.kinds import KINDS, line_of
from forum.trials.models import STATES, Proposal
from forum.trials.page import present_version, proposal_part, samples_part
from forum.trials.propose import change as change_it
from forum.trials.propose import propose
from forum.trials.propose import withdraw as withdraw_it
from forum.trials.tally import Tally

bp = Blueprint("trials", __name__)

AWAY = "The reader does not answer now. Try again in a moment."
NOT_CHANGED = (
    "It changed meanwhile, or is in shadow or live. Nothing was saved, and what you wrote is still here. "
    "“Cancel” leads to the proposal as it is now."
)


@bp.get("/review/proposals")
@moderator_required
def index() -> str:
    proposals = queries.list_proposals()
    return render_template(
        "trials/index.html", proposals=proposals, states=STATES, kinds=KINDS, line_of=line_of
    )


@bp.route(
    "/review/proposals/new/<any(phrase, confuser, sign, limit):kind>", methods=["GET", "POST"], endpoint="new"
)
@moderator_required
def new(kind: str) -> Answer | tuple[str, int]:
    form = _form(kind)
    if not _is_fine(kind, form):
        return _form_page(form, kind), 422 if form.errors else 200
    proposal = propose(current_user, kind, form.content(), form.note.data)
    park.forget(request.path)
    db.session.commit()
    flash("Proposed. Nothing reads with it yet: try it on the stored posts first.", "success")
    return _to(proposal)


@bp.get("/review/proposals/<row:proposal_id>")
@moderator_required
def show(proposal_id: int) -> str:
    return render_template("trials/show.html", **proposal_part(queries.get_proposal(proposal_id)))


@bp.route("/review/proposals/<row:proposal_id>/change", methods=["GET", "POST"])
@moderator_required
def change(proposal_id: int) -> Answer | tuple[str, int]:
    proposal = queries.get_proposal(proposal_id)
    form = _form(proposal.kind, proposal)
    if not _is_fine(proposal.kind, form):
        return _form_page(form, proposal.kind, proposal), 422 if form.errors else 200
    if not change_it(proposal, current_user, form.content(), form.note.data, form.seen.data):
        flash(NOT_CHANGED, "error")
        form.seen.data = proposal.content_hash
        return _form_page(form, proposal.kind, proposal), 409
    park.forget(request.path)
    db.session.commit()
    flash("Changed. What was tried before counts for the content of then.", "success")
    return _to(proposal)


@bp.post("/review/proposals/<row:proposal_id>/backtest")
@moderator_required
def try_it(proposal_id: int) -> Answer:
    proposal, version = queries.get_proposal(proposal_id), present_version()
    if not version:
        flash(AWAY, "error")
    elif backtest.begin(proposal, current_user, version):
        db.session.commit()
        flash("The stored posts are being read twice. Come back in a while.", "success")
    else:
        flash("It is being tried already, or it is live or withdrawn.", "error")
    return _to(proposal)


@bp.post("/review/proposals/<row:proposal_id>/shadow")
@moderator_required
def put_in_shadow(proposal_id: int) -> Answer:
    proposal = queries.get_proposal(proposal_id)
    if shadow.start(proposal, current_user):
        db.session.commit()
        flash("In shadow. New texts are counted from now on, and nobody sees anything of it.", "success")
    else:
        flash("Only what was tried on the stored posts can go into shadow.", "error")
    return _to(proposal)


@bp.route("/review/proposals/<row:proposal_id>/approve", methods=["GET", "POST"])
@moderator_required
def go_live(proposal_id: int) -> Answer | tuple[str, int]:
    proposal, form = queries.get_proposal(proposal_id), ApproveForm()
    asked = Asked(proposal, current_user, present_version(), form.note.data or "")
    if request.method == "POST" and form.validate() and not (closed := approve(asked)):
        park.forget(request.path)
        db.session.commit()
        flash("Live. The board reads with it within seconds; stored posts stay as they are.", "success")
        return _to(proposal)
    if request.method == "GET":
        form.note.data = park.take_back(request.path).get("note", "")
        closed = [name for name, is_open in gates_of(asked, is_final=False).items() if not is_open]
    page = render_template(
        "trials/approve.html", proposal=proposal, form=form, line=line_of(proposal),
        closed=[told(name) for name in closed] if not form.errors else [],
        is_own=proposal.proposer_id == current_user.id, is_one_admin=queries.count_admins() == 1,
    )  # fmt: skip
    return page, 200 if request.method == "GET" else 422


@bp.post("/review/proposals/<row:proposal_id>/withdraw")
@moderator_required
def withdraw(proposal_id: int) -> Answer:
    proposal = queries.get_proposal(proposal_id)
    was_live = proposal.state == "live"
    if withdraw_it(proposal, current_user):
        db.session.commit()
        flash(
            "Taken back. The board reads without it within seconds." if was_live else "Withdrawn.", "success"
        )
    return _to(proposal)


@bp.get("/review/proposals/<row:proposal_id>/<any(backtest, shadow):of>/<int:before>/<int:after>")
@moderator_required
def samples(proposal_id: int, of: str, before: int, after: int) -> str:
    proposal = queries.get_proposal(proposal_id)
    run: Any = queries.last_backtest(proposal) if of == "backtest" else queries.last_shadow(proposal)
    tally = Tally.from_json(run.tally) if run else Tally()
    if (before, after) not in tally.moves:
        abort(404)
    part = samples_part(tally, (before, after))
    shown = [sample.post for sample in part["samples"] if sample.post]
    if record_reads(current_user, shown, {"proposal": proposal.id}):
        db.session.commit()
    return render_template("trials/samples.html", proposal=proposal, line=line_of(proposal), of=of, **part)


@bp.get("/review/proposals/<row:proposal_id>/rules.toml")
@moderator_required
def download(proposal_id: int) -> Response:
    """The proposal as a rule file, for a pack of one's own."""
    proposal = queries.get_proposal(proposal_id)
    name = f"proposal-{proposal.id}.toml"
    part = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(proposal_part(proposal)["toml"], mimetype="application/toml", headers=part)


def _form(kind: str, proposal: Proposal | None = None) -> ProposalForm:
    """With what is typed, or was kept through a sign-in, or is stored."""
    form: ProposalForm = FORMS[kind]()
    if request.method == "GET":
        if proposal is not None:
            form.show(proposal.content | {"note": proposal.why, "seen": proposal.content_hash})
        form.show(park.take_back(request.path))
    return form


def _form_page(form: ProposalForm, kind: str, proposal: Proposal | None = None) -> str:
    return render_template("trials/form.html", form=form, kind=kind, kinds=KINDS, proposal=proposal)


def _is_fine(kind: str, form: ProposalForm) -> bool:
    """Whether the form and then the rule reader take it; what the reader refuses is said at its field."""
    if not form.validate_on_submit():
        return False
    for name, fault in faults_of(kind, form.content()).items():
        form[name].errors = [*form[name].errors, fault]
    return not form.errors


def _to(proposal: Proposal) -> Answer:
    return redirect(url_for("trials.show", proposal_id=proposal.id), 303)
