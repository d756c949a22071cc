"""The mod log says whom an entry is about and refuses to be changed

Revision: 0010, after 0009, 2026-11-22 21:50:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE TRIGGER mod_log_entry_kept BEFORE UPDATE ON mod_log_entry WHEN CAST(OLD."id" AS TEXT) IS NOT CAST(NEW."id" AS TEXT) OR CAST(OLD."actor" AS TEXT) IS NOT CAST(NEW."actor" AS TEXT) OR CAST(OLD."action" AS TEXT) IS NOT CAST(NEW."action" AS TEXT) OR CAST(OLD."before" AS TEXT) IS NOT CAST(NEW."before" AS TEXT) OR CAST(OLD."after" AS TEXT) IS NOT CAST(NEW."after" AS TEXT) OR CAST(OLD."thread_id" AS TEXT) IS NOT CAST(NEW."thread_id" AS TEXT) OR CAST(OLD."post_id" AS TEXT) IS NOT CAST(NEW."post_id" AS TEXT) OR CAST(OLD."created_at" AS TEXT) IS NOT CAST(NEW."created_at" AS TEXT) OR (NEW.moderator_id IS NOT OLD.moderator_id AND NEW.moderator_id IS NOT NULL) OR (NEW.member_id IS NOT OLD.member_id AND NEW.member_id IS NOT NULL) OR (NEW.note <> OLD.note AND NEW.note <> '' AND NEW.note NOT LIKE '%Former member%') BEGIN SELECT RAISE(ABORT, 'the mod log is append-only'); END""",
    """CREATE TRIGGER mod_log_entry_whole BEFORE DELETE ON mod_log_entry BEGIN SELECT RAISE(ABORT, 'the mod log is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION mod_log_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the mod log is append-only'; END $$""",
    """CREATE TRIGGER mod_log_entry_kept BEFORE UPDATE ON mod_log_entry FOR EACH ROW WHEN (CAST(OLD."id" AS TEXT) IS DISTINCT FROM CAST(NEW."id" AS TEXT) OR CAST(OLD."actor" AS TEXT) IS DISTINCT FROM CAST(NEW."actor" AS TEXT) OR CAST(OLD."action" AS TEXT) IS DISTINCT FROM CAST(NEW."action" AS TEXT) OR CAST(OLD."before" AS TEXT) IS DISTINCT FROM CAST(NEW."before" AS TEXT) OR CAST(OLD."after" AS TEXT) IS DISTINCT FROM CAST(NEW."after" AS TEXT) OR CAST(OLD."thread_id" AS TEXT) IS DISTINCT FROM CAST(NEW."thread_id" AS TEXT) OR CAST(OLD."post_id" AS TEXT) IS DISTINCT FROM CAST(NEW."post_id" AS TEXT) OR CAST(OLD."created_at" AS TEXT) IS DISTINCT FROM CAST(NEW."created_at" AS TEXT) OR (NEW.moderator_id IS DISTINCT FROM OLD.moderator_id AND NEW.moderator_id IS NOT NULL) OR (NEW.member_id IS DISTINCT FROM OLD.member_id AND NEW.member_id IS NOT NULL) OR (NEW.note <> OLD.note AND NEW.note <> '' AND NEW.note NOT LIKE '%Former member%')) EXECUTE FUNCTION mod_log_entry_refuse()""",
    """CREATE TRIGGER mod_log_entry_whole BEFORE DELETE OR TRUNCATE ON mod_log_entry FOR EACH STATEMENT EXECUTE FUNCTION mod_log_entry_refuse()""",
)
ENTRY = sa.table(
    "mod_log_entry",
    sa.column("id", sa.Integer),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("moderator_id", sa.Integer),
    sa.column("member_id", sa.Integer),
    sa.column("thread_id", sa.Integer),
    sa.column("post_id", sa.Integer),
    sa.column("after", sa.JSON),
)
ABOUT_PERSONS = sa.and_(ENTRY.c.thread_id.is_(None), sa.cast(ENTRY.c.after, sa.Text).contains('"member"'))


def upgrade() -> None:
    with op.batch_alter_table("mod_log_entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("actor", sa.String(length=10), server_default="moderator", nullable=False)
        )
        batch_op.add_column(sa.Column("member_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_mod_log_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_mod_log_entry_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mod_log_entry_member_id"), ["member_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_mod_log_entry_member_id_member"), "member", ["member_id"], ["id"]
        )
    _say_whom()
    for line in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(line)


def _say_whom() -> None:
    """Before the guard is there: the author of what an entry is about, or the member it named by number."""
    connection = op.get_bind()
    op.execute(
        "UPDATE mod_log_entry SET member_id = COALESCE("
        "(SELECT author_id FROM post WHERE post.id = mod_log_entry.post_id), "
        "(SELECT author_id FROM thread WHERE thread.id = mod_log_entry.thread_id))"
    )
    there = set(connection.scalars(sa.text("SELECT id FROM member")))
    for row in connection.execute(sa.select(ENTRY).where(ABOUT_PERSONS)).all():
        after = dict(row.after)
        number = after.pop("member", None)
        known = number if number in there else None
        connection.execute(ENTRY.update().where(ENTRY.c.id == row.id).values(member_id=known, after=after))
    by_nobody = ENTRY.update().where(ENTRY.c.moderator_id.is_(None))
    is_operator = ENTRY.c.action.in_(("silenced", "suspended", "restored"))
    connection.execute(by_nobody.values(actor=sa.case((is_operator, "operator"), else_="program")))


def downgrade() -> None:
    connection = op.get_bind()
    on_table = "" if connection.dialect.name == "sqlite" else " ON mod_log_entry"
    for name in ("kept", "whole"):
        op.execute(f"DROP TRIGGER IF EXISTS mod_log_entry_{name}{on_table}")
    if on_table:
        op.execute("DROP FUNCTION IF EXISTS mod_log_entry_refuse()")
    persons = sa.and_(ENTRY.c.thread_id.is_(None), ENTRY.c.member_id.is_not(None))
    for row in connection.execute(sa.select(ENTRY).where(persons)).all():
        after = {"member": row.member_id} | dict(row.after)
        connection.execute(ENTRY.update().where(ENTRY.c.id == row.id).values(after=after))
    with op.batch_alter_table("mod_log_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_mod_log_entry_member_id_member"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_mod_log_entry_member_id"))
        batch_op.drop_index(batch_op.f("ix_mod_log_entry_created_at"))
        batch_op.drop_index(batch_op.f("ix_mod_log_entry_action"))
        batch_op.drop_column("member_id")
        batch_op.drop_column("actor")
