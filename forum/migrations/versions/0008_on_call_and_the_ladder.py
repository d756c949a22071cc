"""Shifts, the ladder, and how the desk is for a moderator

Revision: 0008, after 0007, 2026-11-22 21:23:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("blur", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_desk_settings_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_settings")),
        sa.UniqueConstraint("member_id", name=op.f("uq_desk_settings_member_id")),
    )
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("ends_at", forum.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_pause_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index("ix_pause_member", ["member_id", "ends_at"], unique=False)

    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("ends_at", forum.db.UTCDateTime(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_shift_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_shift_time", ["ends_at", "starts_at"], unique=False)

    op.create_table(
        "hard_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_item.id"], name=op.f("fk_hard_item_item_id_review_item")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hard_item_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hard_item")),
        sa.UniqueConstraint("member_id", "day", "item_id", name=op.f("uq_hard_item_member_id_day_item_id")),
    )
    op.create_table(
        "held_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("clock_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("due_at", forum.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_item.id"], name=op.f("fk_held_mail_item_id_review_item")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_held_mail_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_mail")),
        sa.UniqueConstraint(
            "member_id", "item_id", "clock_at", name=op.f("uq_held_mail_member_id_item_id_clock_at")
        ),
    )
    with op.batch_alter_table("held_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_mail_due_at"), ["due_at"], unique=False)

    op.create_table(
        "ladder_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("clock_at", forum.db.UTCDateTime(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("done_at", forum.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_item.id"], name=op.f("fk_ladder_step_item_id_review_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_step")),
        sa.UniqueConstraint("item_id", "clock_at", "step", name=op.f("uq_ladder_step_item_id_clock_at_step")),
    )


def downgrade() -> None:
    op.drop_table("ladder_step")
    with op.batch_alter_table("held_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_mail_due_at"))

    op.drop_table("held_mail")
    op.drop_table("hard_item")
    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.drop_index("ix_shift_time")
        batch_op.drop_index(batch_op.f("ix_shift_member_id"))

    op.drop_table("shift")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index("ix_pause_member")

    op.drop_table("pause")
    op.drop_table("desk_settings")
