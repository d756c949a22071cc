"""Letters to authors, questions between moderators

Revision: 0011, after 0010, 2026-11-22 22:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("read_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.id"], name=op.f("fk_letter_item_id_review_item")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_letter_member_id_member")),
        sa.ForeignKeyConstraint(["moderator_id"], ["member.id"], name=op.f("fk_letter_moderator_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_letter_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_moderator_id"), ["moderator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_letter_unread", ["member_id", "read_at"], unique=False)

    op.create_table(
        "ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["member.id"], name=op.f("fk_ask_answered_by_id_member")),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.id"], name=op.f("fk_ask_item_id_review_item")),
        sa.ForeignKeyConstraint(["sender_id"], ["member.id"], name=op.f("fk_ask_sender_id_member")),
        sa.ForeignKeyConstraint(["to_id"], ["member.id"], name=op.f("fk_ask_to_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
    )
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ask_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_ask_open", ["to_id", "answered_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_sender_id"), ["sender_id"], unique=False)


def downgrade() -> None:
    op.drop_table("ask")
    op.drop_table("letter")
