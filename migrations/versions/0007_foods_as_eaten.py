"""What a food is for, and in which country a name means it.

Revision ID: 0007_foods_as_eaten
Revises: 0006_bounds
"""

from alembic import op

revision = "0007_foods_as_eaten"
down_revision = "0006_bounds"
branch_labels = None
depends_on = None

_ROLES = (
    "'milk', 'cream', 'fat', 'spread', 'sauce', 'cheese', 'egg', 'meat', 'fish', 'bread', "
    "'cereal', 'porridge', 'hot drink', 'drink', 'starch', 'vegetable', 'fruit', 'nuts', 'legume', "
    "'yogurt', 'dessert', 'sweet', 'snack', 'soup', 'salad', 'sandwich', 'dish', 'powder', "
    "'supplement', 'seasoning'"
)
_ALIAS = """
CREATE TABLE new_alias (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	phrase TEXT NOT NULL,
	ordered_words TEXT NOT NULL,
	sorted_words TEXT NOT NULL,
	food_id INTEGER NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	own INTEGER NOT NULL,
	CONSTRAINT ck_alias_country CHECK (country = '' OR country GLOB '[a-z][a-z]'),
	CONSTRAINT ck_alias_own CHECK (own IN (0, 1)),
	CONSTRAINT fk_alias_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE CASCADE,
	CONSTRAINT uq_alias_ordered_words UNIQUE (ordered_words, country, own)
)
 STRICT
"""


def upgrade() -> None:
    # Alembic's add_column can't add a column with a CHECK; SQLite can.
    op.execute(
        f"ALTER TABLE food ADD COLUMN role TEXT CONSTRAINT ck_food_role CHECK (role IN ({_ROLES}))"
    )
    op.execute(
        "ALTER TABLE person ADD COLUMN country TEXT "
        "CONSTRAINT ck_person_country CHECK (country GLOB '[a-z][a-z]')"
    )
    # What was eaten under a name that no table has means the same the next time.
    op.execute("CREATE INDEX ix_item_named ON item (lower(food)) WHERE food_code IS NULL")
    _create_alias_again()


def _create_alias_again() -> None:
    """Let one name mean a food in one country and another elsewhere; no table refers to this."""
    run = op.get_bind().exec_driver_sql
    last = run("SELECT seq FROM sqlite_sequence WHERE name = 'alias'").scalar()
    columns = "id, phrase, ordered_words, sorted_words, food_id, own"
    run(_ALIAS)
    run(f"INSERT INTO new_alias ({columns}) SELECT {columns} FROM alias ORDER BY id")  # noqa: S608
    run("DROP TABLE alias")
    run("ALTER TABLE new_alias RENAME TO alias")
    run("CREATE INDEX ix_alias_food_id ON alias (food_id)")
    run("CREATE INDEX ix_alias_sorted_words ON alias (sorted_words)")
    # A number that a user has seen is never given to another row.
    run("DELETE FROM sqlite_sequence WHERE name IN ('alias', 'new_alias')")
    if last is not None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES ('alias', ?)", (last,))


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
