"""`b12 import cronometer`: the diary that somebody kept in Cronometer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output, progress
from tracker.cli.app import App, Command, pass_app
from tracker.errors import RefusedError
from tracker.text.dates import format_day, format_span
from tracker.text.formatting import format_number

if TYPE_CHECKING:
    from datetime import date

    from tracker.diary.model import Item
    from tracker.exchange.cronometer.daily_summary import Summary
    from tracker.exchange.cronometer.ledger import Outcome
    from tracker.exchange.cronometer.servings import Broken, LeftOut

_MOST_NAMED = 10
_MOST_DAYS = 5


class _Bad:
    """The rows that can't be read: how many, and the first of them; and those left out anyway."""

    def __init__(self, skip: bool) -> None:
        self.count = 0
        self.left: Counter[str] = Counter()
        self._skip = skip
        self._first: list[Broken] = []

    def sifted(self, rows: "Iterable[Item | Broken | LeftOut]") -> "Iterator[Item]":
        """The items; unless bad rows are skipped, only those before the first."""
        from tracker.exchange.cronometer.servings import Broken, LeftOut

        for row in rows:
            if isinstance(row, LeftOut):
                self.left[row.why] += 1
                continue
            if isinstance(row, Broken):
                self.count += 1
                if self.count <= _MOST_NAMED:
                    self._first.append(row)
            elif self._skip or not self.count:
                yield row

    def name(self) -> None:
        """A line each on stderr, and how many more there are."""
        for row in self._first:
            output.note(f"line {row.line}: {row.why}")
        if self.count > _MOST_NAMED:
            output.note(f"and {self.count - _MOST_NAMED} more")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--summary", type=click.Path(path_type=Path), metavar="FILE",
    help="Its dailysummary.csv: list the days that differ from it.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be imported and store nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave out the rows that can't be read.")
@pass_app
def cronometer(app: App, file: Path, summary: Path | None, dry_run: bool, skip_bad: bool) -> None:
    """Take the foods in a servings.csv of Cronometer, those that aren't imported yet.

    \b
    b12 import cronometer servings.csv --dry-run
    b12 import cronometer servings.csv --summary dailysummary.csv

    An empty B12 cell is unknown. Rows that can't be read stop the import, and are named.
    """
    from tracker.exchange.cronometer import ledger as diary_import
    from tracker.exchange.cronometer.daily_summary import Summary
    from tracker.exchange.cronometer.nature import nature_of
    from tracker.exchange.cronometer.servings import PROGRAM, Servings

    servings = Servings(file)
    check = None if summary is None else Summary(summary, app.today)
    bad = _Bad(skip_bad)
    with (
        progress.reading() as read_so_far,
        app.diary(write=True, dry_run=dry_run, back_up=True) as diary,
    ):
        known = diary_import.known_natures(diary.connection)
        rows = servings.rows(read_so_far, app.today, partial(nature_of, known))
        watched = rows if check is None else check.watch(rows)
        outcome = diary_import.import_items(diary, PROGRAM, bad.sifted(watched))
        if bad.count and not skip_bad:
            bad.name()
            raise RefusedError(
                f"{_count(bad.count, 'row')} of {file.name} can't be read, and nothing is "
                "imported; --skip-bad leaves them out"
            )
        if outcome.days:
            diary.person.check_day(min(outcome.days))
        diary.summary = f"import {_stored(outcome)} from {file.name}"
    _tell(outcome, bad, servings.shows_b12, file, dry_run)
    bad.name()
    if check is not None and summary is not None:
        _compare(check, file, summary)
    if dry_run:
        output.line("Nothing is stored: this was a dry run")
    elif diary.changed:
        output.line("Not right? b12 undo")


def _tell(outcome: "Outcome", bad: _Bad, shows_b12: bool, file: Path, dry_run: bool) -> None:
    rows = _count(outcome.added + outcome.there + bad.count + bad.left.total(), "row")
    said = f"{'Would import' if dry_run else 'Imported'} {outcome.added} of {rows} of {file.name}"
    if outcome.days:
        first, last = min(outcome.days), max(outcome.days)
        span = format_day(first) if first == last else format_span(first, last)
        said = f"{said}: {_count(len(outcome.days), 'day')}, {span}"
    output.line(said)
    if outcome.added:
        unknown = outcome.added - outcome.known
        output.line(
            f"  B12 known for {outcome.known} (0 µg in {outcome.zero}), unknown for {unknown}"
        )
        if outcome.known:
            output.line(f"  {output.ug(outcome.eaten_ug, lower_bound=unknown > 0)} in all")
    if outcome.supplements:
        output.line(f"  {_count(outcome.supplements, 'supplement')} recognised")
    if outcome.injections:
        output.line(f"  {_count(outcome.injections, 'injection')}, counted apart")
    if outcome.there:
        output.line(f"  {_count(outcome.there, 'row')} imported before, and not added again")
    if outcome.filled:
        output.line(f"  {outcome.filled} of them had no B12 and got the file's")
    if outcome.stay_unknown:
        output.line(
            f"  {_count(outcome.stay_unknown, 'row')} changed here since, which the file's B12 "
            "doesn't fit: b12 edit corrects them"
        )
    for why, count in sorted(bad.left.items()):
        output.line(f"  {_count(count, 'row')} {why} left out")
    if bad.count:
        output.line(f"  {_count(bad.count, 'row')} left out, which can't be read")
    if outcome.gone:
        _tell_gone(outcome.gone)
    if not shows_b12 and outcome.added:
        output.line(
            f"{file.name} has no B12 column, so B12 is unknown for what was added. Cronometer "
            "exports nutrients to those who pay; import such a file later, and it gets its B12."
        )


def _tell_gone(gone: "Counter[date]") -> None:
    """What was imported earlier stays, and the file may have it otherwise."""
    days = [format_day(day) for day in sorted(gone)[:_MOST_DAYS]]
    more = f" and {len(gone) - _MOST_DAYS} more days" if len(gone) > _MOST_DAYS else ""
    rows = _count(gone.total(), "row")
    output.line(
        f"  {rows} imported earlier {'is' if gone.total() == 1 else 'are'} not in this file any "
        f"more: {', '.join(days)}{more}. Changed or deleted in Cronometer? b12 show -d DAY and "
        "b12 rm ID take out what is there twice"
    )


def _compare(check: "Summary", file: Path, summary: Path) -> None:
    """A line a day on which the two files differ."""

    def ug(value: float | None) -> str:
        return "nothing" if value is None else f"{format_number(round(value, 3))} µg"

    found, missing = check.differences(), check.missing
    if missing:
        first, last = missing[0], missing[-1]
        days = format_day(first) if first == last else format_span(first, last)
        output.line(f"{_count(len(missing), 'day')} of {file.name} not in {summary.name}: {days}")
    if not found:
        output.line(f"{summary.name} says the same of every {'other ' if missing else ''}day")
        return
    output.line(f"{summary.name} differs on {_count(len(found), 'day')}:")
    for one in found:
        output.line(
            f"  {format_day(one.day)}: {ug(one.servings_ug)} in {file.name}, "
            f"{ug(one.summary_ug)} in {summary.name}"
        )


def _stored(outcome: "Outcome") -> str:
    """`9244 items of 365 days`, or what else changed."""
    if not outcome.added:
        return f"the B12 of {_count(outcome.filled, 'item')}"
    return f"{_count(outcome.added, 'item')} of {_count(len(outcome.days), 'day')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
