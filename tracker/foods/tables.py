"""The official food tables that were imported, and those that a person prefers (SQL)."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.database.connection import Connection, load
from tracker.errors import InputError
from tracker.foods import catalogue
from tracker.foods.model import Food, FoodTable
from tracker.foods.search import counterpart, spelling
from tracker.foods.search.match import SHIPPED, Preference, SearchResult, contenders
from tracker.text.formatting import listed

_SHIPPED_TITLE, _OWN_TITLE = "USDA's tables", "the foods of b12's own"
_DEFAULT = "default"
# What a person may type for what came with the program.
_SHIPPED_NAMES = frozenset({SHIPPED, "us", "b12"})


class ImportedTable(NamedTuple):
    """A table and the number of its foods in the catalogue."""

    table: FoodTable
    foods: int


def imported(connection: Connection) -> list[ImportedTable]:
    """Return the tables that were imported, by their codes."""
    rows = connection.rows("foods.food_tables")
    return [ImportedTable(load(FoodTable, row), row.foods) for row in rows]


def of_code(connection: Connection, code: str | None) -> FoodTable | None:
    """Return the imported table with that code; None without one."""
    row = connection.first("foods.food_table", code=code)
    return None if row is None else load(FoodTable, row)


def preferred(connection: Connection, food: Food, phrase: str, preference: Preference) -> Food:
    """Return the food in the first preferred table that surely has it, else the food itself.

    `phrase` is what was typed for it. What the user added or named, what was typed by its number,
    and supplements stay.
    """
    tables = preference.preferred
    if not tables or not _is_replaceable(connection, food, phrase):
        return food
    aliases = [row.phrase for row in connection.each("foods.names", ids=[food.id])]
    lexicon = catalogue.Lexicon(connection)
    for table in tables:
        if food.code.startswith(f"{table}-"):
            return food  # what came with the program has some foods of other tables
        for name in counterpart.names(phrase, food, aliases):
            reading = spelling.read(name, lexicon)
            foods = catalogue.holding(connection, reading.ways, (table,))
            other = counterpart.choose(phrase, food, name, reading, foods)
            if other is not None:
                [other] = catalogue.with_portions(connection, [other])
                return counterpart.merged(other, food)
    return food


def _is_replaceable(connection: Connection, food: Food, phrase: str) -> bool:
    number = phrase.strip().casefold()
    if number.isdigit() or number == food.code or not _is_shipped(connection, food):
        return False
    return not catalogue.is_own_name(connection, phrase)


def _is_shipped(connection: Connection, food: Food) -> bool:
    """Return whether a food that is eaten came with the program; supplements are nobody's."""
    if food.origin in ("supplement", "injection") or food.table_code is not None:
        return False
    row = connection.first("foods.stored", food=food.id)
    return row is not None and row.catalogue == "seed"


def in_result(connection: Connection, result: SearchResult, preference: Preference) -> SearchResult:
    """Return the result with the food that is meant as the preferred tables have it."""
    matches = contenders(result)
    if len(matches) != 1 or not preference.preferred:
        return result
    best = matches[0]
    food = preferred(connection, best.food, result.read_as or result.phrase, preference)
    if food is best.food:
        return result
    others = (match for match in result.matches if match.food.id != food.id)
    return result._replace(matches=(best._replace(food=food, named=True), *others))


def places(connection: Connection, foods: Sequence[Food], preference: Preference) -> dict[str, str]:
    """Return where foods are from, by their codes, unless it is the first of the chosen tables.

    Foods that the user added and supplements are left out.
    """
    places = {}
    for food in foods:
        table = food.table_code
        if table is None and not (preference.tables and _is_shipped(connection, food)):
            continue
        place = _title(connection, table) if table else _place_of_shipped(food)
        if not preference.tables:
            places[food.code] = f"from {place} ({food.code})"
        elif (table or _prefix(food)) != preference.searched[0]:
            first = _title(connection, preference.searched[0])
            places[food.code] = f"from {place} (no sure match in {first})"
    return places


def _prefix(food: Food) -> str:
    """Return the table of a food that came with the program: a USDA number is all digits."""
    prefix = food.code.partition("-")[0]
    return SHIPPED if prefix.isdigit() else prefix


def _place_of_shipped(food: Food) -> str:
    return _SHIPPED_TITLE if _prefix(food) == SHIPPED else _OWN_TITLE


def _title(connection: Connection, code: str, *, full: bool = False) -> str:
    """Return the title of a table, with its edition if it is to be `full`."""
    if code == SHIPPED:
        return _SHIPPED_TITLE
    table = of_code(connection, code)
    if table is None:
        return code
    return table.name if full else table.title


def codes_of(connection: Connection, text: str) -> tuple[str, ...]:
    """Return the codes of the tables that a text names, in its order: `uk,usda`.

    A country stands for all of its tables, and `default` for no choice. Raise InputError for other
    names.
    """
    if text.strip().casefold() == _DEFAULT:
        return ()
    known = [each.table for each in imported(connection)]
    named: list[str] = []
    for name in text.casefold().replace(",", " ").split():
        by_code = [table.code for table in known if table.code == name]
        country = "uk" if name == "gb" else name
        of_country = [table.code for table in known if table.country == country]
        shipped = [SHIPPED] if name in _SHIPPED_NAMES else []
        meant = by_code or [*of_country, *shipped]
        if not meant:
            raise InputError(
                f'no table here is called "{name}"; use {_listed(known)}, or import it first '
                "(b12 food tables)"
            )
        named += meant
    if not named:
        raise InputError(f"name the tables, the first one first: {_listed(known)}")
    return tuple(dict.fromkeys(named))


def _listed(known: Sequence[FoodTable]) -> str:
    """Return the names by which tables can be chosen: `cofid (uk), usda or default`."""
    tables = [f"{table.code} ({table.country})" if table.country else table.code for table in known]
    return listed([*tables, SHIPPED, _DEFAULT], "or")
