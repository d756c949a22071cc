"""Clocks and claims of review items, hidden posts, notes to moderators

Revision: 0007, after 0006, 2026-11-22 21:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("created_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("seen_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_item.id"], name=op.f("fk_desk_note_item_id_review_item")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_desk_note_member_id_member")),
        sa.ForeignKeyConstraint(["sender_id"], ["member.id"], name=op.f("fk_desk_note_sender_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_note")),
    )
    with op.batch_alter_table("desk_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_note_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_desk_note_unseen", ["member_id", "seen_at", "id"], unique=False)

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("hidden_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("hidden_reason", sa.String(length=300), server_default="", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_post_hidden_by_id_member"), "member", ["hidden_by_id"], ["id"]
        )

    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("touched_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("claimed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("claimed_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("claimed_until", forum.db.UTCDateTime(), nullable=True))

    # Items that wait already have waited since they were opened.
    op.execute("UPDATE review_item SET clock_at = opened_at, touched_at = COALESCE(decided_at, opened_at)")
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.alter_column("clock_at", existing_type=forum.db.UTCDateTime(), nullable=False)
        batch_op.alter_column("touched_at", existing_type=forum.db.UTCDateTime(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_review_item_queue"))
        batch_op.create_index("ix_review_item_queue", ["state", "level", "clock_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_item_claimed_by_id"), ["claimed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_item_touched_at"), ["touched_at"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_review_item_claimed_by_id_member"), "member", ["claimed_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_review_item_claimed_by_id_member"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_review_item_touched_at"))
        batch_op.drop_index(batch_op.f("ix_review_item_claimed_by_id"))
        batch_op.drop_index("ix_review_item_queue")
        batch_op.create_index(
            batch_op.f("ix_review_item_queue"), ["state", "level", "opened_at", "id"], unique=False
        )
        batch_op.drop_column("claimed_until")
        batch_op.drop_column("claimed_at")
        batch_op.drop_column("claimed_by_id")
        batch_op.drop_column("touched_at")
        batch_op.drop_column("clock_at")

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_post_hidden_by_id_member"), type_="foreignkey")
        batch_op.drop_column("hidden_reason")
        batch_op.drop_column("hidden_by_id")
        batch_op.drop_column("hidden_at")

    with op.batch_alter_table("desk_note", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_note_unseen")
        batch_op.drop_index(batch_op.f("ix_desk_note_item_id"))

    op.drop_table("desk_note")
