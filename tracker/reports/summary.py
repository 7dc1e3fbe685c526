"""What a stretch of the diary comes to: figures with their denominators, from the frames."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd

from tracker.absorption import curve
from tracker.absorption.curve import Estimate
from tracker.reports import frames, sources
from tracker.reports.frames import Diary
from tracker.text.spans import Span

# A week with fewer days that count says little: most of it is unknown.
LEAST_DAYS = 4


@dataclass(frozen=True)
class Period:
    """A row of `frames.periods`; None where there is nothing to take a mean of."""

    span: Span
    days: int
    logged_days: int
    counted_days: int
    mean_ug: float | None
    median_ug: float | None
    least_ug: float | None
    most_ug: float | None
    lower_bound: bool
    target_ug: float
    met: int
    open: int
    estimated_days: int
    absorbed: Estimate | None
    need_ug: float | None
    need_met: int
    need_open: int
    injected_ug: float
    items: int
    unknown_items: int
    days_all_known: int

    @property
    def gap(self) -> str:
        """Why there is no mean: `no log`, `injection`, `in part`."""
        if self.logged_days:
            return "in part"
        return "injection" if self.injected_ug else "no log"

    @property
    def met_label(self) -> str:
        """`4 of 7`; of a single day `yes`, `no`, or `open` where unknown B12 leaves it so."""
        if self.days > 1:
            return f"{self.met} of {self.counted_days}"
        return "yes" if self.met else "open" if self.open else "no"

    @property
    def share_met(self) -> float:
        """Of the days that count, the part that surely met the target."""
        return self.met / self.counted_days if self.counted_days else 0.0

    @property
    def share(self) -> float | None:
        """The mean intake over the mean target."""
        return None if self.mean_ug is None else self.mean_ug / self.target_ug

    @property
    def share_of_need(self) -> float | None:
        """The mean absorbed over the mean need."""
        if self.absorbed is None or self.need_ug is None:
            return None
        return self.absorbed.ug / self.need_ug


@dataclass(frozen=True)
class Scores:
    """A symptom's mean score (0 to 10) over its entries; None without one.

    They were in so many `weeks` of the `of_weeks` of that kind.
    """

    mean: float | None
    entries: int
    weeks: int
    of_weeks: int


@dataclass(frozen=True)
class Association:
    """Scores of a symptom in weeks that met the target on most days, and in those below it on most.

    By days, since one tablet would lift the mean of a week in which all other days are short. No
    more is said than that they stand side by side.
    """

    symptom: str
    below: Scores
    met: Scores


@dataclass(frozen=True)
class Summary:
    """All of a report but its table.

    `streak` are the last days in a row that met the target, `below` the longest run of days that
    didn't; a gap, or unknown food that leaves a day open, ends both, and today only counts once it
    has met it; neither looks beyond the report. `best` and `worst` are weeks by the share of their
    days that met the target, then by the mean, of those with LEAST_DAYS days, the worst without
    unknown foods; None where they don't differ. `injections` are their days with the µg, and
    `no_estimate` the conditions for which days have none.
    """

    whole: Period
    today_so_far: bool
    streak: Span | None
    below: Span | None
    best: Period | None
    worst: Period | None
    injections: tuple[tuple[date, float], ...]
    retained: Estimate
    no_estimate: tuple[str, ...]
    targets: tuple[tuple[date, float, str], ...]
    need_sources: tuple[str, ...]
    associations: tuple[Association, ...]
    origins: pd.DataFrame
    foods: pd.DataFrame


def summarise(diary: Diary, today: date) -> Summary:
    """The figures of those days."""
    (whole,) = periods(frames.periods(diary.days, None))
    weeks = periods(frames.periods(diary.days, "week"))
    ranked = sorted((w for w in weeks if w.counted_days >= LEAST_DAYS), key=_goodness)
    differ = len(ranked) > 1 and _goodness(ranked[0]) != _goodness(ranked[-1])
    # Of a week with unknown foods nobody can say that it was the worst.
    worst = next((week for week in ranked if not week.lower_bound), None)
    judged = _judged(diary.days, today)
    runs = list(_runs(judged))
    last = [span for reached, span in runs if reached and span.last == judged[-1][0]]
    below = [span for reached, span in runs if not reached]
    injected = diary.items.loc[diary.items["origin"] == "injection", ["day", "b12_ug"]].dropna()
    foods = sources.foods(diary.items)
    estimated = diary.days[diary.days["absorbed_ug"].notna()]
    return Summary(
        whole=whole,
        today_so_far=bool(diary.days["counted"][diary.days["day"] == pd.Timestamp(today)].any()),
        streak=last[0] if last else None,
        below=max(below, key=lambda span: (span.length, span.last), default=None),
        best=ranked[-1] if differ else None,
        worst=worst if differ and worst != ranked[-1] else None,
        injections=tuple((day.date(), ug) for day, ug in injected.itertuples(index=False)),
        retained=sum(map(curve.retained, injected["b12_ug"].tolist()), Estimate()),
        no_estimate=_no_estimate(diary),
        targets=_targets(diary.days),
        need_sources=tuple(dict.fromkeys(estimated["need_source"])),
        associations=tuple(_associations(weeks, diary.symptoms)),
        origins=sources.origins(foods),
        foods=foods,
    )


def periods(frame: pd.DataFrame) -> list[Period]:
    """The rows of `frames.periods`."""
    found = []
    for row in frame.to_dict("records"):
        absorbed = Estimate(row["absorbed_ug"], row["absorbed_low_ug"], row["absorbed_high_ug"])
        found.append(
            Period(
                Span(row["from"].date(), row["to"].date()),
                days=row["days"],
                logged_days=row["logged_days"],
                counted_days=row["counted_days"],
                mean_ug=_known(row["mean_ug"]),
                median_ug=_known(row["median_ug"]),
                least_ug=_known(row["least_ug"]),
                most_ug=_known(row["most_ug"]),
                lower_bound=row["lower_bound"],
                target_ug=row["target_ug"],
                met=row["days_target_met"],
                open=row["days_target_unknown"],
                estimated_days=row["estimated_days"],
                absorbed=absorbed if row["estimated_days"] else None,
                need_ug=_known(row["need_ug"]),
                need_met=row["days_need_met"],
                need_open=row["days_need_unknown"],
                injected_ug=row["injected_ug"],
                items=row["items"],
                unknown_items=row["unknown_items"],
                days_all_known=row["days_all_known"],
            )
        )
    return found


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _judged(days: pd.DataFrame, today: date) -> list[tuple[date, bool | None]]:
    """Each day, and whether it met the target; None where nobody can say.

    Without today, which goes on, unless it has met it.
    """
    met = days["target_met"].mask(~days["counted"]).astype(object)
    judged = [
        (day.date(), None if reached is pd.NA else bool(reached))
        for day, reached in zip(days["day"], met, strict=True)
    ]
    return [one for one in judged if one[0] < today or one[1]] or [(date.min, None)]


def _runs(judged: list[tuple[date, bool | None]]) -> Iterator[tuple[bool, Span]]:
    """Days in a row that met the target, and days in a row that didn't."""
    for reached, run in groupby(judged, key=lambda one: one[1]):
        days = [day for day, _ in run]
        if reached is not None:
            yield reached, Span(days[0], days[-1])


def _targets(days: pd.DataFrame) -> tuple[tuple[date, float, str], ...]:
    """Each target with the day it begins."""
    aims = days[["day", "target_ug", "target_source"]]
    changed = (aims != aims.shift())[["target_ug", "target_source"]].any(axis="columns")
    return tuple(
        (day.date(), ug, source) for day, ug, source in aims[changed].itertuples(index=False)
    )


def _goodness(week: Period) -> tuple[float, float]:
    return round(week.share_met, 9), round(week.mean_ug or 0.0, 6)


def _no_estimate(diary: Diary) -> tuple[str, ...]:
    """The conditions that allow none on any of the days that count."""
    without = diary.days[diary.days["counted"] & diary.days["absorbed_ug"].isna()]
    found = (one for day in without["day"] for one in diary.person.conditions_on(day.date()))
    return tuple(dict.fromkeys(one.title for one in found if not one.estimable))


def _associations(weeks: list[Period], symptoms: pd.DataFrame) -> Iterator[Association]:
    """For each symptom, the most frequent first; of weeks that nobody can judge nothing is said."""
    judged = [week for week in weeks if week.counted_days >= LEAST_DAYS]
    met = [week.span for week in judged if 2 * week.met > week.counted_days]
    below = [w.span for w in judged if 2 * (w.counted_days - w.met - w.open) > w.counted_days]
    for symptom in symptoms["symptom"].value_counts().index:
        own = symptoms[symptoms["symptom"] == symptom]
        entries = [(day.date(), score) for day, score in zip(own["day"], own["score"], strict=True)]
        if met or below:
            yield Association(symptom, _scores(entries, below), _scores(entries, met))


def _scores(entries: list[tuple[date, int]], weeks: list[Span]) -> Scores:
    found = [[score for day, score in entries if day in week] for week in weeks]
    scores = [score for week in found for score in week]
    mean = sum(scores) / len(scores) if scores else None
    return Scores(mean, len(scores), sum(map(bool, found)), len(weeks))
