"""The CSV tables of a download of USDA FoodData Central, read row by row."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tracker.errors import RefusedError
from tracker.exchange.files import Archive, Meter, Progress, as_text, lines
from tracker.exchange.foods.entry import plain

Row = tuple[str, ...]
_USED = (
    "food.csv", "food_nutrient.csv", "food_portion.csv", "measure_unit.csv", "branded_food.csv",
    "sr_legacy_food.csv", "survey_fndds_food.csv", "food_category.csv", "wweia_food_category.csv",
)  # fmt: skip


class Tables:
    """The tables of a download, which lie in one folder."""

    def __init__(self, archive: Archive, path: Path, progress: Progress) -> None:
        """Take the tables of an archive; `path` is for messages, `progress` gets the bytes."""
        self._archive, self._name, self._tables = archive, path.name, archive.tables()
        sizes = (archive.size(self._tables[name]) for name in _USED if name in self._tables)
        self.meter = Meter(progress, sum(sizes))

    def __contains__(self, table: str) -> bool:
        """Return whether there is a table of that name."""
        return table in self._tables

    def rows(
        self, table: str, needed: str, wanted: str = "", *, only: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, Row | None]]:
        """Yield line numbers with the columns `needed` and `wanted`; None for a broken row.

        A missing column that is only wanted is empty. `only` are the values that the last needed
        column may have. Raise RefusedError for a missing column that is needed.
        """
        columns = needed.split() + wanted.split()
        if table not in self._tables:
            return
        with as_text(self._archive.open(self._tables[table], self.meter)) as text:
            rest = lines(text)
            header = [name.strip().casefold() for name in next(csv.reader(rest), [])]
            if missing := [name for name in needed.split() if name not in header]:
                raise RefusedError(f"{self._name}: {table} has no column {missing[0]}")
            places = [header.index(name) if name in header else None for name in columns]
            # Before the columns are picked: one row of seventy is B12's.
            sieve = header.index(needed.split()[-1]) if only else len(header)
            rows = csv.reader(rest, strict=True)
            while True:
                try:
                    for row in rows:
                        if row and not (len(row) > sieve and row[sieve] not in only):
                            yield rows.line_num + 1, _pick(row, places)
                except csv.Error:
                    yield rows.line_num + 1, None
                else:
                    return

    def lookup(self, table: str, columns: str) -> dict[str, str]:
        """Return a small table's first column to its second."""
        return {row[0]: plain(row[1]) for _, row in self.rows(table, columns) if row}


def _pick(row: list[str], places: list[int | None]) -> Row | None:
    try:
        return tuple(["" if place is None else row[place] for place in places])
    except IndexError:
        return None
