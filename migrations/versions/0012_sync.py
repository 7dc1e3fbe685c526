"""What syncing through a shared folder needs: who this machine is, and what it knows of each row.

Revision ID: 0012_sync
Revises: 0011_food_tables
"""

import hashlib
import secrets

from alembic import op

revision = "0012_sync"
down_revision = "0011_food_tables"
branch_labels = None
depends_on = None

_MOMENT = (
    "{0} BETWEEN '1900' AND '3000' AND substr({0}, 1, 10) IS date(substr({0}, 1, 16), '+0 days') "
    "AND substr({0}, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND "
    "{0} NOT GLOB '*[^0-9T:.+-]*'"
)
_TABLES = (
    f"""
CREATE TABLE sync_state (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	diary TEXT NOT NULL,
	machine TEXT,
	name TEXT,
	counter INTEGER DEFAULT '0' NOT NULL,
	last_change INTEGER DEFAULT '0' NOT NULL,
	synced_at TEXT,
	CONSTRAINT ck_sync_state_synced_at CHECK ({_MOMENT.format("synced_at")}),
	CONSTRAINT ck_sync_state_counter CHECK (counter >= 0)
)
 STRICT
""",
    """
CREATE TABLE sync_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	table_name TEXT NOT NULL,
	uid TEXT NOT NULL,
	row_id INTEGER,
	at INTEGER NOT NULL,
	machine TEXT NOT NULL,
	base TEXT NOT NULL,
	columns TEXT,
	content TEXT,
	number INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT uq_sync_row_table_name UNIQUE (table_name, uid),
	CONSTRAINT ck_sync_row_columns CHECK (columns IS NULL OR json_valid(columns)),
	CONSTRAINT ck_sync_row_content CHECK (content IS NULL OR json_valid(content))
)
 STRICT
""",
    """
CREATE TABLE sync_log (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	seen INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT uq_sync_log_code UNIQUE (code)
)
 STRICT
""",
)


def upgrade() -> None:
    for table in _TABLES:
        op.execute(table)
    op.execute("CREATE INDEX ix_sync_row_number ON sync_row (number)")
    op.execute('ALTER TABLE "change" ADD COLUMN origin TEXT')
    # Copies of a diary that were made before this are of one diary: so are their rows.
    first = (
        op.get_bind()
        .exec_driver_sql('SELECT made_at, summary FROM "change" ORDER BY id LIMIT 1')
        .first()
    )
    diary = secrets.token_hex(8)
    if first is not None:
        diary = hashlib.sha256("\n".join(first).encode()).hexdigest()[:16]
    op.get_bind().exec_driver_sql("INSERT INTO sync_state (diary) VALUES (?)", (diary,))


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
