"""Tags of meals.

Revision ID: 0010_tags
Revises: 0009_regimens
"""

from alembic import op

revision = "0010_tags"
down_revision = "0009_regimens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Alembic's add_column can't add a column with a CHECK; SQLite can.
    op.execute(
        "ALTER TABLE meal ADD COLUMN tags TEXT CONSTRAINT ck_meal_tags CHECK "
        "(tags <> '' AND tags = lower(tags) AND tags = trim(tags) AND tags NOT GLOB '*  *')"
    )


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
