"""Reading posts again

Revision: 0003, after 0002, 2026-11-22 15:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rescreen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("is_all", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("started_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("finished_at", forum.db.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreen")),
    )
    op.create_table(
        "rescreen_chunk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rescreen_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("done_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["rescreen_id"], ["rescreen.id"], name=op.f("fk_rescreen_chunk_rescreen_id_rescreen")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreen_chunk")),
    )
    with op.batch_alter_table("rescreen_chunk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rescreen_chunk_rescreen_id"), ["rescreen_id"], unique=False)
    with op.batch_alter_table("mod_log_entry", schema=None) as batch_op:
        batch_op.alter_column("moderator_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    # What no moderator did has no place in the older log.
    op.execute("DELETE FROM mod_log_entry WHERE moderator_id IS NULL")
    with op.batch_alter_table("mod_log_entry", schema=None) as batch_op:
        batch_op.alter_column("moderator_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("rescreen_chunk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rescreen_chunk_rescreen_id"))
    op.drop_table("rescreen_chunk")
    op.drop_table("rescreen")
