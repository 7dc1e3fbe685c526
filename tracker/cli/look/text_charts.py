"""The charts in characters, for pipes and for terminals without pictures: the same figures."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tracker.cli import bars, output
from tracker.cli.table import Table
from tracker.cli.tags import with_tags
from tracker.cli.terminal import Styled
from tracker.text.dates import format_day, week_of
from tracker.text.formatting import capitalised, count, format_number, format_percent, format_ug
from tracker.text.spans import Step

if TYPE_CHECKING:
    from tracker.reports.intake import Period
    from tracker.reports.outlook import Forecast
    from tracker.reports.shades import Calendar, Square
    from tracker.reports.sources import Source
    from tracker.reports.stretch import Stretch

_MOST_FOODS, _MOST_MEALS = 10, 7
_MOST_LABORATORY = 8
# The characters of the shades of `shades`: little, some, met, twice, ten times, and of a regimen.
_SQUARES = "░▒▓██" + "!▓█?"
_GAP, _NO_ESTIMATE, _INJECTION, _AHEAD = "·", "x", "▼", " "
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_NAMES_WIDTH = 6
_MONTH_WIDTH = 3
# Doses of the table of absorption, in µg; of food no more is measured at once.
_DOSES_UG = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
_MOST_FOOD_UG = 38


def week(of: "Stretch", today: date) -> None:
    """Print the days of a week as `b12 week` does, which shows both."""
    from tracker.cli.look.week import show_week

    show_week(of.period, of.regimens, today)


def trend(of: "Stretch", *, intake: bool = False) -> None:
    """Print a bar for each day, week, month or year, and a row of marks."""
    absorbed = of.period.shows_absorbed and not intake
    _head_of_days(of, absorbed=absorbed)
    _bars(of, of.span.step, absorbed=absorbed)
    step = of.span.step_within(bars.room())
    if step == of.span.step:
        return
    shares = _shares(of, step, absorbed=absorbed)
    bars.sparkline(shares, count(len(shares), step), absorbed=absorbed)


def _shares(of: "Stretch", step: Step, *, absorbed: bool) -> list[float | None]:
    """The share of the need, or of the target, of each part of the time."""
    return [part.share_of_need if absorbed else part.share for part in of.period.split(step)]


def year(of: "Stretch", *, intake: bool = False) -> None:
    """Print a bar for each month."""
    absorbed = of.period.shows_absorbed and not intake
    _head_of_days(of, absorbed=absorbed)
    _bars(of, "month", absorbed=absorbed)


def symptoms(of: "Stretch", *, intake: bool = False) -> None:
    """Print the marks of the trend, below them those of each symptom, and laboratory values."""
    from tracker.health.symptoms import MOST
    from tracker.reports import findings

    output.paragraph(findings.symptoms(of))
    absorbed = of.period.shows_absorbed and not intake
    step = of.span.step_within(bars.room())
    parts = of.period.split(step)
    marks = _shares(of, step, absorbed=absorbed)
    aim = "need" if absorbed else "target"
    output.paragraph(f"{of.span.label}, a mark a {step}; a space means no entry")
    if any(mark is not None for mark in marks):
        what = "absorbed" if absorbed else "eaten"
        output.line(f"{capitalised(what)}, a full mark is twice the {aim}")
        output.line(f"  {bars.marks(marks)}".rstrip())
    for name in dict.fromkeys(entry.symptom for entry in of.felt):
        own = [entry for entry in of.felt if entry.symptom == name]
        scores = [max((e.score for e in own if e.day in p.span), default=None) for p in parts]
        entries = count(len(own), "entry", "entries")
        output.paragraph(f"{capitalised(name)}, {entries}; a full mark is {MOST}, a dot 0")
        output.line(f"  {''.join(map(_score_mark, scores))}".rstrip())
    values = [value for value in of.values if value.day in of.span][-_MOST_LABORATORY:]
    output.rows((format_day(value.day), f"{value.test.title} {value.label}") for value in values)


def _score_mark(score: int | None) -> str:
    from tracker.health.symptoms import MOST

    if score is None:
        return " "
    return bars.marks([bars.FULL * score / MOST]) if score else _GAP


def sources(of: "Stretch", *, intake: bool = False, tags: Sequence[str] = ()) -> None:
    """Print a bar for each of the foods and meals that gave most, of meals with all the `tags`."""
    from tracker.diary.filters import Filter
    from tracker.reports import findings
    from tracker.reports import sources as by

    absorbed = of.period.shows_absorbed and not intake
    wanted = Filter(tags=tuple(tags))
    foods = by.foods(of.period.days, wanted, by_absorbed=absorbed)
    meals = by.meals(of.period.days, wanted, by_absorbed=absorbed)
    output.paragraph(findings.most(foods, absorbed=absorbed))
    output.paragraph(f"{with_tags(of.span.label, tags)}, by food")
    _sources(foods, _MOST_FOODS, absorbed=absorbed)
    output.line("By meal")
    _sources(meals, _MOST_MEALS, absorbed=absorbed)
    if unknown := sum(food.unknown_times for food in foods):
        things = count(unknown, "thing")
        output.paragraph(f"Left out: {things} eaten whose B12 is unknown, in all or in part")


def _sources(sources: "Sequence[Source]", most: int, *, absorbed: bool) -> None:
    shown = [source for source in sources if _ug(source, absorbed=absorbed)][:most]
    top = max((_ug(source, absorbed=absorbed) for source in shown), default=1.0)

    def table_of(layout: bars.Layout) -> Table:
        table = Table(right=(3, 4), fold=1)
        for source in shown:
            ug = _ug(source, absorbed=absorbed)
            share = (source.share_of_absorbed if absorbed else source.share) or 0.0
            bar, _ = layout.cells(bars.FULL * ug / top)
            table.row(source.name, bar, f"{format_ug(ug)} µg", format_percent(share))
        return table

    bars.draw(table_of)


def _ug(of: "Source", *, absorbed: bool) -> float:
    return (of.absorbed_ug if absorbed else of.b12_ug) or 0.0


def heatmap(of: "Stretch", *, intake: bool = False) -> None:
    """Print a character for each day in weeks side by side, as many as there is room for."""
    from tracker.reports import sentences, shades

    calendar = shades.calendar(of, intake=intake)
    output.paragraph(calendar.finding)
    output.paragraph(calendar.what)
    room = max(output.columns(output.WIDEST) - _NAMES_WIDTH, 1)
    weeks: dict[date, list[Square]] = {}
    for square in calendar.squares:
        weeks.setdefault(week_of(square.day), []).append(square)
    mondays = list(weeks)
    for start in range(0, len(mondays), room):
        part = {monday: weeks[monday] for monday in mondays[start : start + room]}
        _strip(part)
    names: dict[str, str] = {}
    for shade, days in calendar.counts.items():
        character = _SQUARES[shade]
        name = f"{calendar.names[shade]}: {count(days, 'day')}"
        names[character] = f"{names[character]}, {name}" if character in names else name
    legend = [f"{character} {name}" for character, name in names.items()]
    output.paragraph("; ".join([*legend, *_marks(calendar)]))
    for note in calendar.notes:
        if note != sentences.SHOWN_IS_ABSORBED:  # the command says it, with --intake
            output.paragraph(capitalised(note))


def _strip(weeks: "dict[date, list[Square]]") -> None:
    """Print weeks as columns, with the names of the weekdays and months."""
    months = ""
    for place, (_, squares) in enumerate(weeks.items()):
        begins = [square.day for square in squares if square.day.day == 1]
        begins = begins or ([squares[0].day] if not place else [])
        fits = place + _MONTH_WIDTH <= len(weeks) or not months
        if begins and fits and len(months) <= place:
            months = f"{months:{place}}{begins[0]:%b} "
    output.line(f"{'':{_NAMES_WIDTH}}{months.rstrip()}")
    for weekday, name in enumerate(_WEEKDAYS):
        held = [
            next((_character(s) for s in squares if s.day.weekday() == weekday), _AHEAD)
            for squares in weeks.values()
        ]
        output.line(f"  {name:{_NAMES_WIDTH - 2}}{''.join(held)}".rstrip())


def _character(of: "Square") -> str:
    if of.injected:
        return _INJECTION
    if of.shade is not None:
        return _SQUARES[of.shade]
    if of.future:
        return _AHEAD
    return _GAP if of.gap else _NO_ESTIMATE


def _marks(calendar: "Calendar") -> list[str]:
    marks = [f"{_GAP} nothing logged"] if any(s.gap for s in calendar.squares) else []
    injected = sum(square.injected for square in calendar.squares)
    marks += [f"{_INJECTION} an injection: {count(injected, 'day')}"] if injected else []
    without = len(calendar.no_estimate)
    marks += [f"{_NO_ESTIMATE} no estimate: {count(without, 'day')}"] if without else []
    maybe = sum(square.open for square in calendar.squares)
    return [*marks, f"not all is known of {count(maybe, 'day')}"] if maybe else marks


def outlook(of: "Forecast", years: int) -> None:
    """Print the sentence of the outlook, and a bar for the likely store of each year."""
    from tracker.reports import outlook as words

    output.paragraph(words.sentence(of))
    stores = words.by_year(of.store, years)
    top = max(store.ug for _, store in stores)

    def table_of(layout: bars.Layout) -> Table:
        table = Table(right=(1, 3, 4, 5))
        table.row("store after", "", "likely", "from", "to")
        for place, (label, store) in enumerate(stores):
            low, likely, high = words.mg_cells(store, lower_bound=of.lower_bound and place > 0)
            bar, _ = layout.cells(bars.FULL * store.ug / top)
            table.row(label, bar, likely, low, high)
        return table

    bars.draw(table_of)


def absorption() -> None:
    """Print what is absorbed of a dose, with the range of the estimate."""
    from tracker.absorption.curve import Estimate
    from tracker.reports import sentences
    from tracker.reports.single_dose import DIFFUSION, FINDING, absorbed_of, with_a_meal

    def cell(of: Estimate) -> str:
        return sentences.estimate(of, unit="").removeprefix("≈ ")

    output.paragraph(FINDING)
    output.paragraph("µg absorbed of one sitting, with the range of the estimate")
    tablet, food = absorbed_of("supplement"), absorbed_of("natural")
    diffused = absorbed_of("supplement", DIFFUSION)
    table = Table(right=(1,), fold=5)
    table.row("µg", "tablet", "with a meal", "without intrinsic factor", "meat, milk")
    for dose in _DOSES_UG:
        table.row(
            format_number(dose),
            cell(tablet(dose)),
            cell(with_a_meal(dose)),
            cell(diffused(dose)),
            cell(food(dose)) if dose <= _MOST_FOOD_UG else "",
        )
    for part in table.split(output.columns(output.WIDEST)):
        output.show(part)


def _head_of_days(of: "Stretch", *, absorbed: bool) -> None:
    from tracker.reports import findings, sentences

    output.paragraph(findings.mean(of.period, absorbed=absorbed))
    output.paragraph(f"{of.span.label}, target {sentences.targets(of.period)}")


def _bars(of: "Stretch", by: Step, *, absorbed: bool) -> None:
    """Print a bar for each day, week, month or year, with the target or the need in its middle."""
    if of.period.logged or of.period.injected_ug:
        rows = of.period.split(by)
        bars.draw(partial(_bars_of, rows, by, median=of.period.has_large_doses, absorbed=absorbed))


def _bars_of(
    rows: "Sequence[Period]", by: Step, layout: bars.Layout, *, median: bool, absorbed: bool
) -> Table:
    from tracker.reports import sentences

    table = Table(right=(4, 5))
    aim, what = ("need", "absorbed") if absorbed else ("target", "median" if median else "mean")
    table.row("", f"{layout.mark} {aim}", "", f"{what} a day", "met on")
    for row in rows:
        name = row.span.name(by)
        if absorbed:
            share, figure = row.share_of_need, sentences.absorbed_cell(row, unit=" µg")
            met = f"{row.need_met} of {row.need_days}" if row.need_days else ""
        else:
            share = row.median_share if median else row.share
            figure, met = sentences.intake_cell(row, median=median), sentences.met_cell(row)
        if row.counted and share is not None:
            table.row(name, *layout.cells(share), figure, met)
        else:
            gap = sentences.NO_ESTIMATE if row.counted else sentences.gap_cell(row)
            table.row(name, Styled(gap, "quiet"), "", figure if absorbed else "", met)
    return table
