"""The tables as they are at the newest migration; a test holds the two together."""

from typing import Any

import sqlalchemy as sa

from tracker.database.forms import DIETS, FIGURE_MARKS, FORMS, KINDS, MARKS, ORIGINS, ROLES, STAGES

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
# SQLite's strict tables know REAL, which is a double there; elsewhere REAL is half as exact.
Number: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


class Stored(sa.types.TypeDecorator[Any]):
    """A column whose values are stored in one of the forms, with the form's CHECK.

    The form is applied where a statement is run, in `connection`.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, form: str) -> None:
        """Take the name of the form."""
        super().__init__()
        self.form = form

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type of what is stored."""
        stores = sa.Integer() if FORMS[self.form].stores is int else sa.Text()
        return dialect.type_descriptor(stores)


def _one_of(column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    columns = [part for part in parts if isinstance(part, sa.Column)]
    checks = [
        sa.CheckConstraint(FORMS[column.type.form].check.format(column.name), name=column.name)
        for column in columns
        if isinstance(column.type, Stored)
    ]
    # A number that a user has seen is never given to another row, hence AUTOINCREMENT.
    numbered = any(column.name == "id" for column in columns)
    return sa.Table(
        name, metadata, *parts, *checks, sqlite_strict=True, sqlite_autoincrement=numbered
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


# The official tables of foods that were imported, with what their publishers want to be said.
food_table = _table(
    "food_table",
    _id(),
    # What its foods' codes begin with, and how a person names it.
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("attribution", sa.Text, nullable=False),
    sa.CheckConstraint("code <> '' AND code NOT GLOB '*[^a-z0-9]*'", name="code"),
    sa.CheckConstraint("country GLOB '[a-z][a-z]'", name="country"),
)

food = _table(
    "food",
    _id(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("everyday", sa.Text),
    sa.Column("food_group", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("diet", sa.Text),
    # What it is in a meal: it decides how much of it is added to another food.
    sa.Column("role", sa.Text),
    sa.Column("b12_ug_per_100g", Number),
    sa.Column("source", sa.Text, nullable=False),
    # Whose entry it is, and whether its owner took it out: the diary may still refer to it.
    sa.Column("catalogue", sa.Text, nullable=False),
    sa.Column("removed", Stored("flag"), nullable=False, server_default="0"),
    # Whether its figures leave something unknown out.
    sa.Column("lower_bound", Stored("flag"), nullable=False, server_default="0"),
    sa.Column("table_code", sa.ForeignKey("food_table.code"), index=True),
    # How its table has the figure: a trace and what is below a limit count as 0.
    sa.Column("mark", sa.Text),
    sa.Column("below_ug_per_100g", Number),
    _one_of("mark", FIGURE_MARKS),
    sa.CheckConstraint(
        "below_ug_per_100g > 0 AND below_ug_per_100g <= 100000", name="below_ug_per_100g"
    ),
    _one_of("catalogue", ("seed", "own", "imported")),
    _one_of("kind", KINDS),
    _one_of("origin", ORIGINS),
    _one_of("diet", DIETS),
    _one_of("role", ROLES),
    sa.CheckConstraint("b12_ug_per_100g BETWEEN 0 AND 100000", name="b12_ug_per_100g"),
)

portion = _table(
    "portion",
    _id(),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, index=True),
    # The usual portion is at position 0.
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
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
    _id(),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("makes", Number, nullable=False),
    sa.CheckConstraint("makes > 0 AND makes <= 1000", name="makes"),
)

recipe_ingredient = _table(
    "recipe_ingredient",
    _id(),
    sa.Column(
        "recipe_id", sa.ForeignKey("recipe.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="SET NULL"), index=True),
    sa.Column("food", sa.Text, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
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
    _id(),
    sa.Column("phrase", sa.Text, nullable=False),
    sa.Column("ordered_words", sa.Text, nullable=False),
    sa.Column("sorted_words", sa.Text, nullable=False, index=True),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), nullable=False, index=True),
    # Where the name means this food; empty for wherever it means no other.
    sa.Column("country", sa.Text, nullable=False, server_default=sa.text("''")),
    # A user's own name for a food goes before the everyday list's.
    sa.Column("own", Stored("flag"), nullable=False),
    sa.UniqueConstraint("ordered_words", "country", "own"),
    sa.CheckConstraint("country = '' OR country GLOB '[a-z][a-z]'", name="country"),
)

# Every word that a food's names hold, to search by.
food_word = _table(
    "food_word",
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column(
        "food_id", sa.ForeignKey("food.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

reference_intake = _table(
    "reference_intake",
    _id(),
    sa.Column("authority", sa.Text, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("life_stage", sa.Text, nullable=False),
    sa.Column("sex", sa.Text, nullable=False),
    sa.Column("age_from_months", sa.Integer, nullable=False),
    sa.Column("age_below_months", sa.Integer),
    sa.Column("ug_per_day", Number, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("confidence", sa.Text, nullable=False),
    sa.CheckConstraint("ug_per_day > 0 AND ug_per_day <= 1000", name="ug_per_day"),
)

person = _table(
    "person",
    _id(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("born", Stored("day")),
    sa.Column("sex", sa.Text),
    sa.Column("diet", sa.Text),
    # Whose foods a name means that means others elsewhere: uk, us.
    sa.Column("country", sa.Text),
    # The hour from which on a meal belongs to the new day.
    sa.Column("day_starts", Stored("hour"), nullable=False, server_default="00:00"),
    # Whose diary is opened if nobody is named.
    sa.Column("is_default", Stored("flag"), nullable=False, server_default="0"),
    # The tables that are searched for foods, the first one first.
    sa.Column("tables", Stored("names")),
    _one_of("sex", ("f", "m")),
    _one_of("diet", DIETS),
    sa.CheckConstraint("country GLOB '[a-z][a-z]'", name="country"),
)

life_stage = _table(
    "life_stage",
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.UniqueConstraint("person_id", "since"),
    _one_of("stage", STAGES),
)

# What affects absorption, from one day to another, both included; NULL while it goes on. The names
# are those of `people.conditions`.
condition = _table(
    "condition",
    _id(),
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
    _id(),
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
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("since", Stored("day"), nullable=False),
    sa.Column("authority", sa.Text, nullable=False),
    sa.Column("ug_per_day", Number),
    sa.UniqueConstraint("person_id", "since"),
    sa.CheckConstraint("ug_per_day > 0 AND ug_per_day <= 100000", name="ug_per_day"),
)

meal = _table(
    "meal",
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    # The diary day, and apart from it the true time with its offset, where it is known.
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("eaten_at", Stored("moment")),
    sa.Column("name", sa.Text),
    sa.Column("note", sa.Text),
    # What the user calls it beside its name: restaurant, travel.
    sa.Column("tags", Stored("tags")),
    sa.Index("ix_meal_person_id_day", "person_id", "day"),
)

# What is known of a whole day: that nothing was eaten, or that not all of it is logged.
day_mark = _table(
    "day_mark",
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("mark", sa.Text, nullable=False),
    sa.UniqueConstraint("person_id", "day"),
    _one_of("mark", MARKS),
)

symptom = _table(
    "symptom",
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("felt_at", Stored("moment")),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("note", sa.Text),
    sa.CheckConstraint("score BETWEEN 0 AND 10", name="score"),
    sa.Index("ix_symptom_person_id_day", "person_id", "day"),
)

# A laboratory's figure in the unit it was given in; with a bound it is less or more.
lab_value = _table(
    "lab_value",
    _id(),
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
    _id(),
    sa.Column("meal_id", sa.ForeignKey("meal.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("food_id", sa.ForeignKey("food.id", ondelete="SET NULL"), index=True),
    sa.Column("food", sa.Text, nullable=False),
    sa.Column("food_code", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("amount", Number, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
    sa.Column("usual", Stored("flag"), nullable=False),
    sa.Column("grams", Number),
    sa.Column("b12_ug", Number),
    sa.Column("lower_bound", Stored("flag"), nullable=False, server_default="0"),
    sa.Column("note", sa.Text),
    _one_of("origin", ORIGINS),
    sa.CheckConstraint("amount > 0 AND amount <= 100000", name="amount"),
    sa.CheckConstraint("grams > 0 AND grams <= 100000", name="grams"),
    sa.CheckConstraint("b12_ug >= 0 AND b12_ug <= 100000", name="b12_ug"),
)

# What of another program's diary has been imported: for each of its days a mark of every row, apart
# from the items, so that what was edited, moved or removed since isn't imported again.
imported_day = _table(
    "imported_day",
    _id(),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("program", sa.Text, nullable=False),
    sa.Column("day", Stored("day"), nullable=False),
    sa.Column("marks", sa.Text, nullable=False),
    sa.UniqueConstraint("person_id", "program", "day"),
)

# One row a command that wrote, and the rows it touched as they were before and after.
change = _table(
    "change",
    _id(),
    sa.Column("made_at", Stored("second"), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("undone_at", Stored("second")),
    # Undone, and something else was done since: it can't be redone any more.
    sa.Column("superseded", Stored("flag"), nullable=False, server_default="0"),
    # The machine from which a sync brought it; one's own changes alone can be undone here.
    sa.Column("origin", sa.Text),
)

change_row = _table(
    "change_row",
    _id(),
    sa.Column(
        "change_id", sa.ForeignKey("change.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    sa.Column("before", Stored("image")),
    sa.Column("after", Stored("image")),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="image"),
)

# --- Syncing through a shared folder ------------------------------------------------------------

# One row: what this diary is, and which of the machines that share it this is, once it has synced.
sync_state = _table(
    "sync_state",
    _id(),
    # Copies of a file are of one diary.
    sa.Column("diary", sa.Text, nullable=False),
    sa.Column("machine", sa.Text),
    sa.Column("name", sa.Text),
    # The number last given to a version in the folder, and the last change that is in it.
    sa.Column("counter", sa.Integer, nullable=False, server_default="0"),
    sa.Column("last_change", sa.Integer, nullable=False, server_default="0"),
    sa.Column("synced_at", Stored("second")),
    sa.CheckConstraint("counter >= 0", name="counter"),
)

# The newest known version of each row that was ever synced, removed ones among them.
sync_row = _table(
    "sync_row",
    _id(),
    sa.Column("table_name", sa.Text, nullable=False),
    # The row's lasting id, the same on every machine.
    sa.Column("uid", sa.Text, nullable=False),
    # Its id here; NULL if it was removed, or its content waits for the row that it refers to.
    sa.Column("row_id", sa.Integer),
    # When it was written, in ms since 1970, and on which machine; and the version it replaced.
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("base", sa.Text, nullable=False),
    # The columns that were last changed before, each with its time and machine, and the content.
    sa.Column("columns", sa.Text),
    sa.Column("content", sa.Text),
    # Its number in this machine's file; 0 if another machine's file has it.
    sa.Column("number", sa.Integer, nullable=False, server_default="0", index=True),
    sa.UniqueConstraint("table_name", "uid"),
    sa.CheckConstraint("columns IS NULL OR json_valid(columns)", name="columns"),
    sa.CheckConstraint("content IS NULL OR json_valid(content)", name="content"),
)

# How far the files of other machines were read.
sync_log = _table(
    "sync_log",
    _id(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("seen", sa.Integer, nullable=False, server_default="0"),
)
