"""What a file is that was given in place of another: named in one line, by its first bytes."""

import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tracker.errors import InputError, RefusedError
from tracker.exchange.files import check_file
from tracker.exchange.foods.entry import recognise
from tracker.exchange.native.files import ABOUT
from tracker.text.formatting import printable

_HEAD_BYTES = 4096
_NO_B12 = "it holds no B12"
_FOODS = "it holds foods and no diary: b12 food import takes it"
_EXPORT = "an export of b12: b12 import native takes it"
_NOT_SERVINGS = "the foods eaten are in servings.csv"
# By columns that only such a file has together, in small letters.
_TABLES: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(columns.split(",")), f"{what}: {advice}")
    for columns, what, advice in (
        ("day,food name,amount", "a servings.csv of Cronometer", "b12 import cronometer takes it"),
        ("day,exercise,minutes", "Cronometer's exercises.csv", _NOT_SERVINGS),
        ("day,metric,unit,amount", "Cronometer's biometrics.csv", _NOT_SERVINGS),
        ("day,note", "Cronometer's notes.csv", _NOT_SERVINGS),
        ("date,energy (kcal)", "Cronometer's dailysummary.csv", _NOT_SERVINGS),
        ("date,completed", "Cronometer's dailysummary.csv", _NOT_SERVINGS),
        ("date,name,quantity,units,calories", "a Lose It! export", _NO_B12),
        ("date,meal,calories", "a MyFitnessPal export", _NO_B12),
        ("date,exercise,exercise calories", "a MyFitnessPal export", _NO_B12),
        ("fdc_id", "a table of USDA FoodData Central", _FOODS),
    )
)


def refuse_binary(path: Path) -> None:
    """Raises InputError for what is no table, naming it, and RefusedError for what can't be read.

    A gzipped table is one.
    """
    check_file(path)
    if path.is_dir():
        folder = _EXPORT if (path / ABOUT).exists() else "a folder: name the file in it"
        raise InputError(f"{path} is {folder}")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise RefusedError(f"{path.name} can't be read: {error.strerror}") from None
    if not head.strip():
        raise InputError(f"{path.name} is empty")
    if said := _binary(path, head):
        raise InputError(f"{path.name} is {said}")


def refuse_other(path: Path, columns: Sequence[str], wanted: str) -> NoReturn:
    """Raises InputError that names a table by its columns, which are in small letters.

    `wanted` is what the columns would have made it.
    """
    for known, said in _TABLES:
        if known <= set(columns):
            raise InputError(f"{path.name} is {said}")
    if len(columns) == 1 and ";" in columns[0]:
        raise InputError(f"{path.name} is not {wanted}: semicolons stand where commas should")
    shown = printable(", ".join(columns[:6]))[:80]
    raise InputError(f"{path.name} is not {wanted}: its first line is {shown}")


def _binary(path: Path, head: bytes) -> str | None:
    if head.startswith(b"PK"):
        return _zip(path)
    if head.startswith(b"SQLite format 3\0"):
        return "a database: b12 restore puts a backup back"
    if head.startswith(b"\x1f\x8b"):
        return None
    if b"\0" in head or head.startswith(b"%PDF"):
        return "no text that can be read: save it as CSV in UTF-8"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return "a JSON file" + (f": {_FOODS}" if recognise(path) else ", and no CSV")
    if b"\t" in head.split(b"\n")[0] and b"product_name" in head:
        return f"a table of Open Food Facts: {_FOODS.replace('takes it', 'takes its JSON')}"
    return None


def _zip(path: Path) -> str:
    names: list[str] = []
    with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
        names = [Path(name).name.casefold() for name in archive.namelist()]
    if ABOUT in names:
        return _EXPORT
    if "workbook.xml" in names or "content.xml" in names:
        return "a spreadsheet: export it as CSV"
    if "servings.csv" in names:
        return "a zip: unpack it and take its servings.csv"
    if "food.csv" in names:
        return f"a zip of USDA FoodData Central: {_FOODS}"
    return "a zip and no CSV"
