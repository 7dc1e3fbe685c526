"""Tidy pandas frames of the diary, for charts and notebooks.

    from tracker.reports import frames

    days = frames.read("days")
    days.set_index("day")["intake_ug"].resample("ME").mean()

`read` gives a view of `reports.views`, whose columns docs/data.md describes; all else is for the
charts. All `_ug` are µg, unknown is missing and no zero, and a day without a log is a row whose
intake is NaN.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate
from tracker.errors import InputError, NotFoundError
from tracker.people.model import Person
from tracker.reports.columns import Column, Kind, WholeDiary
from tracker.reports.intake import LONGEST_MEAN, ORIGINS, Day, Period
from tracker.reports.stretch import Stretch
from tracker.reports.views import DAYS, VIEWS
from tracker.text.formatting import listed
from tracker.text.spans import Span, Step

ENDS = ("absorbed_low_ug", "absorbed_ug", "absorbed_high_ug")
ITEM_COLUMNS = (
    "meal_id", "day", "eaten_at", "hour", "meal", "tags", "food", "origin", "kind",
    "b12_ug", "lower_bound", "sitting", *ENDS,
)  # fmt: skip
DAY_COLUMNS = (
    *(column.name for column in DAYS.own),
    "mean_7_ug", "mean_28_ug", "median_7_ug", "median_28_ug", "mean_7_absorbed_ug",
    "mean_28_absorbed_ug", "mean_28_absorbed_low_ug", "mean_28_absorbed_high_ug",
)  # fmt: skip
PERIOD_COLUMNS = (
    "from", "to", "days", "logged_days", "counted_days", "mean_ug", "median_ug", "least_ug",
    "most_ug", "lower_bound", "natural_ug", "fortified_ug", "supplement_ug", "injected_ug",
    "target_ug", "days_target_met", "days_target_unknown", "estimated_days", *ENDS, "need_ug",
    "need_days", "days_need_met", "days_need_unknown", "absorbed_natural_ug",
    "absorbed_fortified_ug", "absorbed_supplement_ug", "items", "unknown_items", "days_all_known",
)  # fmt: skip
SYMPTOM_COLUMNS = ("day", "symptom", "score")
LAB_COLUMNS = ("day", "test", "value", "unit", "label", "converted", "band")


@dataclass(frozen=True)
class Frames:
    """A stretch of one person's diary.

    `items` has ITEM_COLUMNS (`items()`), `days` DAY_COLUMNS (`days()`), `symptoms` and `lab` a row
    an entry with SYMPTOM_COLUMNS (a score from 0 to 10) and LAB_COLUMNS (`value` in
    `unit`, the same in the other kind of unit, and where it stands in NICE's bands, `band`).
    `whose` is the person's name where there are several people.
    """

    stretch: Stretch
    days: pd.DataFrame
    symptoms: pd.DataFrame
    lab: pd.DataFrame
    whose: str = ""

    @cached_property
    def items(self) -> pd.DataFrame:
        """The items of those days."""
        return items(self.stretch.period.days)

    @property
    def person(self) -> Person:
        """Whose diary it is."""
        return self.stretch.person

    @property
    def span(self) -> Span:
        """Its first and its last day."""
        return self.stretch.span


# How pandas holds each kind of column: one without missing values, and one with some.
_TYPES: dict[Kind, tuple[Any, Any]] = {
    "text": ("string", "string"),
    "integer": ("int64", "Int64"),
    "real": ("float64", "float64"),
    "boolean": ("bool", "boolean"),
    "day": ("datetime64[s]", "datetime64[s]"),
    "moment": ("datetime64[s, UTC]", "datetime64[s, UTC]"),
}


def read(view: str, path: Path | str | None = None, person: str | None = None) -> pd.DataFrame:
    """Return a view of everybody's diary, or of one person's: its rows, in its columns.

    `view` is "items", "days", "foods", "people", "symptoms" or "lab", and `path` the diary's file
    or the address of its server, by default that of `b12`. Raise InputError for another view,
    NotFoundError where nobody has the name, DatabaseFileError if the diary can't be read.
    """
    from tracker.database import place as places
    from tracker.database.engine import Database
    from tracker.diary.store import Diary

    if view not in VIEWS:
        raise InputError(f'there is no view "{view}": use {listed(list(VIEWS), "or")}')
    diary_place = places.read(str(path)) if path else places.usual()
    if not diary_place.exists():
        raise NotFoundError(f"{diary_place}: there is no diary")
    now = datetime.now().astimezone()
    with Database(diary_place).reading() as connection:
        diary = Diary(connection, person)
        wholes = [
            WholeDiary(own, now) for own in (diary.everybody() if person is None else [diary])
        ]
        return _typed(VIEWS[view].columns, VIEWS[view].rows(wholes))


def _typed(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            column.name: _series(values, column)
            for column, values in zip(columns, cells, strict=True)
        }
    )


def _series(values: Sequence[Any], column: Column) -> "pd.Series[Any]":
    series = pd.Series(values, dtype=object)
    if column.kind == "moment":
        series = pd.to_datetime(series, utc=True)
    return series.astype(_TYPES[column.kind][bool(column.null)])


def of(stretch: Stretch, whose: str = "") -> Frames:
    """Return the frames of those days, and whose they are where there are several people."""
    from tracker.health.cautions import band_for

    person = stretch.person
    every = days([*stretch.earlier, *stretch.period.days])
    return Frames(
        stretch,
        every[len(stretch.earlier) :].reset_index(drop=True),
        _entries([(f.day, f.symptom, f.score) for f in stretch.felt], SYMPTOM_COLUMNS),
        _entries(
            [
                (v.day, v.test.name, v.value, v.unit, v.label, v.converted, band_for(v, person))
                for v in stretch.values
                if v.day in stretch.span
            ],
            LAB_COLUMNS,
        ),
        whose,
    )


def items(of: Iterable[Day]) -> pd.DataFrame:
    """Return a row for each item, in ITEM_COLUMNS.

    `eaten_at` is the true time in UTC and `hour` the one on the clock there (13.5 is half past
    one); both are missing where no time is known. `tags` are text: "restaurant travel". `b12_ug`
    is NaN where it is unknown, and `lower_bound` says that unknown B12 comes on top of it. Items of
    one `sitting` were eaten together. What was absorbed of an item is the estimate of `absorption`,
    with its low and high end; NaN on a day that allows none.
    """
    days = list(of)
    rows = [row for day in days for row in day.rows]
    clock = [at and at.hour + at.minute / 60 for at in (row.eaten_at for row in rows)]
    sitting = np.zeros(len(rows), dtype="int64")
    for number, (_, places) in enumerate(absorption.sittings(rows)):
        sitting[places] = number
    moments = pd.to_datetime(pd.Series([row.eaten_at for row in rows], dtype=object), utc=True)
    frame = pd.DataFrame(
        {
            "meal_id": np.array([row.meal_id for row in rows], dtype="int64"),
            "day": _dates([row.day for row in rows]),
            "eaten_at": moments.astype("datetime64[s, UTC]"),
            "hour": np.array(clock, dtype="float64"),
            "meal": pd.Categorical([row.meal for row in rows]),
            "tags": pd.Categorical([" ".join(row.tags) for row in rows]),
            "food": pd.Categorical([row.food for row in rows]),
            "origin": pd.Categorical([row.origin for row in rows], [*ORIGINS, "injection"]),
            "kind": pd.Categorical([row.kind for row in rows]),
            "b12_ug": np.array([row.b12_ug for row in rows], dtype="float64"),
            "lower_bound": np.array([row.lower_bound for row in rows], dtype=bool),
            "sitting": sitting,
            **_ends([estimate for day in days for estimate in day.estimates]),
        }
    )
    return frame[list(ITEM_COLUMNS)]


_PERIOD: dict[str, Callable[[Period], Any]] = {
    **{
        name: attrgetter(name)
        for name in (
            "mean_ug", "median_ug", "least_ug", "most_ug", "injected_ug", "need_ug", "items",
            "need_days", "unknown_items", "days_all_known",
        )
    },
    "days": lambda period: len(period.days),
    "logged_days": lambda period: len(period.logged),
    "counted_days": lambda period: len(period.counted),
    "lower_bound": attrgetter("mean_lower_bound"),
    "target_ug": attrgetter("mean_target_ug"),
    "days_target_met": attrgetter("met"),
    "days_target_unknown": attrgetter("open"),
    "estimated_days": lambda period: len(period.estimated),
    "days_need_met": attrgetter("need_met"),
    "days_need_unknown": attrgetter("need_open"),
}  # fmt: skip


def days(of: Sequence[Day]) -> pd.DataFrame:
    """Return a row for each day, gaps included, in DAY_COLUMNS.

    `intake_ug` is natural + fortified + supplement, NaN on a gap; injections aren't in it, nor in
    what is absorbed. `lower_bound` says that there is more than that: foods of unknown B12 (of the
    day's `items`, `unknown_items` are such), or a day logged in part (`mark` is "partial", or
    "fast" where surely nothing was eaten). `counted` days are those that means are over: logged,
    and not in part. `target_met` and `need_met` are NA on a gap and where what is unknown leaves it
    open, `need_met` also where only the upper end of the range reaches `need_ug`: what should be
    absorbed, half of a requirement (IOM 1998), NaN where no need is known. The running
    means and medians are over the counted ones among the 7 or 28 days up to the day, those of what
    was absorbed over the counted ones with an estimate; NaN where those are less than half.
    """
    frame = _typed(DAYS.own, ([column.get(day) for column in DAYS.own] for day in of))
    # Where only the range is known, a chart shows that, and draws its low end as the middle.
    for name, ends in _ends([day.absorbed for day in of]).items():
        frame[name] = ends
    counted = frame.set_index("day")[["intake_ug", *ENDS]]
    counted[~frame["counted"].to_numpy()] = np.nan
    for length in (7, LONGEST_MEAN):
        recent = counted.rolling(length, min_periods=(length + 1) // 2)
        means = recent.mean()
        frame[f"mean_{length}_ug"] = means["intake_ug"].to_numpy()
        frame[f"median_{length}_ug"] = recent["intake_ug"].median().to_numpy()
        for name in ENDS:
            frame[f"mean_{length}_{name}"] = means[name].to_numpy()
    return frame[list(DAY_COLUMNS)]


def periods(of: Frames, step: Step | None) -> pd.DataFrame:
    """Return a row for each day, week (from Monday), month or year; one row for None.

    In PERIOD_COLUMNS. `from` and `to` are the first and last day that are in the frame. `mean_ug`,
    `median_ug`, `least_ug`, `most_ug` and the means by origin are over the `counted_days`, the
    estimate of what was absorbed and `need_ug` over the `estimated_days`. `days_target_met` and
    `days_need_met` are of all `logged_days`, these of the `need_days` that have an estimate and a
    need; what is unknown, or not logged of a day in part, leaves `days_target_unknown` and
    `days_need_unknown` of them open, the latter also where only the upper end of the range reaches
    it. What was absorbed by origin is a mean over the `estimated_days`, too. `target_ug` is the
    mean target of the counted days, and of all where none counts; `injected_ug` is a sum. Means
    without a day are NaN.
    """
    whole = of.stretch.period
    parts = whole.split(step) if step else [whole]
    frame = _frame(parts, _PERIOD)
    frame["from"] = _dates([part.span.first for part in parts])
    frame["to"] = _dates([part.span.last for part in parts])
    for origin in ORIGINS:
        means = [part.mean_of_ug(origin) for part in parts]
        frame[f"{origin}_ug"] = np.array(means, dtype="float64")
        absorbed = [_mean_absorbed_ug(part, origin) for part in parts]
        frame[f"absorbed_{origin}_ug"] = np.array(absorbed, dtype="float64")
    for name, ends in _ends([part.absorbed for part in parts]).items():
        frame[name] = ends
    return frame[list(PERIOD_COLUMNS)]


def _mean_absorbed_ug(of: Period, origin: str) -> float:
    """The mean µg absorbed of an origin over the estimated days, NaN without one."""
    own = (
        estimate.ug
        for day in of.estimated
        for row, estimate in zip(day.rows, day.estimates, strict=True)
        if estimate is not None and row.origin == origin
    )
    return sum(own) / len(of.estimated) if of.estimated else math.nan


def _frame(rows: Sequence[Any], columns: Mapping[str, Callable[[Any], Any]]) -> pd.DataFrame:
    frame = pd.DataFrame({name: [get(row) for row in rows] for name, get in columns.items()})
    figures = [name for name in columns if name.endswith("_ug")]
    frame[figures] = frame[figures].astype("float64")
    return frame


def _ends(estimates: Sequence[Estimate | None]) -> dict[str, Any]:
    """The columns ENDS."""
    missing = Estimate(np.nan, np.nan, np.nan)
    known = [estimate or missing for estimate in estimates]
    ends = ([e.low_ug for e in known], [e.ug for e in known], [e.high_ug for e in known])
    return {name: np.array(end, dtype="float64") for name, end in zip(ENDS, ends, strict=True)}


def _dates(days: Sequence[date]) -> Any:
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")


def _entries(rows: Sequence[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    frame["day"] = pd.to_datetime(frame["day"]).astype("datetime64[s]")
    return frame
