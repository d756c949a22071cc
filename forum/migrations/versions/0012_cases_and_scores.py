"""Labelled cases and alarms about rules

Revision: 0012, after 0011, 2026-11-22 21:50:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "case_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("reviewed_at", forum.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_case_review_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_case_review_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["member.id"], name=op.f("fk_case_review_reviewer_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_review")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_case_review_decision_id")),
    )
    op.create_index(op.f("ix_case_review_revision_id"), "case_review", ["revision_id"])
    op.create_table(
        "rule_alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=270), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Double(), nullable=False),
        sa.Column("raised_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("settled_at", forum.db.UTCDateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["member.id"], name=op.f("fk_rule_alarm_settled_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_alarm")),
    )
    op.create_index(
        "ix_rule_alarm_open",
        "rule_alarm",
        ["what", "version"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_decision_created_at"), "decision", ["created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_decision_created_at"), table_name="decision")
    op.drop_index("ix_rule_alarm_open", table_name="rule_alarm")
    op.drop_table("rule_alarm")
    op.drop_index(op.f("ix_case_review_revision_id"), table_name="case_review")
    op.drop_table("case_review")
