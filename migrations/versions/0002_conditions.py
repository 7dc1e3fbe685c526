"""What bears on a person's absorption, with dates.

Revision ID: 0002_conditions
Revises: 0001_diary
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_conditions"
down_revision = "0001_diary"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_condition_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_condition"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_condition_person_id", "condition", ["person_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
