"""Food tables, how a figure is meant (a trace, an upper bound, an estimate), and whose come first.

Revision ID: 0011_food_tables
Revises: 0010_tags
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_food_tables"
down_revision = "0010_tags"
branch_labels = None
depends_on = None

_WORDS = "{0} <> '' AND {0} = lower({0}) AND {0} = trim({0}) AND {0} NOT GLOB '*  *'"


def upgrade() -> None:
    op.create_table(
        "food_table",
        sa.Column("id", sa.Integer),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("attribution", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_food_table"),
        sa.UniqueConstraint("code", name="uq_food_table_code"),
        sa.CheckConstraint("code <> '' AND code NOT GLOB '*[^a-z0-9]*'", name="code"),
        sa.CheckConstraint("country GLOB '[a-z][a-z]'", name="country"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    # Alembic's add_column can't add a column with a CHECK; SQLite can.
    for column in (
        "food ADD COLUMN table_code TEXT CONSTRAINT fk_food_table_code_food_table "
        "REFERENCES food_table (code)",
        "food ADD COLUMN mark TEXT CONSTRAINT ck_food_mark CHECK "
        "(mark IN ('trace', 'below', 'estimate'))",
        "food ADD COLUMN below_ug_per_100g REAL CONSTRAINT ck_food_below_ug_per_100g CHECK "
        "(below_ug_per_100g > 0 AND below_ug_per_100g <= 100000)",
        f"person ADD COLUMN tables TEXT CONSTRAINT ck_person_tables CHECK "
        f"({_WORDS.format('tables')})",
    ):
        op.execute(f"ALTER TABLE {column}")
    op.create_index("ix_food_table_code", "food", ["table_code"])


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
