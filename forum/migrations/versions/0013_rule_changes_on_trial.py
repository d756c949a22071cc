"""Proposed rule changes, their backtests and shadows

Revision: 0013, after 0012, 2026-11-22 21:57:38.984593
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("changed_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("live_at", forum.db.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["member.id"], name=op.f("fk_proposal_approved_by_id_member")
        ),
        sa.ForeignKeyConstraint(["proposer_id"], ["member.id"], name=op.f("fk_proposal_proposer_id_member")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["member.id"], name=op.f("fk_proposal_withdrawn_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_state"), ["state"], unique=False)

    op.create_table(
        "backtest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("changed_version", sa.String(length=80), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("below", sa.Integer(), nullable=True),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("fault", sa.String(length=200), nullable=False),
        sa.Column("started_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("finished_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_backtest_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backtest")),
    )
    with op.batch_alter_table("backtest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backtest_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "shadow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("started_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("ended_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_shadow_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shadow")),
    )
    with op.batch_alter_table("shadow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shadow_proposal_id"), ["proposal_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shadow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shadow_proposal_id"))

    op.drop_table("shadow")
    with op.batch_alter_table("backtest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backtest_proposal_id"))

    op.drop_table("backtest")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_state"))

    op.drop_table("proposal")
