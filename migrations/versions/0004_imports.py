"""What of other programs' diaries has been imported.

Revision ID: 0004_imports
Revises: 0003_years
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_imports"
down_revision = "0003_years"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_imported_day_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imported_day"),
        sa.UniqueConstraint("person_id", "program", "day", name="uq_imported_day_person_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
