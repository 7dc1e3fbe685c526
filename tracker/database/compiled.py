"""The statements as text for SQLite and for PostgreSQL, by name, without SQLAlchemy.

Each is written once, with SQLAlchemy, in the `statements.py` of its package: the one called
`meals_between` in `tracker/diary/statements.py` is `diary.meals_between`, and `meal` of the
dictionary `insert` in `tracker/database/statements.py` is `database.insert.meal`. `generate`
compiles them all into `compiled.json`, and for PostgreSQL into `server/compiled.json`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.database.forms import FORMS, Form

FILE = Path(__file__).with_name("compiled.json")
SERVER_FILE = FILE.parent / "server" / "compiled.json"
_GENERATE = "python -m tracker.database.generate"
# What the text has for a list of values.
_LIST = "__[POSTCOMPILE_{}]"


class Row(tuple[Any, ...]):
    """A row of a result: a tuple whose values have the names of the columns too."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return the value of the column of that name."""

    def as_dict(self) -> dict[str, Any]:
        """Return the values by the names of the columns."""
        return dict(zip(self._fields, self, strict=True))


class Statement:
    """A compiled statement, and how its values and rows are stored.

    `names` are its parameters in the order of their places, of an insert the columns, and `forms`
    the form in which each is stored, or None. `readers` read the columns of the result
    that have a form, with their places, and `row` is the class of its rows.
    """

    def __init__(
        self,
        sql: str,
        binds: str = "",
        columns: str = "",
        lists: Sequence[str] = (),
        defaults: Mapping[str, Any] | None = None,
    ) -> None:
        """Take the text with its parameters and columns as words: `person first:day last:day`.

        `lists` are the parameters that take a list of values, and `defaults` the stored values of
        those that may be left out.
        """
        self.sql, self.lists, self.defaults = sql, lists, defaults or {}
        parameters, parts = list(_parts(binds)), list(_parts(columns))
        self.names = tuple(name for name, _ in parameters)
        self.forms = dict(parameters)
        self._formed = [(n, name, form) for n, (name, form) in enumerate(parameters) if form]
        self.readers = [(place, form.reader) for place, (_, form) in enumerate(parts) if form]
        fields = tuple(name for name, _ in parts)
        places = {name: property(itemgetter(place)) for place, name in enumerate(fields)}
        self.row: type[Row] = type("Row", (Row,), {"__slots__": (), "_fields": fields, **places})

    def cells(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of their places, as they are stored.

        Those that are missing have their default. Raise KeyError for one that has none, and for a
        name that isn't a parameter's.
        """
        merged = {**self.defaults, **values}
        if len(merged) > len(self.forms):
            raise KeyError(*sorted(values.keys() - self.forms.keys()))
        cells = [merged[name] for name in self.names]
        for place, name, form in self._formed:
            if name in values and cells[place] is not None:
                several = name in self.lists
                write, cell = form.write, cells[place]
                cells[place] = [write(each) for each in cell] if several else write(cell)
        return cells

    def stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the same by the names of the parameters."""
        return dict(zip(self.names, self.cells(values), strict=True))

    def written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values of some parameters as they are stored. Raise KeyError for another name."""
        forms = {name: self.forms[name] for name in values}
        return {
            name: value if value is None or (form := forms[name]) is None else form.write(value)
            for name, value in values.items()
        }

    def placed(self, cells: list[Any]) -> tuple[str, list[Any]]:
        """Return the text and its values, where each value of a list has a place."""
        if not self.lists:
            return self.sql, cells
        sql, values = self.sql, list[Any]()
        for name, cell in zip(self.names, cells, strict=True):
            values.extend(cell if name in self.lists else [cell])
            if name in self.lists:
                sql = sql.replace(_LIST.format(name), ", ".join("?" * len(cell)))
        return sql, values


def _parts(text: str) -> Iterator[tuple[str, Form[Any] | None]]:
    for part in text.split():
        name, _, form = part.partition(":")
        yield name, FORMS[form] if form else None


@cache
def get(name: str) -> Statement:
    """Return the statement of that name.

    Raise LookupError if it has not been compiled; the message names the command to run.
    """
    return _read(FILE, name)


@cache
def get_for_server(name: str) -> Statement:
    """Do as `get` for PostgreSQL, where a list of values has one place."""
    return _read(SERVER_FILE, name)


def _read(file: Path, name: str) -> Statement:
    if name not in _compiled(file):
        raise LookupError(f'no statement "{name}" is compiled: run {_GENERATE}')
    return Statement(**_compiled(file)[name])


@cache
def keys(name: str) -> Sequence[str]:
    """Return the keys of a dictionary of statements: of `database.insert` the tables."""
    prefix = f"{name}."
    return tuple(n.removeprefix(prefix) for n in _compiled(FILE) if n.startswith(prefix))


@cache
def _compiled(file: Path) -> dict[str, Any]:
    statements: dict[str, Any] = json.loads(file.read_bytes())
    return statements
