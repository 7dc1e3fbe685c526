"""Many people: whose each change is, which role sees one person alone, and an index of doses.

Revision ID: 0013_server
Revises: 0012_sync
"""

from alembic import op

revision = "0013_server"
down_revision = "0012_sync"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE \"change\" ADD COLUMN owner TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE person ADD COLUMN role TEXT")
    op.execute("CREATE UNIQUE INDEX ix_person_role ON person (role)")
    op.execute(
        "CREATE INDEX ix_item_dose ON item (meal_id, origin, food, b12_ug) "
        "WHERE origin IN ('supplement', 'injection')"
    )


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
