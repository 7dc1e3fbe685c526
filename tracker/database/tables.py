"""The tables as they are at the newest migration; a test holds the two together."""

import sqlalchemy as sa

from tracker.database.columns import (
    Number,
    Stored,
    Text,
    Whole,
    check,
    code_of_country,
    of_form,
    one_of,
    row_id,
)
from tracker.database.forms import DIETS, FIGURE_MARKS, KINDS, MARKS, ORIGINS, ROLES, STAGES

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


# Tells doses from food, in a query as in the index of them.
IS_DOSE = "item.origin IN ('supplement', 'injection')"


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    columns = [part for part in parts if isinstance(part, sa.Column)]
    checks = [
        each
        for column in columns
        if isinstance(column.type, Stored)
        for each in of_form(column.type.form, column.name)
    ]
    # A number that a user has seen is never given to another row, hence AUTOINCREMENT.
    numbered = any(column.name == "id" for column in columns)
    return sa.Table(
        name, metadata, *parts, *checks, sqlite_strict=True, sqlite_autoincrement=numbered
    )


# The official tables of foods that were imported, with what their publishers want to be said.
food_table = _table(
    "food_table",
    row_id(),
    # What its foods' codes begin with, and how a person names it.
    sa.Column("code", Text, nullable=False, unique=True),
    sa.Column("title", Text, nullable=False),
    sa.Column("edition", Text, nullable=False),
    sa.Column("country", Text),
    sa.Column("licence", Text, nullable=False),
    sa.Column("attribution", Text, nullable=False),
    *check("code", "code <> '' AND code NOT GLOB '*[^a-z0-9]*'", "code ~ '^[a-z0-9]+$'"),
    *code_of_country("country"),
)

food = _table(
    "food",
    row_id(),
    sa.Column("code", Text, nullable=False, unique=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("everyday", Text),
    sa.Column("food_group", Text),
    sa.Column("kind", Text),
    sa.Column("origin", Text, nullable=False),
    sa.Column("diet", Text),
    # What it is in a meal: it decides how much of it is added to another food.
    sa.Column("role", Text),
    sa.Column("b12_ug_per_100g", Number),
    sa.Column("source", Text, nullable=False),
    # Whose entry it is, and whether its owner took it out: the diary may still refer to it.
    sa.Column("catalogue", Text, nullable=False),
    sa.Column("removed", Stored("flag"), nullable=False, server_default="0"),
    # Whether its figures leave something unknown out.
    sa.Column("lower_bound", Stored("flag"), nullable=False, server_default="0"),
    sa.Column("table_code", sa.ForeignKey("food_table.code"), index=True),
    # How its table has the figure: a trace and what is below a limit count as 0.
    sa.Column("mark", Text),
    sa.Column("below_ug_per_100g", Number),
    one_of("mark", FIGURE_MARKS),
    sa.CheckConstraint(
        "below_ug_per_100g > 0 AND below_ug_per_100g <= 100000", name="below_ug_per_100g"
    ),
    one_of("catalogue", ("seed", "own", "imported")),
    one_of("kind", KINDS),
    one_of("origin", ORIGINS),
    one_of("diet", DIETS),
    one_of("role", ROLES),
    sa.CheckConstraint("b12_ug_per_100g BETWEEN 0 AND 100000", name="b12_ug_per_100g"),
)

portion = _table(
    "portion",
    row_id(),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, index=True),
    # The usual portion is at position 0.
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", Text, nullable=False),
    sa.Column("grams", Number),
    sa.Column("b12_ug", Number),
    sa.CheckConstraint("amount > 0 AND amount <= 100000", name="amount"),
    sa.CheckConstraint("grams > 0 AND grams <= 100000", name="grams"),
    sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name="b12_ug"),
    sa.CheckConstraint("grams IS NULL OR b12_ug IS NULL", name="weight_or_dose"),
)

# A dish of one's own is a food with its ingredients, as they were when it was written.
recipe = _table(
    "recipe",
    row_id(),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("makes", Number, nullable=False),
    sa.CheckConstraint("makes > 0 AND makes <= 1000", name="makes"),
)

recipe_ingredient = _table(
    "recipe_ingredient",
    row_id(),
    sa.Column(
        "recipe_id", sa.ForeignKey("recipe.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="SET NULL"), index=True),
    sa.Column("food", Text, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", Text, nullable=False),
    sa.Column("grams", Number),
    sa.Column("b12_ug", Number),
    sa.Column("lower_bound", Stored("flag"), nullable=False, server_default="0"),
    sa.CheckConstraint("amount > 0 AND amount <= 100000", name="amount"),
    sa.CheckConstraint("grams > 0 AND grams <= 100000", name="grams"),
    sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name="b12_ug"),
)

# What people call a food. By the words in their order, which tells chocolate milk from milk
# chocolate, and by the same words sorted, for the phrase typed the other way round.
alias = _table(
    "alias",
    row_id(),
    sa.Column("phrase", Text, nullable=False),
    sa.Column("ordered_words", Text, nullable=False),
    sa.Column("sorted_words", Text, nullable=False, index=True),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, index=True),
    # Where the name means this food; empty for wherever it means no other.
    sa.Column("country", Text, nullable=False, server_default=sa.text("''")),
    # A user's own name for a food goes before the everyday list's.
    sa.Column("own", Stored("flag"), nullable=False),
    sa.UniqueConstraint("ordered_words", "country", "own"),
    *code_of_country("country", also="country = '' OR "),
)

# Every word that a food's names hold, to search by.
food_word = _table(
    "food_word",
    sa.Column("word", Text, primary_key=True),
    sa.Column(
        "food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

reference_intake = _table(
    "reference_intake",
    row_id(),
    sa.Column("authority", Text, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("life_stage", Text, nullable=False),
    sa.Column("sex", Text, nullable=False),
    sa.Column("age_from_months", sa.Integer, nullable=False),
    sa.Column("age_below_months", sa.Integer),
    sa.Column("ug_per_day", Number, nullable=False),
    sa.Column("source", Text, nullable=False),
    sa.Column("confidence", Text, nullable=False),
    sa.CheckConstraint("ug_per_day > 0 AND ug_per_day <= 1000", name="ug_per_day"),
)

person = _table(
    "person",
    row_id(),
    sa.Column("name", Text, nullable=False, unique=True),
    sa.Column("born", Stored("day")),
    sa.Column("sex", Text),
    sa.Column("diet", Text),
    # Whose foods a name means that means others elsewhere: uk, us.
    sa.Column("country", Text),
    # The hour from which on a meal belongs to the new day.
    sa.Column("day_starts", Stored("hour"), nullable=False, server_default="00:00"),
    # Whose diary is opened if nobody is named.
    sa.Column("is_default", Stored("flag"), nullable=False, server_default="0"),
    # The tables that are searched for foods, the first one first.
    sa.Column("tables", Stored("names")),
    # On a server the role that sees this person alone.
    sa.Column("role", Text),
    sa.Index("ix_person_role", "role", unique=True),
    one_of("sex", ("f", "m")),
    one_of("diet", DIETS),
    *code_of_country("country"),
)

life_stage = _table(
    "life_stage",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("stage", Text, nullable=False),
    sa.UniqueConstraint("person_id", "since"),
    one_of("stage", STAGES),
)

# What affects absorption, from one day to another, both included; NULL while it goes on. The names
# are those of `people.conditions`.
condition = _table(
    "condition",
    row_id(),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("name", Stored("condition"), nullable=False),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("until", Stored("day")),
)

# Doses that a person plans to take: one every so many days, weeks or months.
regimen = _table(
    "regimen",
    row_id(),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("amount_ug", Number, nullable=False),
    sa.Column("route", Stored("route"), nullable=False),
    sa.Column("form", Stored("b12_form")),
    sa.Column("every", sa.Integer, nullable=False),
    sa.Column("unit", Stored("interval"), nullable=False),
    sa.Column("with_food", Stored("flag"), nullable=False, server_default="0"),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("until", Stored("day")),
    sa.CheckConstraint("amount_ug > 0 AND amount_ug <= 100000", name="amount_ug"),
    sa.CheckConstraint("every BETWEEN 1 AND 366", name="every"),
)

# From a day on: the authority to follow, and a personal target over it where there is one.
target_choice = _table(
    "target_choice",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("authority", Text, nullable=False),
    sa.Column("ug_per_day", Number),
    sa.UniqueConstraint("person_id", "since"),
    sa.CheckConstraint("ug_per_day > 0 AND ug_per_day <= 100000", name="ug_per_day"),
)

meal = _table(
    "meal",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    # The diary day, and apart from it the true time with its offset, where it is known.
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("eaten_at", Stored("moment")),
    sa.Column("name", Text),
    sa.Column("note", Text),
    # What the user calls it beside its name: restaurant, travel.
    sa.Column("tags", Stored("tags")),
    sa.Index("ix_meal_person_id_day", "person_id", "day"),
)

# What is known of a whole day: that nothing was eaten, or that not all of it is logged.
day_mark = _table(
    "day_mark",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("mark", Text, nullable=False),
    sa.UniqueConstraint("person_id", "day"),
    one_of("mark", MARKS),
)

symptom = _table(
    "symptom",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("felt_at", Stored("moment")),
    sa.Column("name", Text, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("note", Text),
    sa.CheckConstraint("score BETWEEN 0 AND 10", name="score"),
    sa.Index("ix_symptom_person_id_day", "person_id", "day"),
)

# A laboratory's figure in the unit it was given in; with a bound it is less or more.
lab_value = _table(
    "lab_value",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("test", Stored("test"), nullable=False),
    sa.Column("value", Number, nullable=False),
    sa.Column("unit", Stored("unit"), nullable=False),
    sa.Column("bound", Stored("bound")),
    sa.CheckConstraint("value > 0 AND value <= 1000000", name="value"),
    sa.Index("ix_lab_value_person_id_day", "person_id", "day"),
)

# Migration 0007 has an index of names that no table has, which can't be reflected.
# An item keeps what it was on the day it was logged: editing a food changes no history.
item = _table(
    "item",
    row_id(),
    sa.Column("meal_id", sa.ForeignKey("meal.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="SET NULL"), index=True),
    sa.Column("food", Text, nullable=False),
    sa.Column("food_code", Text),
    sa.Column("kind", Text),
    sa.Column("origin", Text, nullable=False),
    sa.Column("source", Text, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", Text, nullable=False),
    sa.Column("usual", Stored("flag"), nullable=False),
    sa.Column("grams", Number),
    sa.Column("b12_ug", Number),
    sa.Column("lower_bound", Stored("flag"), nullable=False, server_default="0"),
    sa.Column("note", Text),
    one_of("origin", ORIGINS),
    sa.CheckConstraint("amount > 0 AND amount <= 100000", name="amount"),
    sa.CheckConstraint("grams > 0 AND grams <= 100000", name="grams"),
    sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name="b12_ug"),
    # A regimen looks for its doses among the foods of years, and finds all it needs here.
    sa.Index(
        "ix_item_dose",
        *("meal_id", "origin", "food", "b12_ug"),
        sqlite_where=sa.text(IS_DOSE),
        postgresql_where=sa.text(IS_DOSE),
    ),
)

# What of another program's diary has been imported: for each of its days a mark of every row, apart
# from the items, so that what was edited, moved or removed since isn't imported again.
imported_day = _table(
    "imported_day",
    row_id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("program", Text, nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("marks", Text, nullable=False),
    sa.UniqueConstraint("person_id", "program", "day"),
)

# One row a command that wrote, and the rows it touched as they were before and after.
change = _table(
    "change",
    row_id(),
    sa.Column("made_at", Stored("second"), nullable=False),
    sa.Column("summary", Text, nullable=False),
    sa.Column("undone_at", Stored("second")),
    # Undone, and something else was done since: it can't be redone any more.
    sa.Column("superseded", Stored("flag"), nullable=False, server_default="0"),
    # The machine from which a sync brought it; one's own changes alone can be undone here.
    sa.Column("origin", Text),
    # On a server the role that wrote it; who undoes takes back their own changes alone.
    sa.Column("owner", Text, nullable=False, server_default=sa.text("''")),
)

change_row = _table(
    "change_row",
    row_id(),
    sa.Column(
        "change_id", sa.ForeignKey("change.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("table_name", Text, nullable=False),
    sa.Column("row_id", Whole, nullable=False),
    sa.Column("before", Stored("one_image")),
    sa.Column("after", Stored("image")),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="image"),
)

# --- Syncing through a shared folder ------------------------------------------------------------

# One row: what this diary is, and which of the machines that share it this is, once it has synced.
sync_state = _table(
    "sync_state",
    row_id(),
    # Copies of a file are of one diary.
    sa.Column("diary", Text, nullable=False),
    sa.Column("machine", Text),
    sa.Column("name", Text),
    # The number last given to a version in the folder, and the last change that is in it.
    sa.Column("counter", Whole, nullable=False, server_default="0"),
    sa.Column("last_change", Whole, nullable=False, server_default="0"),
    sa.Column("synced_at", Stored("second")),
    sa.CheckConstraint("counter >= 0", name="counter"),
)

# The newest known version of each row that was ever synced, removed ones among them.
sync_row = _table(
    "sync_row",
    row_id(),
    sa.Column("table_name", Text, nullable=False),
    # The row's lasting id, the same on every machine.
    sa.Column("uid", Text, nullable=False),
    # Its id here; NULL if it was removed, or its content waits for the row that it refers to.
    sa.Column("row_id", Whole),
    # When it was written, in ms since 1970, and on which machine; and the version it replaced.
    sa.Column("at", Whole, nullable=False),
    sa.Column("machine", Text, nullable=False),
    sa.Column("base", Text, nullable=False),
    # The columns that were last changed before, each with its time and machine, and the content.
    sa.Column("columns", Text),
    sa.Column("content", Text),
    # Its number in this machine's file; 0 if another machine's file has it.
    sa.Column("number", Whole, nullable=False, server_default="0", index=True),
    sa.UniqueConstraint("table_name", "uid"),
    *of_form("image", "columns"),
    *of_form("image", "content"),
)

# How far the files of other machines were read.
sync_log = _table(
    "sync_log",
    row_id(),
    sa.Column("code", Text, nullable=False, unique=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("seen", Whole, nullable=False, server_default="0"),
)
