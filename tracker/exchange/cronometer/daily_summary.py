"""Cronometer's dailysummary.csv, as a check of what its servings.csv adds up to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from tracker.diary.model import Item
from tracker.errors import InputError
from tracker.exchange.cronometer.servings import (
    NothingEatenError,
    figure,
    is_total,
    read_day,
)
from tracker.exchange.cronometer.table import Table, check_width
from tracker.exchange.recognise import refuse_table

# Cronometer writes two decimals: the rounding error of a row or of a total.
_ROUNDING_UG = 0.005
_TOTAL = "total"
T = TypeVar("T")


@dataclass(frozen=True)
class Difference:
    """A day on which the two files disagree, with the µg of each; None is a day without rows."""

    day: date
    servings_ug: float | None
    summary_ug: float


class Summary:
    """The B12 of each day by a dailysummary.csv, beside the items that passed through `watch`."""

    def __init__(self, path: Path, today: date) -> None:
        """Read it. Raise InputError if it is another file, has no B12, or a bad row."""
        self._days = _read(path, today)
        self._eaten: defaultdict[date, float] = defaultdict(float)
        self._rows: defaultdict[date, int] = defaultdict(int)

    def watch(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield the same rows, adding up the items among them by day."""
        for row in rows:
            if isinstance(row, Item):
                self._rows[row.when.day] += 1
                self._eaten[row.when.day] += row.b12_ug or 0.0
            yield row

    def differences(self) -> list[Difference]:
        """Return the days that differ by more than rounding, or that the servings lack, by date."""
        differences = []
        for day, summary_ug in sorted(self._days.items()):
            eaten_ug = self._eaten[day] if self._rows[day] else None
            rounding_ug = _ROUNDING_UG * (self._rows[day] + 1) + 1e-9
            # The summary has the days on which nothing was eaten too.
            if abs((eaten_ug or 0.0) - summary_ug) > rounding_ug:
                differences.append(Difference(day, eaten_ug, summary_ug))
        return differences

    @property
    def missing(self) -> list[date]:
        """Return the days with B12 in the servings that the summary lacks, by date."""
        return sorted(day for day in self._rows if self._eaten[day] and day not in self._days)


def _read(path: Path, today: date) -> dict[date, float]:
    table = Table(path, ("date",))
    names = table.names
    if "date" not in names or "name" in names or "meal" in names:
        refuse_table(path, names, "a dailysummary.csv of Cronometer")
    column = table.b12()
    if column is None:
        raise InputError(f"{path.name} has no B12 column")
    day_place, group = table.place("date"), table.place("group")
    sums: defaultdict[date, float] = defaultdict(float)
    totals: dict[date, float] = {}
    for line, row in table.rows(lambda *_: None):
        if is_total(row, day_place):
            continue
        try:
            check_width(row, len(names))
            day, ug = read_day(today, row[day_place]), figure(table.decimal_comma, row[column])
        except NothingEatenError:
            continue
        except InputError as error:
            raise InputError(f"{path.name}, line {line}: {error}") from None
        if ug is None:
            continue
        if "".join(row[group : group + 1]).strip().casefold() == _TOTAL:
            totals[day] = ug
        else:
            sums[day] += ug
    return {**sums, **totals}
