"""The report as one page to show or to print: `report --html`.

A template that escapes everything by default (`page.html`), pictures as inline svg with what they
show in words, no scripts, and nothing that is loaded from elsewhere.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import __version__, paths
from tracker.errors import RefusedError
from tracker.health.cautions import NO_ADVICE, Remark, band_for
from tracker.health.laboratory import TESTS, LabValue
from tracker.health.symptoms import KNOWN, URGENCIES, Felt
from tracker.people.conditions import known_conditions, over_50
from tracker.people.model import ConditionSince, Person
from tracker.reports import cautions, figures, frames, sentences
from tracker.reports.frames import Frames
from tracker.reports.intake import Period
from tracker.reports.origins import KINDS
from tracker.reports.regimens import overdue_flag
from tracker.reports.stretch import Stretch
from tracker.reports.summary import Summary
from tracker.text.dates import format_day
from tracker.text.formatting import (
    count,
    format_percent,
    format_ug,
    percent,
    printable,
)
from tracker.text.spans import Span, Step

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup
    from matplotlib.figure import Figure

    from tracker.reports.charts.style import Theme

# What prints a page: the names of Chromium and of what is built on it.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
_LONGEST_PRINT_S = 60
# Rows of the table below the trend, and names in a sentence.
_MOST_ROWS, _MOST_FOODS, _MOST_UNKNOWN = 13, 8, 12
# Parts of the time by which the course of a symptom is told.
_MOST_PARTS = 7
_SMALLER, _WIDER = 0.8, 1.1
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')


@dataclass(frozen=True)
class Picture:
    """An inline svg with a caption, which says what it shows to those who can't see it."""

    svg: "Markup"
    says: str


def write(path: Path, stretch: Stretch, of: Summary, today: date, outlook: str) -> None:
    """Write the page for its owner alone, with the words of the outlook.

    Raise RefusedError if it can't be written.
    """
    html = render(stretch, of, today, outlook)
    with paths.writing_private(path) as file:
        file.write(html.encode())


def print_to(path: Path, stretch: Stretch, of: Summary, today: date, outlook: str) -> None:
    """Write the page as PDF for its owner alone, printed by the browser that is there.

    Raise RefusedError if there is none, if it fails, and if the file can't be written.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise RefusedError(
            "no Chromium, Chrome or Edge is here to print: use --html, and print that"
        )
    with tempfile.TemporaryDirectory() as folder, paths.whole(path) as part:
        page = Path(folder) / "page.html"
        write(page, stretch, of, today, outlook)
        # A profile of its own: nothing is left in the user's, and no running browser takes over.
        command = [
            browser, "--headless", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf", page.as_uri(),
        ]  # fmt: skip
        # Chromium has no sandbox for root, and the page runs no scripts.
        command[1:1] = ["--no-sandbox"] * (getattr(os, "geteuid", lambda: 1)() == 0)
        try:
            subprocess.run(command, capture_output=True, timeout=_LONGEST_PRINT_S, check=True)  # noqa: S603
            part.write_bytes((Path(folder) / "page.pdf").read_bytes())
        except (OSError, subprocess.SubprocessError) as error:
            raise RefusedError(
                f"{Path(browser).name} couldn't print the page: use --html"
            ) from error


def template(name: str) -> "Template":
    """Return the template of that name beside this module."""
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
    return environment.get_template(name)


def render(stretch: Stretch, of: Summary, today: date, outlook: str) -> str:
    """Return the page as HTML."""
    person, span = stretch.person, stretch.span
    # The shortest steps of which there are few enough.
    step = span.step_within(_MOST_ROWS)
    diary = frames.of(stretch)
    flags = _flags(stretch)
    return template("page.html").render(
        person=person,
        about=_about(person, span.last),
        span=span.label,
        made=format_day(today),
        version=__version__,
        flags=flags,
        conditions=_conditions(person, span),
        laboratory=_laboratory(stretch),
        laboratory_note=" ".join(
            test.band_text
            for test in TESTS.values()
            if any(v.test is test and _is_explained(v, person) for v in stretch.values)
        ),
        symptoms=_symptoms(stretch),
        associations=[text for _, text in figures.symptoms(of)],
        # What could reassure has no place beside red flags.
        facts=_facts(of, "left out beside red flags" if flags else outlook),
        average="median" if of.whole.has_large_doses else "mean",
        step=step,
        rows=[
            _row(row, step, median=of.whole.has_large_doses) for row in stretch.period.split(step)
        ],
        trend=_trend(diary, of),
        sources=_sources(diary, of),
        origins=_origins(of),
        share_of="absorbed B12" if of.whole.shows_absorbed else "intake",
        unknown=_unknown(of),
        need="; ".join(of.whole.need_sources),
        no_advice=NO_ADVICE,
    )


def _flags(stretch: Stretch) -> list[Remark]:
    """Return the facts of the last four weeks of the time that a clinician should see first."""
    weeks = cautions.weeks_to(stretch.span.last)
    days = tuple(day for day in stretch.period.days if day.day in weeks)
    felt = [entry for entry in stretch.felt if entry.day in weeks]
    said = cautions.cautions(stretch.person, Period(days), felt, stretch.values)
    overdue = (Remark("regimen", "", fact=overdue_flag(verdict)) for verdict in stretch.regimens)
    return [remark for remark in (*overdue, *said) if remark.fact]


def _about(person: Person, day: date) -> str:
    """`71 years, born Tue 1 Mar 1955 · m · diet: vegan · pregnant`: what is known of the person."""
    facts = []
    if person.born is not None and (months := person.age_months_on(day)) is not None:
        age = count(months // 12, "year") if months >= 24 else count(months, "month")
        facts.append(f"{age}, born {format_day(person.born)}")
    facts += [person.sex] if person.sex else []
    facts += [f"diet: {person.diet}"] if person.diet else []
    stage = person.stage_on(day)
    facts += [] if stage == "none" else [stage]
    return " · ".join(facts)


def _facts(of: Summary, outlook: str) -> list[tuple[str, str]]:
    """Return the figures with their headings: regimens, then intake, then the outlook."""
    known = list(figures.figures(of))
    planned = [fact for fact in known if fact[0] == "Regimen"]
    met = [("Target met" if name == "Target" else name, said) for name, said in known]
    target = ("Target", f"{sentences.targets(of.whole)} a day")
    return [*planned, target, *(fact for fact in met if fact not in planned), ("Outlook", outlook)]


def _row(row: Period, step: Step, *, median: bool) -> dict[str, str]:
    intake = sentences.intake_cell(row, median=median)
    return {
        "name": row.span.name(step),
        "intake": intake if row.counted else sentences.gap_cell(row),
        "share": sentences.share_cell(row, median=median),
        "absorbed": sentences.absorbed_cell(row, unit=" µg"),
        "need": sentences.need_cell(row),
        "met": sentences.met_cell(row),
    }


def _trend(diary: Frames, of: Summary) -> Picture:
    from tracker.reports.charts.symptoms import symptoms as with_symptoms
    from tracker.reports.charts.trend import trend

    whole = of.whole
    what, aim, days = "Intake", "target", count(len(whole.counted), "logged day")
    mean = sentences.intake_cell(whole)
    if whole.shows_absorbed:
        what, aim, days = "What was absorbed", "need", count(len(whole.estimated), "day")
        mean = sentences.absorbed_cell(whole, unit=" µg")
    says = f"{what} day by day, {whole.span.label}, with means over 7 and 28 days and the {aim}"
    if whole.counted:
        says = f"{says}: mean {mean} a day over {days}"
    if diary.symptoms.empty and diary.lab.empty:
        return _picture(trend, diary, f"{says}.", "trend")
    felt = count(len(diary.symptoms), "entry of a symptom", "entries of symptoms")
    values = count(len(diary.lab), "laboratory value")
    return _picture(with_symptoms, diary, f"{says}; below it {felt} and {values}.", "trend")


def _sources(diary: Frames, of: Summary) -> Picture:
    from tracker.reports.charts.sources import sources

    absorbed = of.whole.shows_absorbed
    shares = [
        (food.name, food.absorbed_ug, food.share_of_absorbed)
        if absorbed
        else (food.name, food.b12_ug, food.share)
        for food in of.foods[:_MOST_FOODS]
    ]
    foods = [f"{name} {format_ug(ug)} µg ({percent(share)})" for name, ug, share in shares if ug]
    names = ", ".join(foods) or "none with known B12"
    gave = "from which most was absorbed" if absorbed else "that gave most"
    return _picture(sources, diary, f"The foods {gave}: {names}.", "sources")


def _picture(
    draw: "Callable[[Frames, Theme], Figure]", diary: Frames, says: str, name: str
) -> Picture:
    """Draw it as svg; its ids get a name before them, since another picture may have the same."""
    from markupsafe import Markup, escape

    from tracker.reports.charts import style

    drawn = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with style.writing(hashsalt=name):
        # Smaller, so that its words are as large as those around it, on a phone too.
        figure = draw(diary, replace(style.LIGHT, scale=_SMALLER))
        figure.savefig(drawn, format="svg", metadata=nothing)
    svg = drawn.getvalue()
    # In tags only: a food may be called url(#x).
    svg = _TAG.sub(
        lambda tag: _ID.sub(lambda match: f"{name}-{match[0]}", tag[0]), svg[svg.index("<svg") :]
    )
    size = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
    label = escape(printable(says))
    # A picture of few days is narrow, and stays so.
    widest = f"max-width: {_WIDER * figure.get_figwidth():.1f}in"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" '
        f'style="{widest}" viewBox="\\1">'
    )
    svg = size.sub(lambda match: head.replace("\\1", match[1]), svg, count=1)
    svg = _TAG.sub(lambda tag: tag[0].replace("xlink:href", "href"), svg)
    # matplotlib has escaped all text in it.
    return Picture(Markup(svg), says)  # noqa: S704


def _origins(of: Summary) -> list[dict[str, Any]]:
    absorbed = of.whole.shows_absorbed
    return [
        {
            "kind": kind,
            "eaten": sentences.source_cell(row) if row.times else "none",
            "share": percent(row.share_of_absorbed if absorbed else row.share),
            "absorbed": ""
            if row.share_absorbed is None
            else f"≈ {format_percent(row.share_absorbed)}",
        }
        for kind, row in zip(KINDS, of.origins, strict=True)
    ]


def _symptoms(stretch: Stretch) -> list[dict[str, Any]]:
    """Return every symptom of the time, red flags first, with its course."""
    step = stretch.span.step_within(_MOST_PARTS)
    parts = [part.span for part in stretch.period.split(step)]
    by_name: dict[str, list[Felt]] = {}
    for entry in stretch.felt:
        by_name.setdefault(entry.symptom, []).append(entry)
    ordered = sorted(by_name.items(), key=lambda pair: (_urgency(pair[0]), -len(pair[1])))
    return [
        {
            "name": name,
            "entries": len(own),
            "first": f"{own[0].score} on {format_day(own[0].day)}",
            "most": max(entry.score for entry in own),
            "last": f"{own[-1].score} on {format_day(own[-1].day)}",
            "course": _course(own, parts),
            "notes": "; ".join(f"{format_day(f.day)}: {f.note}" for f in own if f.note),
        }
        for name, own in ordered
    ]


def _urgency(name: str) -> int:
    known = KNOWN.get(name)
    return URGENCIES.index(known.urgency if known else None)


def _course(own: "list[Felt]", parts: "list[Span]") -> str:
    """`4.0, –, 6.5`: the mean score of each part of the time, oldest first."""
    scores = [[entry.score for entry in own if entry.day in part] for part in parts]
    return ", ".join(f"{sum(part) / len(part):.1f}" if part else "–" for part in scores)


def _laboratory(stretch: Stretch) -> list[dict[str, str]]:
    return [
        {
            "day": format_day(value.day),
            "test": value.test.title,
            "value": f"{value.label} ({value.converted})" if value.converted else value.label,
            "band": band_for(value, stretch.person) or "",
        }
        for value in stretch.values
    ]


def _is_explained(value: LabValue, person: Person) -> bool:
    """Whether the words about its test are for that person."""
    return band_for(value, person) is not None or not value.test.bands


def _conditions(person: Person, span: Span) -> list[str]:
    """What bore on absorption in that time: since when, what it does, and whose word that is."""
    held = [
        (known_conditions()[c.name], f", {c.span}")
        for c in person.conditions
        if c.since <= span.last and (c.until is None or _counts_to(c) >= span.first)
    ]
    if over_50() in person.conditions_on(span.last):
        held.append((over_50(), ""))
    return [sentences.effect(condition, dated) for condition, dated in held]


def _counts_to(condition: ConditionSince) -> date:
    """Return the last day on which a condition that is over still counts."""
    known = known_conditions()[condition.name]
    return (condition.until or date.max) + timedelta(days=known.lasts_days)


def _unknown(of: Summary) -> list[str]:
    """What the figures leave out."""
    whole = of.whole
    gaps = len(whole.days) - len(whole.logged)
    in_part = len(whole.logged) - len(whole.counted)
    missing = len(whole.counted) - len(whole.estimated)
    texts = []
    if gaps:
        texts.append(
            f"{count(gaps, 'day')} of {len(whole.days)} without a log: no part of any mean."
        )
    if in_part:
        texts.append(f"{count(in_part, 'day')} logged in part, left out of the means.")
    if missing:
        because = ", ".join(of.no_estimate)
        days = count(missing, "day")
        texts.append(f"What was absorbed on {days}: no estimate, because of {because}.")
    unknown = [food for food in of.foods if food.unknown_times]
    if unknown:
        unknown.sort(key=lambda food: food.unknown_times, reverse=True)
        names = [f"{food.name} ({food.unknown_times} ×)" for food in unknown[:_MOST_UNKNOWN]]
        more = f" and {len(unknown) - _MOST_UNKNOWN} more" * (len(unknown) > _MOST_UNKNOWN)
        texts.append(
            f"B12 unknown, in all or in part, so that ≥ marks sums: {', '.join(names)}{more}."
        )
    return texts or ["Nothing: every day is logged, and all B12 is known."]
