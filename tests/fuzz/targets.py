"""The readers of foreign text and files, each as a function of bytes.

A target accepts its bytes or refuses them by a TrackerError of one line. Any other exception is a
bug, and so is an endless loop or a file written beside its own.
"""

import contextlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from tracker.cli import settings as config
from tracker.diary import lines as entries
from tracker.diary import revision
from tracker.diary.edit import parse_amount, parse_food, parse_note
from tracker.diary.model import Item, When, meal_name, parse_entry_id, parse_tag
from tracker.diary.unknown import food_by_figure
from tracker.errors import TrackerError
from tracker.exchange import recognise
from tracker.exchange.cronometer import servings as cronometer
from tracker.exchange.cronometer.daily_summary import Summary
from tracker.exchange.cronometer.nature import nature_of
from tracker.exchange.foods import fdc, openfoodfacts
from tracker.exchange.foods.tables.description import known_tables, read_tables
from tracker.exchange.foods.tables.draft import describe
from tracker.exchange.foods.tables.reader import read as read_table
from tracker.exchange.foods.tables.recognise import recognise as recognise_table
from tracker.exchange.foods.tables.sheets import open_sheets
from tracker.exchange.native import files as native
from tracker.exchange.native.sheets import SHEETS
from tracker.exchange.sync import folder as sync_files
from tracker.foods import amounts, labels
from tracker.foods.model import Food
from tracker.foods.recipes import read_makes
from tracker.health import laboratory, symptoms
from tracker.people.conditions import named as named_condition
from tracker.regimens import words as regimens
from tracker.text import dates, spans

Target = Callable[[bytes], None]

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)
_FOOD = Food(code="1", name="oat drink", origin="natural", source="a label", b12_ug_per_100g=None)
_ITEM = Item("stew", "natural", 1, "bowl", None, None, when=When(TODAY))
_HEADER = b"Day,Time,Group,Food Name,Amount,B12 (Cobalamin) (\xc2\xb5g),Category\n"


_refusing = partial(contextlib.suppress, TrackerError)


def _text(data: bytes) -> str:
    """As the shell hands over words that aren't UTF-8: with half surrogate pairs."""
    return data.decode("utf-8", "surrogateescape")


def items(data: bytes) -> None:
    """`b12 log ITEMS`."""
    with _refusing():
        for request in amounts.parse_items(_text(data)):
            assert request.amount is None or 0 < request.amount < 1e9
            request.phrase.encode()
    with _refusing():
        amounts.check_name(_text(data)).encode()


def lines(data: bytes) -> None:
    """`b12 log -` and `b12 edit`."""
    with _refusing():
        entries.parse_entry(_text(data), TODAY)
    with _refusing():
        revision.read_line(1, _text(data), {}, TODAY, TODAY)


def words(data: bytes) -> None:
    """Every other argument and option."""
    text = _text(data)
    day_readers = (
        dates.parse_day, dates.parse_since, dates.parse_until, dates.parse_birth,
        dates.parse_planned_since, dates.parse_planned_until,
        spans.last, spans.month, spans.year, laboratory.parse_value, regimens.read,
    )  # fmt: skip
    for with_day in day_readers:
        with _refusing():
            with_day(text, TODAY)
    readers = (
        dates.parse_time, dates.parse_day_start, labels.read_measure, symptoms.parse_entry,
        symptoms.check_own_name, symptoms.named, meal_name, parse_entry_id, parse_food,
        parse_note, parse_tag, named_condition, read_makes,
    )  # fmt: skip
    for reader in readers:
        with _refusing():
            reader(text)
    with _refusing():
        parse_amount(text, "oat drink")
    with _refusing():
        labels.read_figure(text, "1ug", None, None, text)
    with _refusing():
        labels.labelled(_FOOD, labels.read_figure("1 cup", text, None, None, None))
    with _refusing():
        labels.labelled(_FOOD, labels.read_figure("1 cup", None, text, None, "240"))
    with _refusing():
        labels.with_usual(_FOOD, text)
    with _refusing():
        food_by_figure("stew", text, [_ITEM], None, TODAY)


def cells(data: bytes) -> None:
    """The cells of an export."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            with _refusing():
                column.checked(_text(data))


def servings(data: bytes) -> None:
    """`b12 import cronometer`: the rows below a valid header."""
    _cronometer(_HEADER + data)


def any_servings(data: bytes) -> None:
    """`b12 import cronometer`: any file."""
    _cronometer(data)


def summary(data: bytes) -> None:
    """`b12 import cronometer --summary`."""
    with _file(data) as path, _refusing():
        Summary(path, TODAY)


def foods(data: bytes) -> None:
    """`b12 food import`."""
    with _file(data) as path:
        with _refusing():
            recognise.food_format(path)
        for reader in (openfoodfacts, fdc):
            with _refusing():
                for _ in reader.read(path, lambda *_: None):
                    pass
        with _refusing():
            recognise.refuse_binary(path)
        with _refusing():
            table = recognise_table(open_sheets(path, lambda *_: None), known_tables())
            for _ in [] if table is None else read_table(table, Counter()):
                pass


def described_foods(data: bytes) -> None:
    """`b12 food import --describe`, and `--as` with what that prints."""
    with _file(data) as path, _refusing():
        sheets = open_sheets(path, lambda *_: None)
        tables = read_tables(describe(sheets, "file"), "file.toml")
        table = recognise_table(sheets, tables)
        for _ in [] if table is None else read_table(table, Counter()):
            pass


def descriptions(data: bytes) -> None:
    """`b12 food import --as`."""
    with _refusing():
        read_tables(data.decode("utf-8", "replace"), "file.toml")


def export(data: bytes) -> None:
    """`b12 import native`: the first line is b12-export.json, the rest a sheet."""
    about, _, sheet = data.partition(b"\n")
    with _folder() as folder:
        for name in SHEETS:
            for ending in ("csv", "json"):
                (folder / f"{name}.{ending}").write_bytes(sheet)
        (folder / recognise.ABOUT).write_bytes(about)
        with _refusing(), native.open_export(folder) as whole:
            whole.check(datetime(2026, 11, 22, 12, 41, tzinfo=UTC))


def settings(data: bytes) -> None:
    """The user's settings."""
    values, problems = config.parse(data)
    for name, value in values.items():
        assert config.SETTINGS[name].value(value) == value
    for problem in problems:
        assert "\n" not in problem
        problem.encode()


def synced(data: bytes) -> None:
    """A file of `b12 sync`: the first line names the machine if the data doesn't."""
    head = b'{"b12_sync":1,"machine":"a","name":"laptop","log":"b"}\n'
    for content in (data, head + data):
        with _folder() as folder:
            (folder / "b12-laptop.jsonl").write_bytes(content)
            with _refusing():
                for log in sync_files.logs(folder):
                    for line in sync_files.read(log, 0):
                        json.dumps(line.version, ensure_ascii=False, allow_nan=False).encode()


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        items, lines, words, cells, servings, any_servings, summary, foods, described_foods,
        descriptions, export, settings, synced,
    )
}  # fmt: skip


def _cronometer(content: bytes) -> None:
    with _file(content) as path, _refusing():
        rows = cronometer.Servings(path)
        for row in rows.rows(lambda *_: None, TODAY, NOW, lambda name: nature_of({}, name)):
            if isinstance(row, cronometer.Broken):
                assert "\n" not in row.why
            elif isinstance(row, Item):
                row.food.encode()
                assert row.b12_ug is None or 0 <= row.b12_ug <= 100_000


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
        yield Path(folder)


@contextlib.contextmanager
def _file(content: bytes) -> Iterator[Path]:
    """A file of that content, which must be alone in its folder and unchanged afterwards."""
    with _folder() as folder:
        path = folder / "file"
        path.write_bytes(content)
        yield path
        assert path.read_bytes() == content
        assert list(folder.iterdir()) == [path]


# A million files are no work for a disk.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
