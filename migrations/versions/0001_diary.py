"""The diary, its people, the catalogue and the record of changes.

Revision ID: 0001_diary
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_diary"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "food",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("everyday", sa.Text(), nullable=True),
        sa.Column("food_group", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("diet", sa.Text(), nullable=True),
        sa.Column("b12_ug_per_100g", _NUMBER, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("catalogue", sa.Text(), nullable=False),
        sa.Column("removed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lower_bound", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "catalogue IN ('seed', 'own', 'imported')", name=op.f("ck_food_catalogue")
        ),
        sa.CheckConstraint(
            "diet IN ('vegan', 'vegetarian', 'pescatarian', 'any')", name=op.f("ck_food_diet")
        ),
        sa.CheckConstraint(
            "kind IN ('meat', 'poultry', 'fish', 'shellfish', 'egg', 'dairy', 'plant', "
            "'fortified', 'supplement', 'mixed')",
            name=op.f("ck_food_kind"),
        ),
        sa.CheckConstraint(
            "origin IN ('natural', 'fortified', 'supplement', 'injection')",
            name=op.f("ck_food_origin"),
        ),
        sa.CheckConstraint(
            "b12_ug_per_100g BETWEEN 0 AND 100000", name=op.f("ck_food_b12_ug_per_100g")
        ),
        sa.CheckConstraint("removed IN (0, 1)", name=op.f("ck_food_removed")),
        sa.CheckConstraint("lower_bound IN (0, 1)", name=op.f("ck_food_lower_bound")),
        sa.PrimaryKeyConstraint("id", name="pk_food"),
        sa.UniqueConstraint("code", name="uq_food_code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("born", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("diet", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "diet IN ('vegan', 'vegetarian', 'pescatarian', 'any')", name=op.f("ck_person_diet")
        ),
        sa.CheckConstraint("sex IN ('f', 'm')", name=op.f("ck_person_sex")),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("name", name="uq_person_name"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "reference_intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("life_stage", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("age_from_months", sa.Integer(), nullable=False),
        sa.Column("age_below_months", sa.Integer(), nullable=True),
        sa.Column("ug_per_day", _NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ug_per_day > 0 AND ug_per_day <= 1000", name=op.f("ck_reference_intake_ug_per_day")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reference_intake"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("ordered_words", sa.Text(), nullable=False),
        sa.Column("sorted_words", sa.Text(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.CheckConstraint("own IN (0, 1)", name=op.f("ck_alias_own")),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_alias_food_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.UniqueConstraint("ordered_words", "own", name="uq_alias_ordered_words"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_alias_food_id", "alias", ["food_id"], unique=False)
    op.create_index("ix_alias_sorted_words", "alias", ["sorted_words"], unique=False)
    op.create_table(
        "change_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_change_row_image")
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change.id"], name="fk_change_row_change_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_change_row"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_change_row_change_id", "change_row", ["change_id"], unique=False)
    op.create_table(
        "food_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_food_word_food_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "food_id", name="pk_food_word"),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_index("ix_food_word_food_id", "food_word", ["food_id"], unique=False)
    op.create_table(
        "life_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('none', 'pregnant', 'lactating')", name=op.f("ck_life_stage_stage")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_life_stage_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_life_stage"),
        sa.UniqueConstraint("person_id", "since", name="uq_life_stage_person_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "meal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("eaten_at", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_meal_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meal"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_meal_person_id_day", "meal", ["person_id", "day"], unique=False)
    op.create_table(
        "portion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount", _NUMBER, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("grams", _NUMBER, nullable=True),
        sa.Column("b12_ug", _NUMBER, nullable=True),
        sa.CheckConstraint("amount > 0 AND amount <= 100000", name=op.f("ck_portion_amount")),
        sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name=op.f("ck_portion_b12_ug")),
        sa.CheckConstraint("grams > 0 AND grams <= 100000", name=op.f("ck_portion_grams")),
        sa.CheckConstraint(
            "grams IS NULL OR b12_ug IS NULL", name=op.f("ck_portion_weight_or_dose")
        ),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_portion_food_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_portion"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_portion_food_id", "portion", ["food_id"], unique=False)
    op.create_table(
        "recipe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=False),
        sa.Column("makes", _NUMBER, nullable=False),
        sa.CheckConstraint("makes > 0 AND makes <= 1000", name=op.f("ck_recipe_makes")),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_recipe_food_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recipe"),
        sa.UniqueConstraint("food_id", name="uq_recipe_food_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "recipe_ingredient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipe_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=True),
        sa.Column("food", sa.Text(), nullable=False),
        sa.Column("amount", _NUMBER, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("grams", _NUMBER, nullable=True),
        sa.Column("b12_ug", _NUMBER, nullable=True),
        sa.Column("lower_bound", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "amount > 0 AND amount <= 100000", name=op.f("ck_recipe_ingredient_amount")
        ),
        sa.CheckConstraint(
            "b12_ug >= 0 AND b12_ug <= 100000", name=op.f("ck_recipe_ingredient_b12_ug")
        ),
        sa.CheckConstraint(
            "grams > 0 AND grams <= 100000", name=op.f("ck_recipe_ingredient_grams")
        ),
        sa.CheckConstraint("lower_bound IN (0, 1)", name=op.f("ck_recipe_ingredient_lower_bound")),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_recipe_ingredient_food_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["recipe_id"], ["recipe.id"], name="fk_recipe_ingredient_recipe_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recipe_ingredient"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_recipe_ingredient_food_id", "recipe_ingredient", ["food_id"], unique=False)
    op.create_index(
        "ix_recipe_ingredient_recipe_id", "recipe_ingredient", ["recipe_id"], unique=False
    )
    op.create_table(
        "target_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("ug_per_day", _NUMBER, nullable=True),
        sa.CheckConstraint(
            "ug_per_day > 0 AND ug_per_day <= 100000", name=op.f("ck_target_choice_ug_per_day")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_target_choice_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_target_choice"),
        sa.UniqueConstraint("person_id", "since", name="uq_target_choice_person_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meal_id", sa.Integer(), nullable=False),
        sa.Column("food_id", sa.Integer(), nullable=True),
        sa.Column("food", sa.Text(), nullable=False),
        sa.Column("food_code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("amount", _NUMBER, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("usual", sa.Integer(), nullable=False),
        sa.Column("grams", _NUMBER, nullable=True),
        sa.Column("b12_ug", _NUMBER, nullable=True),
        sa.Column("lower_bound", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "origin IN ('natural', 'fortified', 'supplement', 'injection')",
            name=op.f("ck_item_origin"),
        ),
        sa.CheckConstraint("amount > 0 AND amount <= 100000", name=op.f("ck_item_amount")),
        sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name=op.f("ck_item_b12_ug")),
        sa.CheckConstraint("grams > 0 AND grams <= 100000", name=op.f("ck_item_grams")),
        sa.CheckConstraint("usual IN (0, 1)", name=op.f("ck_item_usual")),
        sa.CheckConstraint("lower_bound IN (0, 1)", name=op.f("ck_item_lower_bound")),
        sa.ForeignKeyConstraint(
            ["food_id"], ["food.id"], name="fk_item_food_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meal_id"], ["meal.id"], name="fk_item_meal_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_item_food_id", "item", ["food_id"], unique=False)
    op.create_index("ix_item_meal_id", "item", ["meal_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a diary is never taken back to an older form: restore a backup")
