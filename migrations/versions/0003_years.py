"""A diary for years: notes, days of fasting, symptoms, laboratory values, redo.

Revision ID: 0003_years
Revises: 0002_conditions
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_years"
down_revision = "0002_conditions"
branch_labels = None
depends_on = None

_NUMBER: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    op.add_column("meal", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("item", sa.Column("note", sa.Text(), nullable=True))
    op.add_column(
        "person", sa.Column("day_starts", sa.Text(), server_default="00:00", nullable=False)
    )
    # Alembic has no words for a check on an added column.
    op.execute(
        "ALTER TABLE change ADD COLUMN superseded INTEGER DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_change_superseded CHECK (superseded IN (0, 1))"
    )
    # What an older release undid long ago is not to be redone.
    op.execute("UPDATE change SET superseded = 1 WHERE undone_at IS NOT NULL")
    op.create_table(
        "day_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.CheckConstraint("mark IN ('fast', 'partial')", name=op.f("ck_day_mark_mark")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_day_mark_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_day_mark"),
        sa.UniqueConstraint("person_id", "day", name="uq_day_mark_person_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "symptom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("felt_at", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_symptom_score")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_symptom_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_symptom"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_symptom_person_id_day", "symptom", ["person_id", "day"], unique=False)
    op.create_table(
        "lab_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("value", _NUMBER, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.CheckConstraint("value > 0 AND value <= 1000000", name=op.f("ck_lab_value_value")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_lab_value_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lab_value"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_lab_value_person_id_day", "lab_value", ["person_id", "day"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
