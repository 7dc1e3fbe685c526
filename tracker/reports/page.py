"""The report as one page to show or to print: `report --html`.

A template that escapes everything by default (`page.html`), pictures as inline svg with what they
show in words, no scripts, and nothing that is loaded from elsewhere.
"""

import io
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker import __version__, paths
from tracker.health import symptoms as clinician
from tracker.health.laboratory import TESTS
from tracker.people.conditions import CONDITIONS, OVER_50
from tracker.people.model import Person
from tracker.reports import frames, sentences, summary
from tracker.reports.frames import Diary
from tracker.reports.origins import KINDS
from tracker.reports.summary import Period, Summary
from tracker.text.dates import format_day
from tracker.text.formatting import (
    count,
    estimate,
    format_percent,
    format_ug,
    percent,
    printable,
    ug,
)
from tracker.text.spans import Span, Step

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.figure import Figure

# What two printed pages have room for.
_MOST_ROWS, _MOST_FOODS, _MOST_SYMPTOMS, _MOST_VALUES, _MOST_UNKNOWN = 13, 8, 8, 12, 12
_SMALLER = 0.8
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')


@dataclass(frozen=True)
class Picture:
    """An inline svg with a caption, which says what it shows to those who can't see it."""

    svg: "Markup"
    says: str


def write(path: Path, diary: Diary, of: Summary, today: date) -> None:
    """Write the page for its owner alone. Raises RefusedError when it can't be written."""
    html = render(diary, of, today)
    with paths.writing_private(path) as file:
        file.write(html.encode())


def render(diary: Diary, of: Summary, today: date) -> str:
    """The page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Text that came from a file may hold what moves a cursor or turns the reading order.
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    person = diary.person
    step, rows = _rows(diary)
    return environment.get_template("page.html").render(
        person=person,
        born=person.born and format_day(person.born),
        span=diary.span.label,
        made=format_day(today),
        version=__version__,
        target=sentences.targets(of),
        facts=[one for one in sentences.facts(of) if one[0] not in ("Symptoms", "")],
        step=step,
        rows=[_row(row, step) for row in rows],
        trend=_trend(diary, of),
        sources=_sources(diary, of),
        origins=_origins(of),
        symptoms=_symptoms(diary),
        associations=[said for name, said in sentences.facts(of) if name in ("Symptoms", "")],
        laboratory=_laboratory(diary.lab),
        laboratory_earlier=max(len(diary.lab) - _MOST_VALUES, 0),
        laboratory_note=" ".join(
            test.band_text for test in TESTS.values() if test.name in set(diary.lab["test"])
        ),
        conditions=_conditions(person, diary.span),
        unknown=_unknown(of),
        need="; ".join(of.need_sources),
        see=[*clinician.WHEN.values()],
        see_source=clinician.SOURCE,
        no_advice=clinician.NO_ADVICE,
    )


def _rows(diary: Diary) -> tuple[Step, list[Period]]:
    """The shortest steps of which there are few enough."""
    step = diary.span.step_within(_MOST_ROWS)
    return step, summary.periods(frames.periods(diary.days, step))


def _row(row: Period, step: Step) -> dict[str, str]:
    bound = row.lower_bound
    absorbed = "no estimate" if row.counted_days else ""
    return {
        "name": row.span.name(step),
        "intake": ug(row.mean_ug, lower_bound=bound) if row.counted_days else row.gap,
        "share": percent(row.share, lower_bound=bound),
        "absorbed": estimate(row.absorbed, lower_bound=bound) if row.absorbed else absorbed,
        "need": percent(row.share_of_need, lower_bound=bound),
        "met": row.met_label if row.counted_days else "",
    }


def _trend(diary: Diary, of: Summary) -> Picture:
    from tracker.reports.charts.symptoms import symptoms
    from tracker.reports.charts.trend import trend

    whole = of.whole
    mean = ug(whole.mean_ug, lower_bound=whole.lower_bound)
    says = f"Intake day by day, {diary.span.label}, with means over 7 and 28 days and the target"
    if whole.counted_days:
        says = f"{says}: mean {mean} a day over {count(whole.counted_days, 'logged day')}"
    if diary.symptoms.empty and diary.lab.empty:
        return _picture(trend, diary, f"{says}.", "trend")
    felt = count(len(diary.symptoms), "entry of a symptom", "entries of symptoms")
    values = count(len(diary.lab), "laboratory value")
    return _picture(symptoms, diary, f"{says}; below it {felt} and {values}.", "trend")


def _sources(diary: Diary, of: Summary) -> Picture:
    from tracker.reports.charts.sources import sources

    given = of.foods[of.foods["b12_ug"] > 0].head(_MOST_FOODS)
    said = [
        f"{food} {format_ug(ug_of)} µg ({format_percent(share)})"
        for food, ug_of, share in given[["food", "b12_ug", "share"]].itertuples(index=False)
    ]
    listed = ", ".join(said) or "none with known B12"
    return _picture(sources, diary, f"The foods that gave most: {listed}.", "sources")


def _picture(draw: "Callable[[Diary], Figure]", diary: Diary, says: str, name: str) -> Picture:
    """Draw it as svg; its ids get a name before them, since another picture may have the same."""
    from markupsafe import Markup, escape

    from tracker.reports.charts import style

    drawn = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with style.writing(hashsalt=name):
        figure = draw(diary)
        # Smaller, so that its words are as large as those around it, on a phone too.
        figure.set_size_inches(*(_SMALLER * figure.get_size_inches()))
        figure.savefig(drawn, format="svg", metadata=nothing)
    svg = drawn.getvalue()
    # In tags only: a food may be called url(#x).
    svg = _TAG.sub(
        lambda tag: _ID.sub(lambda found: f"{name}-{found[0]}", tag[0]), svg[svg.index("<svg") :]
    )
    size = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
    label = escape(printable(says))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" viewBox="\\1">'
    svg = size.sub(lambda found: head.replace("\\1", found[1]), svg, count=1)
    svg = _TAG.sub(lambda tag: tag[0].replace("xlink:href", "href"), svg)
    # matplotlib has escaped all text in it.
    return Picture(Markup(svg), says)  # noqa: S704


def _origins(of: Summary) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind,
            "eaten": _eaten(row),
            "share": "" if pd.isna(row["share"]) else format_percent(row["share"]),
            "absorbed": _share(row["share_absorbed"]),
        }
        for kind, row in zip(KINDS, of.origins.to_dict("records"), strict=True)
    ]


def _eaten(row: Mapping[Hashable, Any]) -> str:
    if not row["times"]:
        return "none"
    known = None if pd.isna(row["b12_ug"]) else row["b12_ug"]
    return ug(known, lower_bound=row["unknown_times"] > 0)


def _share(share: float) -> str:
    return "" if pd.isna(share) else f"≈ {format_percent(share)}"


def _symptoms(diary: Diary) -> list[dict[str, Any]]:
    found = []
    names = diary.symptoms["symptom"].value_counts().index[:_MOST_SYMPTOMS]
    for name in names:
        own = diary.symptoms[diary.symptoms["symptom"] == name]
        last = own.iloc[-1]
        found.append(
            {
                "name": name,
                "entries": len(own),
                "mean": f"{own['score'].mean():.1f}",
                "most": int(own["score"].max()),
                "last": f"{int(last['score'])} on {format_day(last['day'].date())}",
            }
        )
    return found


def _laboratory(lab: pd.DataFrame) -> list[dict[str, str]]:
    newest = lab.tail(_MOST_VALUES)
    return [
        {
            "day": format_day(day.date()),
            "test": TESTS[test].title,
            "value": f"{label} ({converted})" if converted else label,
            "band": "" if pd.isna(band) else band,
        }
        for day, test, label, converted, band in newest[
            ["day", "test", "label", "converted", "band"]
        ].itertuples(index=False)
    ]


def _conditions(person: Person, span: Span) -> list[str]:
    """What bore on absorption in that time: since when, what it does, and whose word that is."""
    held = [
        (CONDITIONS[c.name], f", {c.span}")
        for c in person.conditions
        if c.since <= span.last and (c.until is None or c.until >= span.first)
    ]
    if OVER_50 in person.conditions_on(span.last):
        held.append((OVER_50, ""))
    return [
        f"{one.title[0].upper()}{one.title[1:]}{dated}: {one.does} ({one.source})."
        for one, dated in held
    ]


def _unknown(of: Summary) -> list[str]:
    """What the figures leave out."""
    whole = of.whole
    gaps, parts = whole.days - whole.logged_days, whole.logged_days - whole.counted_days
    said = [
        f"{count(gaps, 'day')} of {whole.days} without a log: no part of any mean.",
    ] * (gaps > 0)
    said += [f"{count(parts, 'day')} logged in part, left out of the means."] * (parts > 0)
    if whole.estimated_days < whole.counted_days:
        missing = count(whole.counted_days - whole.estimated_days, "day")
        because = ", ".join(of.no_estimate)
        said.append(f"What was absorbed on {missing}: no estimate, because of {because}.")
    unknown = of.foods[of.foods["unknown_times"] > 0].sort_values("unknown_times", ascending=False)
    if len(unknown):
        names = [
            f"{food} ({times} ×)"
            for food, times in unknown[["food", "unknown_times"]]
            .head(_MOST_UNKNOWN)
            .itertuples(index=False)
        ]
        more = f" and {len(unknown) - _MOST_UNKNOWN} more" * (len(unknown) > _MOST_UNKNOWN)
        said.append(
            f"B12 unknown, in all or in part, so that ≥ marks sums: {', '.join(names)}{more}."
        )
    return said or ["Nothing: every day is logged, and all B12 is known."]
