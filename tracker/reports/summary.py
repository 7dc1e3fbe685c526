"""What a stretch of the diary comes to: streaks, best and worst weeks, symptoms beside weeks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.health.symptoms import Felt
from tracker.regimens.model import Dose, Verdict
from tracker.reports import sources
from tracker.reports.intake import ROUNDING, Day, Period
from tracker.reports.sources import Source
from tracker.reports.stretch import Stretch
from tracker.text.spans import Span

# A week with fewer counted days says little: most of it is unknown.
LEAST_DAYS = 4


@dataclass(frozen=True)
class Scores:
    """A symptom's mean score (0 to 10) over its entries; None without one.

    The entries were in `weeks` of the `of_weeks` weeks of that kind.
    """

    mean: float | None
    entries: int
    weeks: int
    of_weeks: int


@dataclass(frozen=True)
class Association:
    """Scores of a symptom in weeks that met the target on most days, and in those below it on most.

    By days, since one tablet would lift the mean of a week in which all other days are short; with
    large doses by the week's absorbed mean and the need. No more is claimed than that they stand
    side by side.
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
    unknown foods; None where they don't differ. `no_estimate` are the titles of the conditions for
    which days have none.
    """

    whole: Period
    today_so_far: bool
    streak: Span | None
    below: Span | None
    best: Period | None
    worst: Period | None
    no_estimate: tuple[str, ...]
    associations: tuple[Association, ...]
    regimens: tuple[Verdict, ...]
    # Whether most days are judged by a regimen.
    by_regimen: bool
    # The last one before the time, where no regimen and no injection is in it.
    last_injection: Dose | None
    origins: list[Source]
    # By what was absorbed where `whole.shows_absorbed`.
    foods: list[Source]


def summarise(stretch: Stretch, today: date) -> Summary:
    """Return the summary of those days."""
    whole = stretch.period
    weeks = whole.split("week")
    judgeable = [week for week in weeks if len(week.counted) >= LEAST_DAYS]
    ranked = sorted(judgeable, key=_goodness)
    differ = len(ranked) > 1 and _goodness(ranked[0]) != _goodness(ranked[-1])
    # Nobody can say of a week with unknown foods that it was the worst.
    worst = next((week for week in ranked if not week.mean_lower_bound), None)
    # Today goes on, and counts only once it has met the target.
    days = [day for day in whole.days if day.day < today or day.met]
    runs = list(_runs(days))
    last = [span for met, span in runs if met and span.last == days[-1].day]
    below = [span for met, span in runs if not met]
    foods = sources.foods(whole.days, by_absorbed=whole.shows_absorbed)
    return Summary(
        whole=whole,
        today_so_far=any(day.day == today for day in whole.counted),
        streak=last[0] if last else None,
        below=max(below, key=lambda span: (span.length, span.last), default=None),
        best=ranked[-1] if differ else None,
        worst=worst if differ and worst != ranked[-1] else None,
        no_estimate=tuple(
            dict.fromkeys(
                condition.title
                for day in whole.counted
                for condition in day.conditions
                if not condition.estimable
            )
        ),
        regimens=stretch.regimens,
        by_regimen=2 * len(stretch.kept) > sum(not day.future for day in whole.days),
        last_injection=stretch.last_injection,
        associations=tuple(_associations(whole, judgeable, stretch.felt)),
        origins=sources.origins(foods),
        foods=foods,
    )


def _runs(days: Sequence[Day]) -> Iterator[tuple[bool, Span]]:
    """Yield days in a row that met the target, and days in a row that didn't."""
    for met, run in groupby(days, key=lambda day: day.met):
        own = [day.day for day in run]
        if met is not None:
            yield met, Span(own[0], own[-1])


def _goodness(week: Period) -> tuple[float, float]:
    return round(week.share_met, 9), round(week.mean_ug or 0.0, 6)


def _associations(
    whole: Period, weeks: Sequence[Period], felt: Sequence[Felt]
) -> Iterator[Association]:
    """Yield the scores of each symptom, the most frequent first.

    Where what was absorbed is shown, the mean of a week is judged by the need; where what is eaten
    says little about what the body can use, nothing is.
    """
    if not all(condition.intake_counts for condition in whole.days[-1].conditions):
        return
    if whole.shows_absorbed:
        known = [(week.span, share) for week in weeks if (share := week.share_of_need) is not None]
        met = [span for span, share in known if share >= 1 - ROUNDING]
        below = [span for span, share in known if share < 1 - ROUNDING]
    else:
        met = [week.span for week in weeks if 2 * week.met > len(week.logged)]
        below = [w.span for w in weeks if 2 * (len(w.logged) - w.met - w.open) > len(w.logged)]
    if met or below:
        for symptom, _ in Counter(entry.symptom for entry in felt).most_common():
            own = [entry for entry in felt if entry.symptom == symptom]
            yield Association(symptom, _scores(own, below), _scores(own, met))


def _scores(entries: Sequence[Felt], weeks: Sequence[Span]) -> Scores:
    by_week = [[entry.score for entry in entries if entry.day in week] for week in weeks]
    scores = [score for week in by_week for score in week]
    mean = sum(scores) / len(scores) if scores else None
    return Scores(mean, len(scores), sum(map(bool, by_week)), len(weeks))
