"""The body's store over years, if the habits of the last year go on, in figures and in words.

The model stands in `absorption.outlook`; `habits` are what the diary says.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.absorption.outlook import (
    DAYS_A_YEAR,
    LOW,
    MOST_START_UG,
    SIGNS,
    UNKNOWN,
    USUAL,
    Outlook,
    Start,
    Years,
    loss_under,
)
from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import parse_dose
from tracker.health.cautions import NO_ADVICE, Remark
from tracker.people.conditions import deciding
from tracker.reports import sentences
from tracker.reports.habits import (
    LEAST_COMPLETE,
    Changes,
    Habits,
    eaten_a_day,
    refuse,
    remaining,
    retained_a_day,
)
from tracker.reports.regimens import a_day, injection_of, overdue_line
from tracker.text.dates import format_day
from tracker.text.formatting import (
    capitalised,
    count,
    format_estimate,
    format_number,
    format_percent,
    listed,
    one_line,
)

TOPIC = "outlook"
MOST_YEARS = 50
_SOURCE = "a model of the store: IOM 1998, ch. 9; Doets 2013"
_MOST_NAMES = 3
_MOST_ROWS = 10
NOTHING = Changes()
_APART = " apart from meals; the range reaches down to taken with one"


class Forecast(NamedTuple):
    """An outlook with what it rests on: µg a day of what was eaten, and of what stays injected.

    `unknown` names foods of unknown B12, which count as nothing: with them all is a lower bound.
    """

    habits: Habits
    changes: Changes
    eaten: Estimate
    retained: Estimate
    unknown: tuple[str, ...]
    store: Outlook

    @property
    def lower_bound(self) -> bool:
        """Whether more may have been absorbed than is known."""
        return bool(self.unknown)


def read_start(text: str | None) -> Start:
    """Return the store at the start: `low`, `usual`, an amount as `1500` or `1.5mg`, or unknown.

    Raise InputError for anything else.
    """
    if text is None:
        return UNKNOWN
    typed = one_line(text).casefold()
    starts = {LOW.words: LOW, USUAL.words: USUAL, "normal": USUAL}
    if typed in starts:
        return starts[typed]
    ug = parse_dose(f"{typed}ug" if re.fullmatch(r"\d+(?:[.,]\d+)?", typed) else typed)
    if not 0 < ug <= MOST_START_UG:
        most = format_number(MOST_START_UG)
        raise InputError(f'invalid start "{text}": a store is above 0 and at most {most} µg')
    return Start(Estimate(ug, ug, ug), "as given")


def forecast(habits: Habits, changes: Changes = NOTHING, start: Start = UNKNOWN) -> Forecast:
    """Return what becomes of the store. Raise as `refuse`, `remaining` and `retained_a_day` do.

    All days are estimated under the conditions of today, since those are what goes on.
    """
    refuse(habits)
    period, held = habits.period, habits.conditions
    how = absorption.under(held)
    rows = list(remaining([row for day in period.days for row in day.rows], changes, how))
    by_day = absorption.by_day(rows, lambda _: how)
    complete = {day.day for day in period.counted}
    eaten = {day: estimate for day, estimate in by_day.items() if day in complete}
    added = [(dose, a_day(dose, habits.person, habits.today)) for dose in changes.doses]
    swallowed = [each for dose, each in added if each and not dose.injected]
    by_mouth = total([eaten_a_day(eaten, rows, len(complete)), *swallowed])
    counted = (row for row in rows if row.origin == "injection" or row.day in complete)
    unknown = dict.fromkeys(row.food for row in counted if row.b12_ug is None or row.lower_bound)
    injected = [each for dose, each in added if each and dose.injected]
    retained = total([retained_a_day(habits), *injected])
    store = Outlook(total([by_mouth, retained]), loss_under(held), start)
    return Forecast(habits, changes, by_mouth, retained, tuple(unknown), store)


# --- in words


def in_words(habits: Habits, last: date) -> str:
    """Return the outlook in a sentence with its source, or why there is none.

    It is of today, and says so beside days that end before, on `last`.
    """
    dated = f"On {format_day(habits.today)}: " if last < habits.today else ""
    try:
        return f"{dated}{sentence(forecast(habits))} ({_SOURCE})"
    except RefusedError as error:
        return f"{dated}{capitalised(str(error))}."


def remark(habits: Habits) -> Remark | None:
    """Return the outlook as a line of advice; None where it is refused."""
    try:
        text = sentence(forecast(habits))
    except RefusedError:
        return None
    return Remark(
        TOPIC,
        f"{text} This is of the body's store alone: no blood value and no date of symptoms follows "
        "from it. b12 outlook has the assumptions.",
        _SOURCE,
    )


def sentence(of: Forecast) -> str:
    """Return what becomes of the store in a sentence, with its range."""
    days = count(len(of.habits.period.counted), "complete day")
    unknown = " Foods of unknown B12 count as nothing in it." if of.lower_bound else ""
    text = _course(of, of.store.reaches(SIGNS.ug))
    said = f"under the habits of {days}{_changed(of.changes)} the store {text}.{unknown}"
    if late := of.habits.overdue:
        return f"{listed(list(map(overdue_line, late)))}. If doses resume as before: {said}"
    return capitalised(said)


def _course(of: Forecast, years: Years) -> str:
    """`settles at about 1.2 mg (0.7–1.9)`, `would reach the level ... after 2 to 7 years`."""
    figures = mg(of.store.settles, lower_bound=of.lower_bound)
    settles = f"settles at {figures} or more" if of.lower_bound else f"settles at about {figures}"
    later = " or later" if of.lower_bound else ""
    level = f"the level at which signs appear (about {_level(SIGNS.ug)})"
    likely, earliest, latest = years
    if likely == 0:
        return f"begins no higher than {level} and {settles}"
    # Of the ends of the range the lower one is the first to be there.
    if earliest is None:
        near = of.store.settles.low_ug < SIGNS.high_ug
        return f"{settles}, above {level}{', its lower end not far above' if near else ''}"
    lowest = f"{_years(earliest)}{later}"
    if likely is None:
        return f"{settles}; at the lower end of the range it would reach {level} after {lowest}"
    if of.lower_bound:
        text = f"would reach {level} after {_years(likely)}{later}, if at all"
        return f"{text}; at the lower end of the range after {lowest}"
    if latest is None:
        highest = _one_mg(of.store.settles.high_ug)
        return (
            f"would reach {level} after about {_years(likely)}; at the lower end of the range "
            f"after {lowest}, and at the upper end it settles at {highest}"
        )
    return f"would reach {level} after {_between(earliest, latest)}"


def assumptions(of: Forecast) -> list[Remark]:
    """Return what the outlook assumes, a line each with its source."""
    return [*_of_the_diary(of), *_of_the_body(of)]


NOT_SAID = (
    "It says no serum level, which falls before the store does, and no date of symptoms.",
    "It promises no safety, is not a diagnosis, and says nothing about stopping a treatment.",
    NO_ADVICE,
)


def _of_the_diary(of: Forecast) -> Iterator[Remark]:
    habits, period, changes = of.habits, of.habits.period, of.changes
    days = len(period.days)
    yield Remark(
        "habits",
        f"{count(len(period.counted), 'complete day')} of {days}, {period.span.label}; today, "
        "days without a log and days in part are left out. They are taken to go on as they "
        "were.",
    )
    if habits.changed is not None and habits.changed > period.span.first:
        yield Remark(
            "changed",
            f"A regimen changed on {format_day(habits.changed)}: the days before are in it too, as "
            f"fewer than {LEAST_COMPLETE} since are complete.",
        )
    eaten = sentences.estimate(of.eaten, lower_bound=of.lower_bound)
    yield Remark(
        "absorbed",
        f"{eaten} a day by mouth, estimated as under what affects absorption today, on all days.",
        "Carmel 2008, Watanabe 2007, Doets 2013",
    )
    for condition in deciding(habits.conditions):
        title = capitalised(condition.title)
        yield Remark(condition.name, f"{title}: {condition.does}.", condition.source)
    if changes.diet == "vegetarian":
        yield Remark(
            "diet",
            "As a vegetarian: eggs, milk, cheese and what has added B12 stay; dishes, and foods of "
            "an unknown kind, are left out with meat and fish, as they may hold some.",
        )
    for dose in changes.doses:
        gives = a_day(dose, habits.person, habits.today) or Estimate()
        apart = "" if dose.injected or dose.with_food else _APART
        yield Remark(
            "added",
            f"{dose.label} adds {sentences.estimate(gives)} a day{apart}.",
            "Carmel 2008; Berlin 1968",
        )
    if of.unknown:
        names = ", ".join(of.unknown[:_MOST_NAMES])
        more = len(of.unknown) - _MOST_NAMES
        yield Remark(
            "unknown",
            f"The B12 of {names}{f' and {more} more' if more > 0 else ''} is unknown, so that more "
            "may be absorbed than is counted.",
        )
    given = [injection for _, injection in period.injections]
    for verdict in habits.injected:
        each = a_day(verdict.regimen, habits.person, habits.today) or Estimate()
        part = "" if habits.given == 1 else f", of which {format_percent(habits.given)} were given"
        yield Remark(
            "injections",
            f"{verdict.regimen.label}{part}, as if it went on so: {sentences.estimate(each)} a day "
            "of its doses stays.",
            injection_of(verdict.regimen).source,
        )
    if given and not habits.injected:
        yield Remark(
            "injections",
            f"{sentences.estimate(of.retained)} a day of {count(len(given), 'injection')} "
            f"({sentences.forms(given)}), spread over all {days} days as if they went on so; the "
            "range allows for one fewer and one more.",
            "; ".join(dict.fromkeys(injection.source for injection in given)),
        )


def _of_the_body(of: Forecast) -> Iterator[Remark]:
    start, loss = of.store.start, of.store.loss
    figures = mg(start.ug) if start.ug.low_ug < start.ug.high_ug else _one_mg(start.ug.ug)
    known = "" if start != UNKNOWN else "; nothing in the diary tells it"
    yield Remark(
        "start", f"The store at the start is {start.words}: {figures}{known}.", start.source
    )
    share = f"{100 * loss.share:.2f} % ({100 * loss.low:.2f}–{100 * loss.high:.2f})"
    yield Remark(
        "loss", f"The store loses {share} of itself a day, as in {loss.whom}.", loss.source
    )
    yield Remark(
        "range",
        "Its lower end has the least absorbed, the highest loss and the lowest start, its upper "
        "end the opposite.",
    )
    low, high = _level(SIGNS.low_ug), _level(SIGNS.high_ug)
    yield Remark(
        "signs",
        f"Signs of a deficiency appear at about {_level(SIGNS.ug)}. Were it {high}, the lower end "
        f"of the range {_reaches(of.store.reaches(SIGNS.high_ug).earliest)}; were it {low}, the "
        f"upper end {_reaches(of.store.reaches(SIGNS.low_ug).latest)}.",
        SIGNS.source,
    )


def by_year(store: Outlook, years: int) -> list[tuple[str, Estimate]]:
    """Return the store now and after years, in at most as many steps as fit a screen."""
    step = math.ceil(years / _MOST_ROWS)
    later = range(step, years + 1, step)
    return [
        ("now", store.after(0)),
        *((count(year, "year"), store.after(year * DAYS_A_YEAR)) for year in later),
    ]


def mg(of: Estimate, *, lower_bound: bool = False) -> str:
    """`1.2 mg (0.7–1.9)`."""
    figure, span = format_estimate(
        of.ug / 1000, of.low_ug / 1000, of.high_ug / 1000, lower_bound=lower_bound
    )
    return f"{figure} mg ({span})"


def mg_cells(of: Estimate, *, lower_bound: bool = False) -> list[str]:
    """`0.7 mg`, `1.2 mg`, `1.9 mg`: the lower end, the likely one and the upper end."""
    bound = "≥ " if lower_bound else ""
    return [f"{bound}{_one_mg(ug)}" for ug in (of.low_ug, of.ug, of.high_ug)]


def _one_mg(ug: float) -> str:
    return f"{format_estimate(ug / 1000, 0, 0)[0]} mg"


def _level(ug: float) -> str:
    return f"{format_number(ug / 1000)} mg"


def _reaches(years: float | None) -> str:
    """`would reach it after 7 years`, `would be there from the start`, `would never reach it`."""
    if years is None:
        return "would never reach it"
    return f"would reach it after {_years(years)}" if years else "would be there from the start"


def _years(years: float) -> str:
    """`19 months`, `7 years`."""
    if years > MOST_YEARS:
        return f"more than {MOST_YEARS} years"
    return f"{years:.0f} years" if years >= 2 else count(max(round(years * 12), 1), "month")


def _between(earliest: float, latest: float) -> str:
    """`2 to 7 years`, `19 months to 7 years`."""
    first, last = _years(earliest), _years(latest)
    if first == last:
        return first
    number, unit = first.rsplit(" ", 1)
    return f"{number if last.endswith(f' {unit}') else first} to {last}"


def _changed(changes: Changes) -> str:
    """` without B12 tablet, with 10 µg daily, as a vegetarian`."""
    parts = [
        *(f"without {phrase}" for phrase in changes.without),
        *(f"with {dose.label}" for dose in changes.doses),
        *([f"as a {changes.diet}"] if changes.diet else []),
    ]
    return f", {', '.join(parts)}," if parts else ""
