"""Which foods and meals the B12 came from, and the richest foods there are, as bars."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from tracker.diary.filters import Filter
from tracker.diary.model import tags_label
from tracker.foods.ranking import UNRELIABLE, UNRELIABLE_SOURCE, Ranked
from tracker.reports import findings
from tracker.reports import sources as by
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Look, Theme
from tracker.reports.sentences import SHOWN_IS_ABSORBED
from tracker.reports.sources import Source
from tracker.text.formatting import capitalised, count, format_number, format_percent, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.reports.frames import Frames

_MOST_FOODS = 10
_MOST_MEALS = 7
_LONGEST_NAME = 30
# Room for the figures beside the longest bar, and where they are of what was absorbed.
_HEADROOM, _WIDER_HEADROOM = 1.3, 1.45
# A bar this many times as long as the next one would flatten the others, and is cut, if those that
# are left give at least this share of the target: a trace is no reason to cut what was eaten.
_TALL = 20.0
_LEAST_LEFT = 0.1
_LONGEST_FOOD = 48
_ROOM_FOR_REMARK = 1.22
_INJECTION = Look("injection", "#CC79A7", "xx")


@dataclass(frozen=True)
class _Bar:
    name: str
    ug: float
    share: float
    look: Look
    # Where it is what was absorbed: what was eaten on the days with an estimate.
    of_ug: float | None = None


def sources(
    diary: "Frames", theme: Theme = LIGHT, *, intake: bool = False, tags: Collection[str] = ()
) -> Figure:
    """Draw the ten foods that gave most, by origin, and below the meals, with their shares.

    With `tags`, of meals that have them all. Where large doses are logged, it is what was absorbed
    of them, but for the `intake`.
    """
    period = diary.stretch.period
    absorbed = period.shows_absorbed and not intake
    wanted = Filter(tags=tuple(tags))
    foods = by.foods(period.days, wanted, by_absorbed=absorbed)
    bars = (_bar(food, theme.origins[food.origin], absorbed=absorbed) for food in foods)
    given = [bar for bar in bars if bar.ug]
    by_food = given[:_MOST_FOODS]
    if rest := given[_MOST_FOODS:]:
        look = Look("of any origin", theme.quiet, "xx")
        sums = (sum(bar.ug for bar in rest), sum(bar.share for bar in rest))
        by_food.append(_Bar(count(len(rest), "other food"), *sums, look))
    plain = Look("", theme.quiet, "")
    meals = by.meals(period.days, wanted, by_absorbed=absorbed)[:_MOST_MEALS]
    by_meal = [bar for meal in meals if (bar := _bar(meal, plain, absorbed=absorbed)).ug]
    with style.themed(theme):
        rows = [max(len(by_food), 1), max(len(by_meal), 1)]
        figure = style.figure(8.5, 2.2 + 0.33 * sum(rows), theme)
        above, below = figure.subplots(2, height_ratios=rows)
        targets = [day.target for day in period.logged]
        aims = [(aim.need_ug if absorbed else aim.ug_per_day) or 0.0 for aim in targets]
        end = _end([bar.ug for bar in by_food], [bar.ug for bar in by_meal], sum(aims))
        name = "µg absorbed in all" if absorbed else "µg in all"
        _bars(above, by_food, end, theme)
        _bars(below, by_meal, end, theme)
        is_cut = any(bar.ug > end for bar in (*by_food, *by_meal))
        cut = [f"bars above {format_number(round(end, 1))} µg are cut"] if is_cut else []
        style.key(above, f"By food, {name}")
        style.key(below, f"By meal, {name}")
        of_tags = f", {tags_label(tags)}" if tags else ""
        what = f"Where the {'absorbed ' * absorbed}vitamin B12 came from"
        what = f"{what}, {diary.span.label}{of_tags}"
        style.head(figure, findings.most(foods, absorbed=absorbed), what, theme, diary.whose)
        style.foot(figure, [*cut, *_notes(foods, absorbed=absorbed)], theme)
    return figure


def _bar(source: Source, look: Look, *, absorbed: bool) -> _Bar:
    if absorbed:
        ug, share = source.absorbed_ug or 0.0, source.share_of_absorbed or 0.0
        return _Bar(source.name, ug, share, look, source.estimated_ug)
    return _Bar(source.name, source.b12_ug or 0.0, source.share or 0.0, look)


def _notes(foods: Sequence[Source], *, absorbed: bool) -> list[str]:
    if not any(food.b12_ug for food in foods):
        return []
    notes = [SHOWN_IS_ABSORBED] if absorbed else []
    if absorbed and any(food.is_partly_estimated for food in foods):
        notes.append("left out: days without an estimate")
    unknown = count(sum(food.unknown_times for food in foods), "thing")
    left_out = f"left out: {unknown} eaten whose B12 is unknown, in all or in part"
    return [*notes, left_out] if any(food.unknown_times for food in foods) else notes


def _bars(axes: "Axes", bars: Sequence[_Bar], end: float, theme: Theme) -> None:
    """Draw the bars, the first on top and none longer than `end` in µg."""
    for place, bar in enumerate(bars):
        axes.barh(place, min(bar.ug, end), 0.72, **bar.look.bars(theme.ground))
        if bar.ug > end:
            # Two strokes of the ground across the bar say that it goes on.
            for x in (0.93, 0.95):
                axes.plot(
                    [end * (x - 0.006), end * (x + 0.006)], [place - 0.42, place + 0.42],
                    color=theme.ground, linewidth=2.2, zorder=4,
                )  # fmt: skip
        of = "" if bar.of_ug is None else f" (of {format_ug(bar.of_ug)} µg)"
        text = f"{format_ug(bar.ug)} µg, {format_percent(bar.share)}{of}"
        style.text(axes, min(bar.ug, end) + end * 0.01, place, text, ha="left", va="center")
    names = [style.literal(style.short(bar.name, _LONGEST_NAME)) for bar in bars]
    axes.set_yticks(range(len(names)), names)
    if not names:
        axes.set_xticks([])
    axes.set_ylim(max(len(names), 1) - 0.4, -0.6)
    wide = any(bar.of_ug is not None for bar in bars)
    axes.set_xlim(0, end * (_WIDER_HEADROOM if wide else _HEADROOM))
    style.rule(axes, along="x")


def _end(foods: Sequence[float], meals: Sequence[float], target: float) -> float:
    """Return how long the longest bars are drawn, in µg, where the target was so many µg.

    A tablet's bar is cut, to leave the others their length.
    """
    ordered = sorted([*foods, *meals], reverse=True)
    for before, after in pairwise(ordered):
        left = sum(ug for ug in foods if ug <= after)
        if before > _TALL * after and left >= _LEAST_LEFT * target:
            return after * 1.2
    return ordered[0] if ordered else 1.0


def richest(foods: Sequence[Ranked], title: str, theme: Theme = LIGHT) -> Figure:
    """Draw a bar for each food in µg, the richest on top, and say which not to count on."""
    with style.themed(theme):
        figure = style.figure(9, 1.6 + 0.3 * len(foods), theme)
        axes = figure.add_subplot()
        for origin, look in {**theme.origins, "injection": _INJECTION}.items():
            held = {ranked.rank: ranked.b12_ug for ranked in foods if ranked.food.origin == origin}
            if held:
                axes.barh(list(held), list(held.values()), 0.7, **look.bars(theme.ground))
        top = max(ranked.b12_ug for ranked in foods)
        for ranked in foods:
            remark = f"  {UNRELIABLE}" if ranked.unreliable else ""
            text = f"{format_ug(ranked.b12_ug)}{remark}"
            style.text(axes, ranked.b12_ug + top * 0.01, ranked.rank, text, ha="left", va="center")
        names = [style.short(ranked.food.title, _LONGEST_FOOD) for ranked in foods]
        if len({ranked.portion for ranked in foods}) > 1:
            names = [
                f"{name}, {ranked.portion.label}" for name, ranked in zip(names, foods, strict=True)
            ]
        axes.set_yticks([ranked.rank for ranked in foods], list(map(style.literal, names)))
        axes.set_ylim(foods[-1].rank + 0.6, foods[0].rank - 0.6)
        axes.set_xlim(0, top * _ROOM_FOR_REMARK)
        style.rule(axes, along="x")
        style.key(axes, "µg of B12")
        first = foods[0]
        finding = capitalised(f"{first.food.title}: {format_ug(first.b12_ug)} µg")
        style.head(figure, finding, title, theme)
        doubtful = any(ranked.unreliable for ranked in foods)
        style.foot(figure, [f"{UNRELIABLE}: {UNRELIABLE_SOURCE}"] if doubtful else [], theme)
    return figure
