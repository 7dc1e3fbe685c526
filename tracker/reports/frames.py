"""Tidy pandas frames of the diary, for reports, charts and notebooks.

    from tracker.reports import frames

    diary = frames.open_diary()
    diary.days.set_index("day")["intake_ug"].resample("ME").mean()

All `_ug` are µg, unknown is NaN and no zero, and a day without a log is a row whose intake is NaN.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tracker.absorption import estimate as absorption
from tracker.diary.model import ItemRow, Mark
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.people.targets import Target
from tracker.reports.intake import ROUNDING
from tracker.text.dates import diary_day
from tracker.text.spans import Span, Step

if TYPE_CHECKING:
    from sqlalchemy import Connection

ENDS = ("absorbed_low_ug", "absorbed_ug", "absorbed_high_ug")
ITEM_COLUMNS = (
    "meal_id", "day", "eaten_at", "hour", "meal", "food", "origin", "kind", "b12_ug",
    "lower_bound", "sitting", *ENDS,
)  # fmt: skip
DAY_COLUMNS = (
    "day", "natural_ug", "fortified_ug", "supplement_ug", "intake_ug", "injected_ug", "items",
    "unknown_items", "lower_bound", "mark", "logged", "counted", "future", "target_ug",
    "target_source", "target_met", *ENDS, "need_ug", "need_source", "need_met", "mean_7_ug",
    "mean_28_ug",
)  # fmt: skip
PERIOD_COLUMNS = (
    "from", "to", "days", "logged_days", "counted_days", "mean_ug", "median_ug", "least_ug",
    "most_ug", "lower_bound", "natural_ug", "fortified_ug", "supplement_ug", "injected_ug",
    "target_ug", "days_target_met", "days_target_unknown", "estimated_days", *ENDS, "need_ug",
    "days_need_met", "days_need_unknown", "items", "unknown_items", "days_all_known",
)  # fmt: skip
SYMPTOM_COLUMNS = ("day", "symptom", "score")
LAB_COLUMNS = ("day", "test", "value", "unit", "label", "converted", "band")
_LONGEST_MEAN = 28
_EATEN = ("natural", "fortified", "supplement")


@dataclass(frozen=True)
class Diary:
    """A stretch of one person's diary.

    `items` has ITEM_COLUMNS (`items()`), `days` DAY_COLUMNS (`days()`), `symptoms` and `lab` a row
    an entry with SYMPTOM_COLUMNS (a score from 0 to 10) and LAB_COLUMNS (`value` in
    `unit`, the same in the other kind of unit, and where it stands in NICE's bands, `band`).
    """

    person: Person
    span: Span
    items: pd.DataFrame
    days: pd.DataFrame
    symptoms: pd.DataFrame
    lab: pd.DataFrame


def open_diary(
    path: Path | None = None,
    person: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Diary:
    """The diary at `path` or at its usual place, for notebooks: all of it, or those days.

    Raises NotFoundError for a person who isn't in it, DatabaseFileError where it can't be read.
    """
    from tracker import paths
    from tracker.database.engine import Database
    from tracker.diary import store as diary
    from tracker.people import store as people

    with Database(path or paths.default_database()).reading() as connection:
        who = people.get(connection, person)
        today = diary_day(datetime.now().astimezone(), who.day_starts)
        begins = first or diary.first_day(connection, who.id) or today
        return read(connection, who, Span(begins, max(last or today, begins)), today)


def read(connection: "Connection", person: Person, span: Span, today: date) -> Diary:
    """Those days of that person's diary."""
    from tracker.diary import store as diary
    from tracker.diary import store as marked
    from tracker.health import store as laboratory
    from tracker.health import store as symptoms
    from tracker.people import store as people

    # Running means begin with the days before. Besides, a late meal of an evening can still fill
    # the path in the morning.
    wanted = Span(span.first - timedelta(days=_LONGEST_MEAN - 1), span.last).days
    evening = wanted[0] - timedelta(days=1)
    conditions = {day: person.conditions_on(day) for day in (evening, *wanted)}
    eaten = items(diary.item_rows(connection, person.id, evening, span.last), conditions)
    every = days(
        wanted,
        eaten[eaten["day"] > pd.Timestamp(evening)],
        people.targets_on(connection, person, wanted),
        today,
        conditions,
        marked.marks_between(connection, person.id, wanted[0], span.last),
    )
    first = pd.Timestamp(span.first)
    felt = symptoms.between(connection, person.id, span.first, span.last)
    values = [v for v in laboratory.values(connection, person.id) if v.day in span]
    return Diary(
        person,
        span,
        eaten[eaten["day"] >= first].reset_index(drop=True),
        every[every["day"] >= first].reset_index(drop=True),
        _entries([(f.day, f.symptom, f.score) for f in felt], SYMPTOM_COLUMNS),
        _entries(
            [(v.day, v.test.name, v.value, v.unit, v.label, v.converted, v.band) for v in values],
            LAB_COLUMNS,
        ),
    )


def items(
    rows: Sequence[ItemRow], conditions: Mapping[date, tuple[Condition, ...]]
) -> pd.DataFrame:
    """A row an item, in ITEM_COLUMNS.

    `conditions` has what bears on absorption on each day. `eaten_at` is the true time in UTC and
    `hour` the one on the clock there (13.5 is half past one); both are missing where no time is
    known. `b12_ug` is NaN where it is unknown, and `lower_bound` says that unknown B12 comes on top
    of it. Items of one `sitting` were eaten together. What was absorbed of an item is the estimate
    of `absorption`, with its low and high end; NaN on a day that allows none.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(ItemRow._fields)
    held = dict(zip(ItemRow._fields, columns, strict=True))
    clock = [np.nan if at is None else at.hour + at.minute / 60 for at in held["eaten_at"]]
    sitting = np.zeros(len(rows), dtype="int64")
    for number, (_, places) in enumerate(absorption.sittings(rows)):
        sitting[places] = number
    frame = pd.DataFrame(
        {
            "meal_id": np.array(held["meal_id"], dtype="int64"),
            "day": np.array(held["day"], dtype="datetime64[D]").astype("datetime64[s]"),
            "eaten_at": pd.to_datetime(held["eaten_at"], utc=True).astype("datetime64[s, UTC]"),
            "hour": np.array(clock, dtype="float64"),
            "meal": pd.Categorical(held["meal"]),
            "food": pd.Categorical(held["food"]),
            "origin": pd.Categorical(held["origin"], [*_EATEN, "injection"]),
            "kind": pd.Categorical(held["kind"]),
            "b12_ug": np.array(held["b12_ug"], dtype="float64"),
            "lower_bound": np.array(held["lower_bound"], dtype=bool),
            "sitting": sitting,
        }
    )
    ways = {found: absorption.under(found) for found in set(conditions.values())}
    estimates = absorption.of_items(rows, lambda day: ways[conditions[day]])
    ends = [(np.nan,) * 3 if e is None else (e.low_ug, e.ug, e.high_ug) for e in estimates]
    frame[list(ENDS)] = np.array(ends, dtype="float64").reshape(-1, 3)
    return frame[list(ITEM_COLUMNS)]


def days(
    wanted: Sequence[date],
    eaten: pd.DataFrame,
    targets: Mapping[date, Target],
    today: date,
    conditions: Mapping[date, tuple[Condition, ...]],
    marks: Mapping[date, Mark],
) -> pd.DataFrame:
    """A row a day in DAY_COLUMNS, gaps included, from the frame of `items`; as `intake.DayIntake`.

    `intake_ug` is natural + fortified + supplement, NaN on a gap; injections aren't in it, nor in
    what is absorbed. `lower_bound` says that there is more than that: foods of unknown B12 (of the
    day's `items` so many are `unknown_items`), or a day logged in part (`mark` is "partial", or
    "fast" where surely nothing was eaten). `counted` days are those that means are over: logged,
    and not in part. `target_met` and `need_met` are NA where unknown foods leave it open and on a
    gap; `need_ug` is what should be absorbed, half of the reference intake (IOM 1998). The running
    means are over the counted ones among the 7 or 28 days up to the day, NaN where those are less
    than half.
    """
    index = pd.DatetimeIndex(np.array(wanted, dtype="datetime64[s]"), name="day")
    food = eaten[eaten["origin"] != "injection"]
    by_day = food.groupby("day", observed=True)
    sums = eaten.groupby(["day", "origin"], observed=False)["b12_ug"].sum().unstack("origin")
    by_origin = sums.reindex(index=index, columns=[*_EATEN, "injection"], fill_value=0.0)
    unknown = food["b12_ug"].isna() | food["lower_bound"]
    frame = pd.DataFrame({f"{name}_ug": by_origin[name].to_numpy() for name in _EATEN}, index=index)
    frame["injected_ug"] = by_origin["injection"]
    frame["items"] = by_day.size().reindex(index, fill_value=0)
    frame["unknown_items"] = unknown.groupby(food["day"]).sum().reindex(index, fill_value=0)
    frame["mark"] = pd.Series([marks.get(day) for day in wanted], index=index, dtype=object)
    partial, fast = frame["mark"] == "partial", frame["mark"] == "fast"
    frame["lower_bound"] = (frame["unknown_items"] > 0) | partial
    frame["logged"] = (frame["items"] > 0) | fast
    frame["counted"] = frame["logged"] & ~partial
    frame["future"] = index > pd.Timestamp(today)
    amounts = [f"{name}_ug" for name in _EATEN]
    frame[amounts] = frame[amounts].where(frame["logged"])
    frame["intake_ug"] = frame[amounts].sum(axis="columns", skipna=False)
    for name in ("need_ug", "need_source"):
        frame[name] = [getattr(targets[day], name) for day in wanted]
    frame["target_ug"] = [targets[day].ug_per_day for day in wanted]
    frame["target_source"] = [targets[day].authority for day in wanted]
    frame["target_met"] = _reached(frame["intake_ug"], frame["target_ug"], frame["lower_bound"])
    can_tell = np.array([all(c.estimable for c in conditions.get(day, ())) for day in wanted])
    absorbed = by_day[list(ENDS)].sum().reindex(index, fill_value=0.0)
    frame[list(ENDS)] = absorbed.where(frame["logged"] & can_tell)
    frame["need_met"] = _reached(frame["absorbed_ug"], frame["need_ug"], frame["lower_bound"])
    counted = frame["intake_ug"].where(frame["counted"])
    for length in (7, _LONGEST_MEAN):
        mean = counted.rolling(length, min_periods=(length + 1) // 2).mean()
        frame[f"mean_{length}_ug"] = mean
    return frame.reset_index()[list(DAY_COLUMNS)]


def periods(of: pd.DataFrame, step: Step | None) -> pd.DataFrame:
    """A row a day, week (from Monday), month or year of the frame of `days`; one row for None.

    In PERIOD_COLUMNS. `from` and `to` are the first and last day that are in the frame. `mean_ug`,
    `median_ug`, `least_ug`, `most_ug`, the means by origin, and `days_target_met` are over the
    `counted_days`; `days_target_unknown` of them are left open by unknown foods. The estimate of
    what was absorbed, `need_ug` and `days_need_met` are over the `estimated_days`. `target_ug` is
    the mean target of the counted days, and of all where none counts; `injected_ug` is a sum. Means
    without a day are NaN.
    """
    key = _begins(of["day"], step) if step else of["day"].min()
    keyed = of.assign(key=key, all_known=of["counted"] & (of["unknown_items"] == 0))
    every = keyed.groupby("key")
    counted = keyed[keyed["counted"]].groupby("key")
    estimated = keyed[keyed["counted"] & keyed["absorbed_ug"].notna()].groupby("key")
    intake = counted["intake_ug"]
    means = counted[["natural_ug", "fortified_ug", "supplement_ug"]].mean()
    counts = {
        "days": every.size(),
        "logged_days": every["logged"].sum(),
        "counted_days": counted.size(),
        "days_target_met": counted["target_met"].sum(),
        "days_target_unknown": counted.size() - counted["target_met"].count(),
        "estimated_days": estimated.size(),
        "days_need_met": estimated["need_met"].sum(),
        "days_need_unknown": estimated.size() - estimated["need_met"].count(),
        "items": every["items"].sum(),
        "unknown_items": every["unknown_items"].sum(),
        "days_all_known": every["all_known"].sum(),
    }
    frame = pd.DataFrame(
        {
            "from": every["day"].min(),
            "to": every["day"].max(),
            "mean_ug": intake.mean(),
            "median_ug": intake.median(),
            "least_ug": intake.min(),
            "most_ug": intake.max(),
            "lower_bound": counted["lower_bound"].any(),
            "injected_ug": every["injected_ug"].sum(),
            "target_ug": counted["target_ug"].mean().combine_first(every["target_ug"].mean()),
            "need_ug": estimated["need_ug"].mean(),
            **counts,
        }
    )
    frame = frame.join(means).join(estimated[list(ENDS)].mean())
    frame[list(counts)] = frame[list(counts)].fillna(0).astype("int64")
    frame["lower_bound"] = frame["lower_bound"].eq(True)
    return frame.reset_index(drop=True)[list(PERIOD_COLUMNS)]


def _begins(days: "pd.Series[pd.Timestamp]", step: Step) -> "pd.Series[pd.Timestamp]":
    """The first day of each day's week, month or year."""
    if step == "day":
        return days
    if step == "week":
        return days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return days.dt.to_period("M" if step == "month" else "Y").dt.start_time


def _reached(
    held: "pd.Series[float]", aim: "pd.Series[float]", more: "pd.Series[bool]"
) -> "pd.Series[bool]":
    """Whether the aim was reached; NA where it wasn't and there is more than is known."""
    reached = held >= aim * (1 - ROUNDING)
    return reached.astype("boolean").mask(held.isna() | (~reached & more))


def _entries(rows: Sequence[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    frame["day"] = pd.to_datetime(frame["day"]).astype("datetime64[s]")
    return frame
