"""Compile the statements of all packages into `compiled.json`.

And for a server into `server/compiled.json`. Run it after a change of any of them:
`python -m tracker.database.generate`. A test fails if a file differs.
"""

import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

import tracker
from tracker.database import compiled
from tracker.database.columns import Stored
from tracker.database.forms import FORMS

_PACKAGE = Path(tracker.__file__).parent
DIALECTS: dict[Path, sa.Dialect] = {
    compiled.FILE: sqlite.dialect(),
    compiled.SERVER_FILE: postgresql.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
}
# What SQLAlchemy leaves in the text for a list of values.
_IN_LIST = re.compile(r"IN \(__\[POSTCOMPILE_\w+\]\)")
_NOT_IN_LIST = re.compile(r"\(?NOT IN \(__\[POSTCOMPILE_\w+\]\)\)?")
# A server holds to its CHECKs always, and needs no query for what breaks them.
_OF_FILE = ("database.invalid.", "exchange.sync.")
# White space that isn't inside a text: a CHECK forbids two spaces after one another.
_LAYOUT = re.compile(r"\s+(?=(?:[^']*'[^']*')*[^']*$)")


def statements() -> Iterator[tuple[str, sa.ClauseElement]]:
    """Yield every statement with its name, as `compiled` describes it."""
    for path in sorted(_PACKAGE.rglob("statements.py")):
        package = ".".join(path.parent.relative_to(_PACKAGE).parts)
        for name, part in vars(import_module(f"tracker.{package}.statements")).items():
            if name.startswith("_"):
                continue
            for key, statement in part.items() if isinstance(part, dict) else [("", part)]:
                if isinstance(statement, sa.Executable) and isinstance(statement, sa.ClauseElement):
                    yield f"{package}.{name}{'.' if key else ''}{key}", statement


def compile_all(dialect: sa.Dialect) -> str:
    """Return what the file for that dialect should hold: a line for each statement."""
    lines = [
        f"{json.dumps(name)}: {_compile(dialect, part)}"
        for name, part in statements()
        if dialect.name == "sqlite" or not name.startswith(_OF_FILE)
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _for_server(statement: sa.ClauseElement, text: str) -> str:
    text = _IN_LIST.sub("= ANY(%s)", _NOT_IN_LIST.sub("<> ALL(%s)", text))
    # A column's order goes before a value's, and BETWEEN takes none.
    text = text.replace('%s::VARCHAR COLLATE "C"', "%s::TEXT")
    if isinstance(statement, sa.Insert) and "id" in statement.table.c:
        # A new row's id is the sequence's; undo gives a row the one that it had.
        own = f"coalesce(%s, nextval('{statement.table.name}_id_seq'))"
        text = f"{text.replace('VALUES (%s', f'VALUES ({own}', 1)} RETURNING id"
    return text


def compiled_for(dialect: sa.Dialect, statement: sa.ClauseElement) -> SQLCompiler:
    """Return a statement as text; an insert or update without values is one of all columns."""
    keys: list[str] | None = None
    if isinstance(statement, sa.Insert | sa.Update) and not statement._values:
        # The condition of an update is by the id.
        used = set() if isinstance(statement, sa.Insert) else {"id"}
        keys = [column.name for column in statement.table.c if column.name not in used]
    text = statement.compile(dialect=dialect, column_keys=keys)
    assert isinstance(text, SQLCompiler)
    return text


def _compile(dialect: sa.Dialect, statement: sa.ClauseElement) -> str:
    text = compiled_for(dialect, statement)
    defaults = {bind: value for bind, value in text.params.items() if not text.binds[bind].required}
    if isinstance(statement, sa.Insert):
        defaults |= _defaults(statement.table)
    sql = _LAYOUT.sub(" ", text.string).strip()
    if dialect.name != "sqlite":
        sql = _for_server(statement, sql)
    parts: dict[str, Any] = {"sql": sql}
    if text.positiontup:
        parts["binds"] = _parts((bind, text.binds[bind].type) for bind in text.positiontup)
    if lists := [bind for bind, known in text.binds.items() if known.expanding]:
        parts["lists"] = lists
    if defaults:
        parts["defaults"] = defaults
    if isinstance(statement, sa.SelectBase):
        columns = statement.selected_columns.items()
        parts["columns"] = _parts((name, column.type) for name, column in columns)
    return json.dumps(parts, ensure_ascii=False)


def _parts(parts: Iterable[tuple[str, sa.types.TypeEngine[Any]]]) -> str:
    return " ".join(
        f"{name}:{kind.form}" if isinstance(kind, Stored) else name for name, kind in parts
    )


def _defaults(table: Any) -> dict[str, Any]:
    """Return what a new row has where no value is given."""
    given: dict[str, Any] = {}
    for column in table.c:
        if column.server_default is not None:
            default = str(column.server_default.arg)
            formed = isinstance(column.type, Stored)
            given[column.name] = (
                FORMS[column.type.form].stores(default) if formed else default.strip("'")
            )
        elif column.nullable or column.name == "id":
            given[column.name] = None
    return given


if __name__ == "__main__":
    for file, dialect in DIALECTS.items():
        file.write_text(compile_all(dialect), encoding="utf-8")
