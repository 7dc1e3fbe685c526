"""The shape of the house: what modules import, how long they are, and the help of each command."""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePath

import click
import pytest

import tracker
from tracker.cli import b12

PACKAGE = Path(tracker.__file__).parent
# Each package imports those above it here, and none beside it or below.
_FLOORS = [
    {"errors", "interrupt"},
    {"paths"},
    {"text"},
    {"database"},
    {"foods", "people"},
    {"diary", "health"},
    {"regimens"},
    {"absorption", "exchange"},
    {"reports"},
    {"cli"},
]
_FLOOR = {package: number for number, floor in enumerate(_FLOORS) for package in floor}
_MOST_LINES = 450


def _in(*packages: str) -> Callable[[PurePath], bool]:
    return lambda path: path.parts[0] in packages


def _writes_sql(path: PurePath) -> bool:
    modules = ("columns", "tables", "functions", "generate", "migrate", "server/schema")
    return path.stem == "statements" or path in {PurePath(f"database/{m}.py") for m in modules}


# Where each of them may be imported, by the path of the module below `tracker`.
_LIBRARIES: dict[str, Callable[[PurePath], bool]] = {
    **dict.fromkeys(("sqlalchemy", "alembic"), _writes_sql),
    **dict.fromkeys(("pandas", "numpy", "matplotlib", "jinja2"), _in("reports")),
    **dict.fromkeys(("click", "rich"), _in("cli")),
    "psycopg": lambda path: path.parts[:2] == ("database", "server"),
    "platformdirs": lambda path: path == PurePath("paths.py"),
}


@cache
def _modules() -> dict[str, Path]:
    """Return every module of the program by its name."""
    modules = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        modules[".".join(parts).removesuffix(".__init__")] = path
    return modules


def _statements(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield all imports, those inside functions too, but not those for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        yield from _statements(child)


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return the modules that this one imports, of other programs the first part of the name."""
    names = set()
    for statement in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names |= {alias.name for alias in statement.names}
        else:
            package = statement.module or ""
            inner = {f"{package}.{alias.name}" for alias in statement.names}
            modules = inner & _modules().keys()
            names |= modules if modules == inner else modules | {package}
    return frozenset(
        name if name.partition(".")[0] == "tracker" else name.partition(".")[0] for name in names
    )


def _own(path: Path) -> list[str]:
    return sorted(name for name in _imports(path) if name.startswith("tracker."))


def _packages() -> set[str]:
    return {
        name.split(".")[1] for name in _modules() if name not in ("tracker", "tracker.__main__")
    }


@pytest.mark.parametrize("package", sorted(_packages()))
def test_imports_run_downwards(package: str) -> None:
    wrong = []
    for name, path in _modules().items():
        if name.split(".")[1:2] == [package]:
            for imported in _own(path):
                other = imported.split(".")[1]
                if other != package and _FLOOR[other] >= _FLOOR[package]:
                    wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_statements_are_run_by_their_names() -> None:
    """Who imports the tables or a statement imports SQLAlchemy with them."""
    names = {name for name, path in _modules().items() if _writes_sql(path.relative_to(PACKAGE))}
    # These import SQLAlchemy only if there is something to do, or are imported only then.
    names -= {"tracker.database.migrate", "tracker.database.server.schema"}
    users = {
        name
        for name, path in _modules().items()
        if not _writes_sql(path.relative_to(PACKAGE)) and names & _imports(path)
    }
    assert users == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: _own(path) for name, path in _modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("library", sorted(_LIBRARIES))
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    users = {path.relative_to(PACKAGE) for path in _modules().values() if library in _imports(path)}
    assert users, f"{library} is imported nowhere"
    assert sorted(str(path) for path in users if not _LIBRARIES[library](path)) == []


def _needed(name: str) -> set[str]:
    """Return all that is imported when this module and all its functions are used."""
    needed: set[str] = set()
    new = {name}
    while new:
        needed |= new
        new = {n for known in new & _modules().keys() for n in _imports(_modules()[known])} - needed
    return needed


def test_models_and_text_need_the_standard_library_only() -> None:
    wrong = []
    for name in _modules():
        if name.endswith(".model") or name.startswith("tracker.text."):
            foreign = {other for other in _needed(name) if not other.startswith("tracker")}
            # Models read seed_data, which paths.py finds; it needs this for the user's folders.
            foreign -= sys.stdlib_module_names | {"platformdirs"}
            wrong += [f"{name} needs {other}" for other in foreign]
    assert wrong == []


def test_no_module_is_too_long_to_be_read() -> None:
    lengths = {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8").count("\n")
        for path in _modules().values()
    }
    assert {name: length for name, length in lengths.items() if length > _MOST_LINES} == {}


def _commands(
    group: click.Group = b12, path: tuple[str, ...] = ("b12",)
) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group, **b12.context_settings)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_command_has_help(name: str, command: click.Command) -> None:
    assert command.help
    if name.count(" ") == 1:
        # The help of b12 itself has these lines without importing the commands.
        assert (
            f"  {command.get_short_help_str(80)}\n"
            in b12.get_help(click.Context(b12, **b12.context_settings)) + "\n"
        )
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"
