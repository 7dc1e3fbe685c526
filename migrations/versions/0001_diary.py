"""The diary, its people, the catalogue and the record of changes.

Revision ID: 0001_diary
Revises:
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001_diary"
down_revision = None
branch_labels = None
depends_on = None

_Number: Any = sa.Double().with_variant(sa.REAL(), "sqlite")
_DIETS = "diet IN ('vegan', 'vegetarian', 'pescatarian', 'any')"
_ORIGINS = "origin IN ('natural', 'fortified', 'supplement', 'injection')"
_SERVED = {
    "amount": "amount > 0 AND amount <= 100000",
    "b12_ug": "b12_ug >= 0 AND b12_ug <= 100000",
    "grams": "grams > 0 AND grams <= 100000",
}


def _column(name: str, kind: Any = sa.Text, *, null: bool = False, **options: Any) -> Any:
    return sa.Column(name, kind() if isinstance(kind, type) else kind, nullable=null, **options)


def _columns(*names: str, kind: Any = sa.Text, null: bool = False) -> list[Any]:
    return [_column(name, kind, null=null) for name in names]


def _flag(name: str) -> Any:
    return _column(name, sa.Integer, server_default="0")


def _key(table: str, column: str, of: str, ondelete: str = "CASCADE") -> Any:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=name, ondelete=ondelete)


def _create(name: str, *parts: Any, checks: dict[str, str] | None = None, index: str = "") -> None:
    """Create a table with an id, its CHECKs by name, and an index for each column named."""
    op.create_table(
        name,
        _column("id", sa.Integer),
        *(part for part in parts if isinstance(part, sa.Column)),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{check}"))
            for check, rule in (checks or {}).items()
        ),
        *(part for part in parts if not isinstance(part, sa.Column)),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in index.split():
        op.create_index(f"ix_{name}_{column}", name, [column], unique=False)


def upgrade() -> None:
    _create("change", *_columns("made_at", "summary"), _column("undone_at", null=True))
    _create(
        "food",
        *_columns("code", "name"),
        *_columns("everyday", "food_group", "kind", null=True),
        _column("origin"),
        _column("diet", null=True),
        _column("b12_ug_per_100g", _Number, null=True),
        *_columns("source", "catalogue"),
        _flag("removed"),
        _flag("lower_bound"),
        sa.UniqueConstraint("code", name="uq_food_code"),
        checks={
            "catalogue": "catalogue IN ('seed', 'own', 'imported')",
            "diet": _DIETS,
            "kind": "kind IN ('meat', 'poultry', 'fish', 'shellfish', 'egg', 'dairy', 'plant', "
            "'fortified', 'supplement', 'mixed')",
            "origin": _ORIGINS,
            "b12_ug_per_100g": "b12_ug_per_100g BETWEEN 0 AND 100000",
            "removed": "removed IN (0, 1)",
            "lower_bound": "lower_bound IN (0, 1)",
        },
    )
    _create(
        "person",
        _column("name"),
        *_columns("born", "sex", "diet", null=True),
        sa.UniqueConstraint("name", name="uq_person_name"),
        checks={"diet": _DIETS, "sex": "sex IN ('f', 'm')"},
    )
    _create(
        "reference_intake",
        _column("authority"),
        _column("edition", sa.Integer),
        *_columns("kind", "life_stage", "sex"),
        _column("age_from_months", sa.Integer),
        _column("age_below_months", sa.Integer, null=True),
        _column("ug_per_day", _Number),
        *_columns("source", "confidence"),
        checks={"ug_per_day": "ug_per_day > 0 AND ug_per_day <= 1000"},
    )
    _create(
        "alias",
        *_columns("phrase", "ordered_words", "sorted_words"),
        *_columns("food_id", "own", kind=sa.Integer),
        _key("alias", "food_id", "food"),
        sa.UniqueConstraint("ordered_words", "own", name="uq_alias_ordered_words"),
        checks={"own": "own IN (0, 1)"},
        index="food_id sorted_words",
    )
    _create(
        "change_row",
        _column("change_id", sa.Integer),
        _column("table_name"),
        _column("row_id", sa.Integer),
        *_columns("before", "after", null=True),
        _key("change_row", "change_id", "change"),
        checks={"image": "before IS NOT NULL OR after IS NOT NULL"},
        index="change_id",
    )
    op.create_table(
        "food_word",
        _column("word"),
        _column("food_id", sa.Integer),
        _key("food_word", "food_id", "food"),
        sa.PrimaryKeyConstraint("word", "food_id", name="pk_food_word"),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_index("ix_food_word_food_id", "food_word", ["food_id"], unique=False)
    _create(
        "life_stage",
        _column("person_id", sa.Integer),
        *_columns("since", "stage"),
        _key("life_stage", "person_id", "person"),
        sa.UniqueConstraint("person_id", "since", name="uq_life_stage_person_id"),
        checks={"stage": "stage IN ('none', 'pregnant', 'lactating')"},
    )
    _create(
        "meal",
        _column("person_id", sa.Integer),
        _column("day"),
        *_columns("eaten_at", "name", null=True),
        _key("meal", "person_id", "person"),
    )
    op.create_index("ix_meal_person_id_day", "meal", ["person_id", "day"], unique=False)
    _create(
        "portion",
        *_columns("food_id", "position", kind=sa.Integer),
        _column("amount", _Number),
        _column("measure"),
        *_columns("grams", "b12_ug", kind=_Number, null=True),
        _key("portion", "food_id", "food"),
        checks={**_SERVED, "weight_or_dose": "grams IS NULL OR b12_ug IS NULL"},
        index="food_id",
    )
    _create(
        "recipe",
        _column("food_id", sa.Integer),
        _column("makes", _Number),
        _key("recipe", "food_id", "food"),
        sa.UniqueConstraint("food_id", name="uq_recipe_food_id"),
        checks={"makes": "makes > 0 AND makes <= 1000"},
    )
    _create(
        "recipe_ingredient",
        *_columns("recipe_id", "position", kind=sa.Integer),
        _column("food_id", sa.Integer, null=True),
        _column("food"),
        _column("amount", _Number),
        _column("measure"),
        *_columns("grams", "b12_ug", kind=_Number, null=True),
        _flag("lower_bound"),
        _key("recipe_ingredient", "food_id", "food", "SET NULL"),
        _key("recipe_ingredient", "recipe_id", "recipe"),
        checks={**_SERVED, "lower_bound": "lower_bound IN (0, 1)"},
        index="food_id recipe_id",
    )
    _create(
        "target_choice",
        _column("person_id", sa.Integer),
        *_columns("since", "authority"),
        _column("ug_per_day", _Number, null=True),
        _key("target_choice", "person_id", "person"),
        sa.UniqueConstraint("person_id", "since", name="uq_target_choice_person_id"),
        checks={"ug_per_day": "ug_per_day > 0 AND ug_per_day <= 100000"},
    )
    _create(
        "item",
        _column("meal_id", sa.Integer),
        _column("food_id", sa.Integer, null=True),
        _column("food"),
        *_columns("food_code", "kind", null=True),
        *_columns("origin", "source"),
        _column("amount", _Number),
        _column("measure"),
        _column("usual", sa.Integer),
        *_columns("grams", "b12_ug", kind=_Number, null=True),
        _flag("lower_bound"),
        _key("item", "food_id", "food", "SET NULL"),
        _key("item", "meal_id", "meal"),
        checks={
            "origin": _ORIGINS,
            **_SERVED,
            "usual": "usual IN (0, 1)",
            "lower_bound": "lower_bound IN (0, 1)",
        },
        index="food_id meal_id",
    )


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
