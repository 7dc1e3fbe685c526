"""Laboratory values that are less or more than a figure, and whose diary is opened by default.

Revision ID: 0006_bounds
Revises: 0005_checks
"""

from alembic import op

revision = "0006_bounds"
down_revision = "0005_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Alembic's add_column can't add a column with a CHECK; SQLite can.
    op.execute(
        "ALTER TABLE lab_value ADD COLUMN bound TEXT "
        "CONSTRAINT ck_lab_value_bound CHECK (bound IN ('<', '≤', '≥', '>'))"
    )
    op.execute(
        "ALTER TABLE person ADD COLUMN is_default INTEGER DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_person_is_default CHECK (is_default IN (0, 1))"
    )
    # It was the first person's so far.
    op.execute("UPDATE person SET is_default = 1 WHERE id = (SELECT min(id) FROM person)")


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
