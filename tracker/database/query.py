"""A user's query over tables in memory, which can neither write nor reach any file."""

import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from tracker.errors import InputError
from tracker.text.formatting import listed

Value = str | int | float | None

# More rows are a join that was forgotten, or a query that never ends.
_MOST_ROWS = 1_000_000
_LONGEST_VALUE = 10_000_000
# How often SQLite lets Python look whether Ctrl-C was pressed, in instructions.
_INSTRUCTIONS = 100_000
_READING = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
_ONLY_READS = "b12 sql only reads: a query begins with SELECT or WITH"


class Result(NamedTuple):
    """The rows that a query gives; two columns of one name are `day` and `day:1`."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]


def run(
    query: str,
    tables: Mapping[str, Sequence[str]],
    rows: Callable[[str], Iterable[Sequence[Value]]],
) -> Result:
    """Return the result of a query over the tables, whose columns are as in CREATE TABLE.

    `rows` is asked for those of a table that the query names. Raise InputError for what isn't one
    valid query that reads, KeyboardInterrupt if Ctrl-C stops it.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        # Nothing of what is sorted goes into a file.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.text_factory = lambda text: text.decode(errors="replace")
        for table, columns in tables.items():
            connection.execute(f"CREATE TABLE {table} ({', '.join(columns)}) STRICT")
        try:
            for table in _named(connection, query) & tables.keys():
                places = ", ".join("?" * len(tables[table]))
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows(table))  # noqa: S608
            return _result(connection, query)
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise KeyboardInterrupt from None
            raise InputError(_reason(str(error), query, tables)) from error


def _named(connection: sqlite3.Connection, query: str) -> set[str]:
    """Return the tables that the query names, by compiling it. Raise InputError unless it reads."""
    named: set[str] = set()
    actions: set[int] = set()

    def seen(action: int, first: str | None, *_: Any) -> int:
        actions.add(action)
        if action == sqlite3.SQLITE_READ and first:
            named.add(first.casefold())  # as it was written, for a bare count(*)
        return _authorize(action)

    connection.set_authorizer(seen)
    connection.execute(f"EXPLAIN {query}")
    connection.set_authorizer(None)
    if sqlite3.SQLITE_SELECT not in actions:
        raise InputError(_ONLY_READS)
    return named


def _authorize(action: int, *_: Any) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _result(connection: sqlite3.Connection, query: str) -> Result:
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorize)
    # While a function of Python runs, Python looks for Ctrl-C; its error ends the query.
    connection.set_progress_handler(lambda: 0, _INSTRUCTIONS)
    cursor = connection.execute(query)
    rows = cursor.fetchmany(_MOST_ROWS + 1)
    if len(rows) > _MOST_ROWS:
        raise InputError(f"that is more than {_MOST_ROWS} rows: end the query in LIMIT 1000")
    columns = _distinct([name for name, *_ in cursor.description])
    return Result(columns, [tuple(map(_plain, row)) for row in rows])


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    earlier = [names[:place].count(name) for place, name in enumerate(names)]
    return tuple(f"{name}:{n}" if n else name for name, n in zip(names, earlier, strict=True))


def _plain(value: Any) -> Value:
    """Return a value that every form of output can hold."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return value  # type: ignore[no-any-return]


def _reason(message: str, query: str, tables: Mapping[str, Sequence[str]]) -> str:
    """Return SQLite's message with what helps to mend the query."""
    if message.startswith("no such column"):
        words = query.casefold()
        named = [table for table in tables if table in words]
        return "; ".join([message, *(f"{name} has {_names(tables[name])}" for name in named)])
    if message.startswith("no such table"):
        return f"{message.replace('table', 'view', 1)}; there are {listed(list(tables))}"
    if message == "not authorized":
        return _ONLY_READS
    if "one statement" in message:
        return "only one query at a time"
    if "bindings" in message:
        return "a query has no parameters: write the value itself"
    return f"invalid query: {message}"


def _names(columns: Sequence[str]) -> str:
    return ", ".join(column.partition(" ")[0] for column in columns)
