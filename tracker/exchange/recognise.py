"""What a file is, from its names and first bytes: a file of foods, or given in place of another."""

import re
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NoReturn

from tracker.errors import InputError
from tracker.exchange.files import (
    UTF_16,
    Archive,
    check_regular,
    first_bytes,
    is_archive,
    open_document,
)
from tracker.text.formatting import printable

FoodFormat = Literal["fdc-csv", "fdc-json", "openfoodfacts"]

# The file of an export that says what it is.
ABOUT = "b12-export.json"

_HEAD = 4096
_FDC_KEYS = re.compile(
    r'"(?:fdcId|foodNutrients|FoundationFoods|SRLegacyFoods|SurveyFoods|BrandedFoods)"\s*:'
)
_OFF_KEYS = re.compile(r'"(?:code|products?|product_name\w*|nutriments)"\s*:')

_FOODS = "it holds foods, not a diary: use b12 food import"
_EXPORT = "an export of b12: use b12 import native"
_IN_SERVINGS = "the foods eaten are in servings.csv"
# By columns that only such a file has together, in small letters.
_TABLES = {
    "day,food name,amount": "a servings.csv of Cronometer: use b12 import cronometer",
    "day,exercise,minutes": f"Cronometer's exercises.csv: {_IN_SERVINGS}",
    "day,metric,unit,amount": f"Cronometer's biometrics.csv: {_IN_SERVINGS}",
    "day,note": f"Cronometer's notes.csv: {_IN_SERVINGS}",
    "date,energy (kcal)": f"Cronometer's dailysummary.csv: {_IN_SERVINGS}",
    "date,completed": f"Cronometer's dailysummary.csv: {_IN_SERVINGS}",
    "date,name,quantity,units,calories": "a Lose It! export: it holds no B12",
    "date,meal,calories": "a MyFitnessPal export: it holds no B12",
    "date,exercise,exercise calories": "a MyFitnessPal export: it holds no B12",
    "fdc_id": f"a table of USDA FoodData Central: {_FOODS}",
}
_ZIPS = {
    ABOUT: _EXPORT,
    "workbook.xml": "a spreadsheet: export it as CSV",
    "content.xml": "a spreadsheet: export it as CSV",
    "servings.csv": "a zip: unpack it and import its servings.csv",
    "food.csv": f"a zip of USDA FoodData Central: {_FOODS}",
}


def food_format(path: Path) -> FoodFormat | None:
    """Return which foods a file or folder holds; None for other things.

    Raise InputError if there is no such file, RefusedError for a damaged zip or gzip.
    """
    if is_archive(path):
        with Archive(path) as archive:
            if archive.tables():
                return "fdc-csv"
            if archive.document() is None:
                return None
    with open_document(path, lambda *_: None) as text:
        head = text.read(1 << 16).lstrip()
    if not head.startswith(("{", "[")):
        return None
    if _FDC_KEYS.search(head):
        return "fdc-json"
    return "openfoodfacts" if _OFF_KEYS.search(head) else None


def refuse_binary(path: Path) -> None:
    """Raise InputError, naming what it is, unless it looks like a table, gzipped or not.

    Raise RefusedError if it can't be read.
    """
    check_regular(path)
    if path.is_dir():
        folder = _EXPORT if (path / ABOUT).exists() else "a folder: name the file in it"
        raise InputError(f"{path} is {folder}")
    head = first_bytes(path, _HEAD)
    if not head.strip():
        raise InputError(f"{path.name} is empty")
    if other := _other_than_table(path, head):
        raise InputError(f"{path.name} is {other}")


def refuse_table(path: Path, columns: Sequence[str], wanted: str) -> NoReturn:
    """Raise InputError that names a table by its columns, given in small letters.

    `wanted` is the file that was expected.
    """
    for known, name in _TABLES.items():
        if set(known.split(",")) <= set(columns):
            raise InputError(f"{path.name} is {name}")
    if len(columns) == 1 and "," in columns[0]:
        raise InputError(
            f"{path.name} has each of its lines in one cell: split them at the commas, and save it"
        )
    header = printable(", ".join(columns[:6]))[:80]
    raise InputError(f"{path.name} is not {wanted}: its first line is {header}")


def _other_than_table(path: Path, head: bytes) -> str | None:
    if head.startswith(b"PK"):
        names: set[str] = set()
        with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
            names = {Path(name).name.casefold() for name in archive.namelist()}
        return next(
            (zip_ for name, zip_ in _ZIPS.items() if name in names), "a zip, not a CSV file"
        )
    if head.startswith(b"SQLite format 3\0"):
        return "a database: use b12 restore for a backup"
    if head.startswith(b"\x1f\x8b"):
        return None
    if (b"\0" in head and not head.startswith(UTF_16)) or head.startswith(b"%PDF"):
        return "not readable text: save it as CSV in UTF-8"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return f"a JSON file{f': {_FOODS}' if food_format(path) else ', not a CSV file'}"
    if b"\t" in head.split(b"\n")[0] and b"product_name" in head:
        return f"a table of Open Food Facts: {_FOODS} with its JSON"
    return None
