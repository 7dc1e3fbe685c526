"""Nitrous oxide, kidney disease and other conditions that a person can have.

SQLite changes a CHECK only by creating the table again; no table refers to this one.

Revision ID: 0008_more_conditions
Revises: 0007_foods_as_eaten
"""

from alembic import op

revision = "0008_more_conditions"
down_revision = "0007_foods_as_eaten"
branch_labels = None
depends_on = None

_NAMES = (
    "'pernicious-anaemia', 'atrophic-gastritis', 'gastric-bypass', 'gastrectomy', "
    "'ileal-resection', 'crohns', 'coeliac', 'metformin', 'acid-blocker', "
    "'autoimmune-gastritis', 'sleeve-gastrectomy', 'bariatric-surgery', 'sibo', "
    "'pancreatic-insufficiency', 'tapeworm', 'hiv', 'colchicine', 'sjogrens', "
    "'type-1-diabetes', 'autoimmune-thyroid', 'anti-seizure-medicine', "
    "'radiotherapy', 'h2-blocker', 'antacids', 'nitrous-oxide', 'kidney-disease', "
    "'lebers', 'folic-acid'"
)
_DAY = "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND {0} IS date({0}, '+0 days')"
_CONDITION = f"""
CREATE TABLE new_condition (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	since TEXT NOT NULL,
	until TEXT,
	CONSTRAINT ck_condition_name CHECK (name IN ({_NAMES})),
	CONSTRAINT ck_condition_since CHECK ({_DAY.format("since")}),
	CONSTRAINT ck_condition_until CHECK ({_DAY.format("until")}),
	CONSTRAINT fk_condition_person_id FOREIGN KEY(person_id) REFERENCES person (id)
		ON DELETE CASCADE
)
 STRICT
"""


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    last = run("SELECT seq FROM sqlite_sequence WHERE name = 'condition'").scalar()
    columns = "id, person_id, name, since, until"
    run(_CONDITION)
    run(f"INSERT INTO new_condition ({columns}) SELECT {columns} FROM condition ORDER BY id")  # noqa: S608
    run("DROP TABLE condition")
    run("ALTER TABLE new_condition RENAME TO condition")
    run("CREATE INDEX ix_condition_person_id ON condition (person_id)")
    # A number that a user has seen is never given to another row.
    run("DELETE FROM sqlite_sequence WHERE name IN ('condition', 'new_condition')")
    if last is not None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES ('condition', ?)", (last,))


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
