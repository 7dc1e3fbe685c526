"""Functions of SQL that SQLite and PostgreSQL write differently."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class instant(GenericFunction[Any]):  # noqa: N801
    """The point in time of a moment as it is stored, to compare with another one."""

    inherit_cache = True


class days_before(GenericFunction[str]):  # noqa: N801
    """The day that is so many days before another, both as they are stored."""

    type = sa.Text()
    inherit_cache = True


class json_value(GenericFunction[str]):  # noqa: N801
    """What an object in JSON has by a name that is part of the statement."""

    type = sa.Text()
    inherit_cache = True


@compiles(instant)
def _instant(of: instant, compiler: SQLCompiler, **kw: Any) -> str:
    return f"julianday({compiler.process(of.clauses, **kw)})"


@compiles(instant, "postgresql")
def _instant_of_server(of: instant, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(of.clauses, **kw)} AS timestamptz)"


@compiles(days_before)
def _days_before(of: days_before, compiler: SQLCompiler, **kw: Any) -> str:
    day, days = (compiler.process(part, **kw) for part in of.clauses)
    return f"date({day}, -{days} || ' days')"


@compiles(days_before, "postgresql")
def _days_before_of_server(of: days_before, compiler: SQLCompiler, **kw: Any) -> str:
    day, days = (compiler.process(part, **kw) for part in of.clauses)
    return f"to_char(CAST({day} AS date) - {days}, 'YYYY-MM-DD')"


@compiles(json_value)
def _json_value(of: json_value, compiler: SQLCompiler, **kw: Any) -> str:
    text, name = (compiler.process(part, **kw) for part in of.clauses)
    return f"json_extract({text}, '$.' || {name})"


@compiles(json_value, "postgresql")
def _json_value_of_server(of: json_value, compiler: SQLCompiler, **kw: Any) -> str:
    text, name = (compiler.process(part, **kw) for part in of.clauses)
    return f"(CAST({text} AS json) ->> {name})"
