"""The types of columns and their CHECKs, as SQLite and as a server know them."""

from typing import Any

import sqlalchemy as sa

from tracker.database.forms import FORMS

# SQLite's strict tables know REAL, which is a double there; elsewhere REAL is half as exact.
Number: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
# SQLite's INTEGER has 64 bits, and a key must be called so.
Whole: sa.types.TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# In the order of its bytes on a server too, whatever language that is set up for.
Text: sa.types.TypeEngine[str] = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# Tells the CHECKs that only a server has.
OF_SERVER = {"server": True}


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
        stores = sa.Integer() if FORMS[self.form].stores is int else Text
        return stores.dialect_impl(dialect)


def check(name: str, text: str, of_server: str) -> list[sa.CheckConstraint]:
    """Return a CHECK as SQLite knows it, and as a server does."""
    return [
        sa.CheckConstraint(text, name=name).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(of_server, name=name, info=OF_SERVER).ddl_if(dialect="postgresql"),
    ]


def of_form(name: str, column: str) -> list[sa.CheckConstraint]:
    """Return the CHECK of the form of that name for a column."""
    form = FORMS[name]
    return check(column, form.check.format(column), form.check_of_server.format(column))


def code_of_country(column: str, *, also: str = "") -> list[sa.CheckConstraint]:
    """Return the CHECK for a country's code; `also` is what may stand in its place."""
    known = f"{column} GLOB '[a-z][a-z]'", f"{column} ~ '^[a-z][a-z]$'"
    return check(column, *(f"{also}{text}" for text in known))


def one_of(column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    """Return the CHECK for one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def row_id() -> sa.Column[int]:
    """Return the column of a row's own number."""
    return sa.Column("id", Whole, primary_key=True)
