"""Doses that a person plans to take.

Revision ID: 0009_regimens
Revises: 0008_more_conditions
"""

from alembic import op

revision = "0009_regimens"
down_revision = "0008_more_conditions"
branch_labels = None
depends_on = None

_DAY = "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND {0} IS date({0}, '+0 days')"
_FORMS = "'hydroxocobalamin', 'cyanocobalamin', 'methylcobalamin'"
_REGIMEN = f"""
CREATE TABLE regimen (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL,
	amount_ug REAL NOT NULL,
	route TEXT NOT NULL,
	form TEXT,
	every INTEGER NOT NULL,
	unit TEXT NOT NULL,
	with_food INTEGER DEFAULT '0' NOT NULL,
	since TEXT NOT NULL,
	until TEXT,
	CONSTRAINT ck_regimen_amount_ug CHECK (amount_ug > 0 AND amount_ug <= 100000),
	CONSTRAINT ck_regimen_route CHECK (route IN ('mouth', 'sublingual', 'injection')),
	CONSTRAINT ck_regimen_form CHECK (form IN ({_FORMS})),
	CONSTRAINT ck_regimen_every CHECK (every BETWEEN 1 AND 366),
	CONSTRAINT ck_regimen_unit CHECK (unit IN ('day', 'week', 'month')),
	CONSTRAINT ck_regimen_with_food CHECK (with_food IN (0, 1)),
	CONSTRAINT ck_regimen_since CHECK ({_DAY.format("since")}),
	CONSTRAINT ck_regimen_until CHECK ({_DAY.format("until")}),
	CONSTRAINT fk_regimen_person_id FOREIGN KEY(person_id) REFERENCES person (id)
		ON DELETE CASCADE
)
 STRICT
"""


def upgrade() -> None:
    op.execute(_REGIMEN)
    op.execute("CREATE INDEX ix_regimen_person_id ON regimen (person_id)")


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
