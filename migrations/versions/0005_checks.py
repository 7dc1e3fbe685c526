"""Every day, time and word is checked by SQLite itself.

SQLite adds a CHECK only to a table that is created again. Foreign keys are not enforced meanwhile,
or the rows that refer to the old table would be deleted with it.

Revision ID: 0005_checks
Revises: 0004_imports
"""

from alembic import op

revision = "0005_checks"
down_revision = "0004_imports"
branch_labels = None
depends_on = None

_DAY = "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND {0} IS date({0}, '+0 days')"
_MOMENT = (
    "{0} BETWEEN '1900' AND '3000' AND "
    "substr({0}, 1, 10) IS date(substr({0}, 1, 16), '+0 days') AND "
    "substr({0}, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND "
    "{0} NOT GLOB '*[^0-9T:.+-]*'"
)
_HOUR = "{0} GLOB '[01][0-9]:[0-5][0-9]' AND {0} <= '12:00'"
_IMAGE = "{0} IS NULL OR json_valid({0})"
_CONDITION = (
    "{0} IN ('pernicious-anaemia', 'atrophic-gastritis', 'gastric-bypass', 'gastrectomy', "
    "'ileal-resection', 'crohns', 'coeliac', 'metformin', 'acid-blocker')"
)
_TEST = "{0} IN ('b12', 'active-b12', 'mma', 'homocysteine')"
_UNIT = "{0} IN ('pg/mL', 'ng/L', 'pmol/L', 'nmol/L', 'µmol/L')"
_CHECKS = {
    "person": {"born": _DAY, "day_starts": _HOUR},
    "life_stage": {"since": _DAY},
    "condition": {"name": _CONDITION, "since": _DAY, "until": _DAY},
    "target_choice": {"since": _DAY},
    "meal": {"day": _DAY, "eaten_at": _MOMENT},
    "day_mark": {"day": _DAY},
    "symptom": {"day": _DAY, "felt_at": _MOMENT},
    "lab_value": {"day": _DAY, "test": _TEST, "unit": _UNIT},
    "imported_day": {"day": _DAY},
    "change": {"made_at": _MOMENT, "undone_at": _MOMENT},
    "change_row": {"before": _IMAGE, "after": _IMAGE},
}


def upgrade() -> None:
    for table, checks in _CHECKS.items():
        _create_again(
            table,
            [
                f"CONSTRAINT ck_{table}_{column} CHECK ({check.format(column)})"
                for column, check in checks.items()
            ],
        )


def _create_again(table: str, constraints: list[str]) -> None:
    """Create the table with more constraints, with its rows, indices and last number."""
    run = op.get_bind().exec_driver_sql
    created = "SELECT sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL"
    body, strict, end = run(created, ("table", table)).scalar_one().rpartition(")")
    columns = body[body.index("(") :].rstrip()
    more = ", \n\t".join(constraints)
    indices = run(created, ("index", table)).scalars().all()
    last = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()

    run(f'CREATE TABLE "new_{table}" {columns}, \n\t{more}\n{strict}{end}')
    run(f'INSERT INTO "new_{table}" SELECT * FROM "{table}" ORDER BY id')  # noqa: S608
    run(f'DROP TABLE "{table}"')
    run(f'ALTER TABLE "new_{table}" RENAME TO "{table}"')
    for index in indices:
        run(index)
    run("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    if last is not None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
