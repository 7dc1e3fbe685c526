"""Descriptions of food tables: which columns of which sheets hold the names, the figures and so on.

`seed_data/tables.toml` describes the tables that b12 knows, and explains the form of a description.
docs/manual/food-tables.md explains it to users, who can describe a table of their own.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tracker import paths
from tracker.errors import InputError
from tracker.exchange.foods.tables.marks import Marks
from tracker.foods.model import KINDS, is_table_code

# The parts that a table may have, with the columns of each; those with ! are required.
ROLES = {
    "foods": "code name! local group b12 added units basis flag density traces fortified",
    "values": "code! b12! units basis flag",
    "names": "code! name!",
    "locals": "code! name!",
    "groups": "key! name!",
    "portions": "code! measure! amount grams factor",
    "measures": "key! name!",
}
_OPTIONS = frozenset({"file", "sheet", "has", "where", "unit", "per", "usual", "skip", "every"})
# The most digits of a code, and the most rows below the headers.
_MOST_WHOLE = 20
# Words with a meaning in b12 person set --tables.
_TAKEN = frozenset({"usda", "us", "b12", "default"})
# The beginnings of the codes of other foods.
_OTHERS = frozenset({"dish", "supp", "label", "off", "fdc", "code", "own"})
_TEXTS = ("title", "country", "licence", "attribution", "url")
_OF_TABLE = frozenset(
    {*_TEXTS, "trace", "unknown", "decimal", "digits", "groups", "forms", "no_b12", "is_usda"}
)


@dataclass(frozen=True)
class Part:
    """A sheet, or a text file, and its columns with the headers that each may have.

    A header #7 is the seventh column. `skip` rows below the headers aren't foods. With `every`, the
    part is in each sheet that has its columns, and the sheets are named after groups of foods.

    `file` and `sheet` are patterns of names, `has` headers that only this part has, `where` the
    values of columns that select its rows. B12 is in `unit` (else the header's, else µg) `per`
    100 g; `usual` is the measure that means the usual portion.
    """

    columns: Mapping[str, tuple[str, ...]]
    file: tuple[str, ...] = ()
    sheet: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = ""
    per: str = ""
    usual: str = ""
    skip: int = 0
    every: bool = False


@dataclass(frozen=True)
class Form:
    """One form in which a table is published.

    Its edition is what `edition_in` captures in the names of files and sheets or in their first
    rows, else `edition`.
    """

    edition: str
    edition_in: re.Pattern[str] | None
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Group:
    """A group of foods: its name, if the table has only a code, and the kind of its foods."""

    pattern: str
    name: str = ""
    kind: str | None = None


@dataclass(frozen=True)
class Table:
    """A food table: its title, the credit that its publisher asks for, and its forms.

    `digits` is the length of codes with leading zeros, which spreadsheets drop. A table with
    `no_b12` has no B12 at all; the foods of a table that `is_usda` came with b12.
    """

    code: str
    title: str
    country: str | None
    licence: str
    attribution: str
    url: str
    marks: Marks
    digits: int
    groups: tuple[Group, ...]
    forms: tuple[Form, ...]
    no_b12: bool = False
    is_usda: bool = False


@lru_cache(maxsize=1)
def known_tables() -> tuple[Table, ...]:
    """Return the tables that b12 knows."""
    path = paths.shipped("seed_data") / "tables.toml"
    return read_tables(path.read_text(encoding="utf-8"), path.name)


def read_tables(text: str, name: str) -> tuple[Table, ...]:
    """Return the tables that a description describes; `name` is the file's, for messages.

    Raise InputError, with the place, if the description is invalid.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is not valid TOML: {error}") from None
    if not document:
        raise InputError(f"{name} describes no table")
    try:
        return tuple(_table(code, values) for code, values in document.items())
    except _WrongError as error:
        raise InputError(f"{name}: {error}") from None


class _WrongError(Exception):
    """What is wrong with a description, and where."""


def _table(code: str, values: Any) -> Table:
    if not is_table_code(code) or code in _TAKEN | _OTHERS:
        raise _WrongError(f"[{code}] must be small letters and digits, and not a reserved word")
    _check(values, _OF_TABLE, code)
    texts = {key: _text(values, key, code) for key in _TEXTS}
    if not texts["title"]:
        raise _WrongError(f"[{code}] has no title")
    country = texts.pop("country").lower() or None
    if country and not re.fullmatch("[a-z]{2}", country):
        raise _WrongError(f"country of [{code}] is not two letters, such as uk")
    decimal = _text(values, "decimal", code)
    if decimal not in ("", ".", ","):
        raise _WrongError(f"decimal of [{code}] is neither . nor ,")
    forms = values.get("forms", [])
    if not isinstance(forms, list) or not forms:
        raise _WrongError(f"[{code}] has no [[{code}.forms]]")
    no_b12 = _flag(values, "no_b12", code)
    return Table(
        code=code,
        country=country,
        **texts,
        marks=Marks(
            _texts(values, "trace", code, fold=True),
            _texts(values, "unknown", code, fold=True),
            decimal,
        ),
        digits=_whole(values, "digits", f"[{code}]"),
        groups=tuple(_groups(values.get("groups", {}), code)),
        forms=tuple(_form(form, code, no_b12=no_b12) for form in forms),
        no_b12=no_b12,
        is_usda=_flag(values, "is_usda", code),
    )


def _groups(values: Any, code: str) -> Iterator[Group]:
    if not isinstance(values, dict):
        raise _WrongError(f"groups of [{code}] is not a table")
    for pattern, group in values.items():
        place = f"group {pattern} of [{code}]"
        _check(group, frozenset({"name", "kind"}), place)
        kind = _text(group, "kind", place) or None
        if kind not in (None, *KINDS):
            raise _WrongError(f"kind of {place} must be one of {', '.join(KINDS)}")
        yield Group(pattern.casefold(), _text(group, "name", place), kind)


def _form(values: Any, code: str, *, no_b12: bool) -> Form:
    _check(values, frozenset({"edition", "edition_in", *ROLES}), f"{code}.forms")
    parts = {
        name: _part(name, values[name], f"{code}.forms.{name}") for name in ROLES if name in values
    }
    if "foods" not in parts:
        raise _WrongError(f"a form of [{code}] has no foods")
    apart = "values" in parts
    if not no_b12 and not apart and "b12" not in parts["foods"].columns:
        raise _WrongError(f"[{code}.forms.foods] names no column b12")
    for other in ("values", "names", "locals", "portions"):
        if other in parts and "code" not in parts["foods"].columns:
            raise _WrongError(f"[{code}.forms.foods] names no column code")
    edition, pattern = (_text(values, key, f"{code}.forms") for key in ("edition", "edition_in"))
    try:
        edition_in = re.compile(pattern, re.IGNORECASE) if pattern else None
    except re.error as error:
        raise _WrongError(
            f"edition_in of {code}.forms is not a valid regular expression: {error}"
        ) from None
    if edition_in is not None and edition_in.groups != 1:
        raise _WrongError(f"edition_in of {code}.forms must have exactly one group ( )")
    return Form(edition, edition_in, parts)


def _part(name: str, values: Any, place: str) -> Part:
    roles = [role.rstrip("!") for role in ROLES[name].split()]
    _check(values, _OPTIONS.union(roles), f"[{place}]")
    for role in ROLES[name].split():
        if role.endswith("!") and role.rstrip("!") not in values:
            raise _WrongError(f"[{place}] names no column {role.rstrip('!')}")
    where = values.get("where", {})
    _check(where, None, f"where of [{place}]")
    return Part(
        columns={role: _texts(values, role, place) for role in roles if role in values},
        file=_texts(values, "file", place),
        sheet=_texts(values, "sheet", place),
        has=_texts(values, "has", place),
        where={header: _texts(where, header, place, fold=True) for header in where},
        unit=_text(values, "unit", place),
        per=_text(values, "per", place),
        usual=_text(values, "usual", place).casefold(),
        skip=_whole(values, "skip", place),
        every=_flag(values, "every", place),
    )


def _check(values: Any, known: frozenset[str] | None, place: str) -> None:
    if not isinstance(values, dict):
        raise _WrongError(f"{place} is not a table")
    unknown = sorted(set(values) - known) if known is not None else []
    if unknown:
        raise _WrongError(f"{place} has no {unknown[0]}: use {', '.join(sorted(known or ()))}")


def _text(values: Mapping[str, Any], key: str, place: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise _WrongError(f"{key} of {place} is not text")
    return value.strip()


def _flag(values: Mapping[str, Any], key: str, place: str) -> bool:
    value = values.get(key, False)
    if not isinstance(value, bool):
        raise _WrongError(f"{key} of {place} is neither true nor false")
    return value


def _whole(values: Mapping[str, Any], key: str, place: str) -> int:
    value = values.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_WHOLE:
        raise _WrongError(f"{key} of {place} is not a number from 0 to {_MOST_WHOLE}")
    return value


def _texts(
    values: Mapping[str, Any], key: str, place: str, *, fold: bool = False
) -> tuple[str, ...]:
    """Return a text, or a list of texts, as several."""
    value = values.get(key, ())
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(text, str) for text in listed):
        raise _WrongError(f"{key} of {place} is not text, nor a list of texts")
    return tuple(text.casefold() if fold else text for text in listed)
