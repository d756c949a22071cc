"""Saved views of the review queue

Revision: 0009, after 0008, 2026-11-22 21:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_at", forum.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_saved_view_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("member_id", "name", name=op.f("uq_saved_view_member_id_name")),
    )


def downgrade() -> None:
    op.drop_table("saved_view")
