"""Decisions keep since when their item had waited

Revision: 0014, after 0013, 2026-11-22 22:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# A post that came back has only one row of its item: its first reason after the decision before tells when.
OPENED = """
UPDATE decision SET opened_at = (
  SELECT MIN(reason.created_at) FROM review_reason reason
  WHERE reason.item_id = decision.item_id AND reason.created_at <= decision.created_at
  AND NOT EXISTS (
    SELECT 1 FROM decision earlier WHERE earlier.item_id = decision.item_id
    AND earlier.id < decision.id AND earlier.created_at >= reason.created_at))
"""
LEVEL = """
UPDATE decision SET item_level = COALESCE((
  SELECT item.level FROM review_item item WHERE item.id = decision.item_id AND NOT EXISTS (
    SELECT 1 FROM decision later WHERE later.item_id = decision.item_id AND later.id > decision.id)
  ), level_before)
"""


def upgrade() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_level", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("opened_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("clock_at", forum.db.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_decision_opened_at"), ["opened_at"], unique=False)
    op.execute(OPENED)
    op.execute(LEVEL)
    op.execute("UPDATE decision SET clock_at = opened_at")


def downgrade() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_opened_at"))
        batch_op.drop_column("clock_at")
        batch_op.drop_column("opened_at")
        batch_op.drop_column("item_level")
