"""`b12 import` and `b12 food import`: diaries and foods from files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll, Group
from tracker.cli.transfer.export import counted
from tracker.errors import RefusedError
from tracker.text.dates import format_day, format_moment, format_span
from tracker.text.formatting import count, format_number

if TYPE_CHECKING:
    from datetime import date

    from tracker.diary.model import Item
    from tracker.exchange.cronometer import ledger
    from tracker.exchange.cronometer.daily_summary import Summary
    from tracker.exchange.cronometer.servings import Broken, LeftOut
    from tracker.exchange.native.store import MergeCounts
    from tracker.people.store import Session

_MOST_NAMED = 10
_MOST_MEALS = 5
_MOST_DAYS = 5

_dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show what would be imported and store nothing."
)


@click.group("import", cls=Group)
def import_() -> None:
    """Import a diary: another program's, or an export of b12.

    \b
    b12 import cronometer servings.csv --dry-run
    b12 import native my-diary.zip
    """


class _BadRows:
    """The invalid rows, with the first few of them, and the rows that are left out anyway."""

    def __init__(self, skip: bool) -> None:
        self.count = 0
        self.left_out: Counter[str] = Counter()
        self._skip = skip
        self._first: list[Broken] = []

    def sift(self, rows: "Iterable[Item | Broken | LeftOut]") -> "Iterator[Item]":
        """Yield the items: all of them if bad rows are skipped, else those before the first."""
        from tracker.exchange.cronometer.servings import Broken, LeftOut

        for row in rows:
            if isinstance(row, LeftOut):
                self.left_out[row.why] += 1
            elif isinstance(row, Broken):
                self.count += 1
                if self.count <= _MOST_NAMED:
                    self._first.append(row)
            elif self._skip or not self.count:
                yield row

    def name(self) -> None:
        """Print a line on stderr for each of the first, and how many more there are."""
        for row in self._first:
            output.note(f"line {row.line}: {row.why}")
        if self.count > _MOST_NAMED:
            output.note(f"and {self.count - _MOST_NAMED} more")


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its dailysummary.csv: list the days that differ from it.",
)
@_dry_run_option
@click.option("--skip-bad", is_flag=True, help="Leave out the rows that can't be read.")
@click.option(
    "--update", is_flag=True, help="Take the file's B12 of rows that had another figure before."
)
@pass_app
def cronometer(
    app: App, file: Path, summary: Path | None, dry_run: bool, skip_bad: bool, update: bool
) -> None:
    """Import the foods in a servings.csv of Cronometer that aren't imported yet.

    \b
    b12 import cronometer servings.csv --dry-run
    b12 import cronometer servings.csv --summary dailysummary.csv

    An empty B12 cell is unknown. Rows that can't be read stop the import, and are named.
    """
    from tracker.exchange.cronometer import ledger
    from tracker.exchange.cronometer.daily_summary import Summary
    from tracker.exchange.cronometer.nature import nature_of
    from tracker.exchange.cronometer.servings import PROGRAM, Servings
    from tracker.exchange.files import unchanged

    check_unchanged = unchanged(file, *([] if summary is None else [summary]))
    servings = Servings(file)
    check = None if summary is None else Summary(summary, app.today)
    bad = _BadRows(skip_bad)
    with app.database.reading() as connection:
        natures = ledger.known_natures(connection)
    # Others can write to the diary while a large file is read.
    with output.progress() as read_so_far:
        rows = servings.rows(read_so_far, app.today, app.moment, partial(nature_of, natures))
        items = list(bad.sift(rows if check is None else check.watch(rows)))
    check_unchanged()
    if bad.count and not skip_bad:
        bad.name()
        raise RefusedError(
            f"{count(bad.count, 'row')} of {file.name} can't be read, and nothing is "
            "imported; --skip-bad leaves them out"
        )
    with app.diary(write=True, dry_run=dry_run, back_up=True) as diary:
        outcome = ledger.import_items(diary, PROGRAM, items, update=update)
        if outcome.days:
            diary.person.check_day(min(outcome.days))
        diary.summary = f"import {_stored(outcome)} from {file.name}"
    _show_items(outcome, bad, servings.shows_b12, file, dry_run)
    _show_differences(outcome, file)
    bad.name()
    if check is not None and summary is not None:
        _compare(check, file, summary)
    _end(dry_run, diary.changed)


def _stored(outcome: "ledger.ImportCounts") -> str:
    """Return `9244 items of 365 days`, or what else changed."""
    if not outcome.added:
        return f"the B12 of {count(outcome.filled + outcome.updated, 'item')}"
    return f"{count(outcome.added, 'item')} of {count(len(outcome.days), 'day')}"


def _end(dry_run: bool, changed: bool) -> None:
    if dry_run:
        output.line("Nothing is stored: this was a dry run")
    elif changed:
        output.undo()


def _show_items(
    outcome: "ledger.ImportCounts", bad: _BadRows, shows_b12: bool, file: Path, dry_run: bool
) -> None:
    rows = count(outcome.added + outcome.there + bad.count + bad.left_out.total(), "row")
    days = ""
    if outcome.days:
        span = format_span(min(outcome.days), max(outcome.days))
        days = f": {count(len(outcome.days), 'day')}, {span}"
    imported = "Would import" if dry_run else "Imported"
    output.paragraph(f"{imported} {outcome.added} of {rows} of {file.name}{days}")
    if outcome.added:
        unknown = outcome.added - outcome.known
        output.paragraph(
            f"  B12 known for {outcome.known} (0 µg in {outcome.zero}), unknown for {unknown}"
        )
        if outcome.known:
            output.paragraph(f"  {output.ug(outcome.eaten_ug, lower_bound=unknown > 0)} in all")
    if outcome.supplements:
        output.paragraph(f"  {count(outcome.supplements, 'supplement')} recognised")
    if outcome.injections:
        output.paragraph(f"  {count(outcome.injections, 'injection')}, counted separately")
    if outcome.there:
        output.paragraph(f"  {count(outcome.there, 'row')} imported before, and not added again")
    if outcome.filled:
        output.paragraph(f"  {outcome.filled} of them had no B12 and now have the file's")
    if outcome.stay_unknown:
        output.paragraph(
            f"  {count(outcome.stay_unknown, 'row')} changed here since, so that the file's B12 "
            "does not apply: b12 edit corrects them"
        )
    for why, number in sorted(bad.left_out.items()):
        output.paragraph(f"  {count(number, 'row')} {why} left out")
    if bad.count:
        output.paragraph(f"  {count(bad.count, 'row')} left out, which can't be read")
    if outcome.gone:
        _show_gone(outcome.gone)
    if not shows_b12 and outcome.added:
        output.paragraph(
            f"{file.name} has no B12 column, so the B12 of what was added is unknown. Cronometer "
            "exports nutrients to paying users; import such a file later to fill it in."
        )


def _show_differences(outcome: "ledger.ImportCounts", file: Path) -> None:
    """Name the first rows whose figure is not the one that was imported earlier."""
    differ, updated = outcome.differ, outcome.updated > 0
    if not differ:
        return
    rows = count(len(differ), "row")
    if updated:
        have = "has" if len(differ) == 1 else "have"
        output.paragraph(f"  {rows} had another B12 before and now {have} the file's:")
    else:
        output.paragraph(f"  {rows} had another B12 when imported: --update takes the file's")
    for row, ug in differ[:_MOST_NAMED]:
        output.paragraph(
            f"    {format_day(row.when.day)}, {row.food}, {row.label}: {format_number(ug)} µg "
            f"{'before' if updated else 'here'}, {format_number(row.b12_ug or 0)} µg in {file.name}"
        )
    if len(differ) > _MOST_NAMED:
        output.paragraph(f"    and {len(differ) - _MOST_NAMED} more")


def _show_gone(gone: "Counter[date]") -> None:
    """Name the days of rows that were imported earlier, and that this file doesn't have."""
    days = [format_day(day) for day in sorted(gone)[:_MOST_DAYS]]
    more = f" and {len(gone) - _MOST_DAYS} more days" if len(gone) > _MOST_DAYS else ""
    rows = count(gone.total(), "row")
    output.paragraph(
        f"  {rows} imported earlier {'is' if gone.total() == 1 else 'are'} no longer in this file: "
        f"{', '.join(days)}{more}. Changed or deleted in Cronometer? b12 show -d DAY and b12 "
        "remove ID remove what is there twice"
    )


def _compare(check: "Summary", file: Path, summary: Path) -> None:
    """Print a line for each day on which the two files differ."""

    def ug(value: float | None) -> str:
        return "nothing" if value is None else f"{format_number(round(value, 3))} µg"

    differences, missing = check.differences(), check.missing
    if missing:
        days = format_span(missing[0], missing[-1])
        output.paragraph(
            f"{count(len(missing), 'day')} of {file.name} not in {summary.name}: {days}"
        )
    if not differences:
        output.paragraph(f"{summary.name} has the same on every {'other ' if missing else ''}day")
        return
    output.paragraph(f"{summary.name} differs on {count(len(differences), 'day')}:")
    for day in differences:
        output.paragraph(
            f"  {format_day(day.day)}: {ug(day.servings_ug)} in {file.name}, "
            f"{ug(day.summary_ug)} in {summary.name}"
        )


@import_.command(cls=CommandOfAll)
@click.argument("source", metavar="EXPORT", type=click.Path(path_type=Path))
@_dry_run_option
@pass_app
def native(app: App, source: Path, dry_run: bool) -> None:
    """Import what b12 export wrote, for everybody; nothing is stored twice or overwritten.

    \b
    b12 import native my-diary.zip --dry-run
    b12 import native my-diary.zip
    """
    import_export(app, source, dry_run=dry_run)


def import_export(
    app: App,
    source: Path,
    *,
    dry_run: bool,
    check: "Callable[[Session], None]" = lambda _session: None,
) -> None:
    """Import an export, and say what it added; `check` raises if it mustn't come into the diary."""
    from tracker.exchange.files import unchanged
    from tracker.exchange.native import files as native_files
    from tracker.exchange.native.merge import merge

    check_unchanged = unchanged(source)
    with native_files.open_export(source) as export:
        to_come = export.check(app.moment)
        within = export.within
        with app.session(write=True, of_all=True, dry_run=dry_run, back_up=True) as session:
            check(session)
            outcome = merge(session.change, export.rows)
            check_unchanged()
            session.summary = f"import of {source.name}"
    _show_merged(outcome, source / within, dry_run)
    if to_come:
        output.paragraph(
            f"  {count(to_come, 'row is', 'rows are')} of days to come: see b12 doctor"
        )
    _end(dry_run, session.changed)


def _show_merged(outcome: "MergeCounts", source: Path, dry_run: bool) -> None:
    added = "Would add" if dry_run else "Added"
    output.paragraph(f"{added} from {source}: {counted(outcome.added)}")
    if outcome.changed.total():
        output.paragraph(f"  completed: {counted(outcome.changed)}")
    if outcome.there.total():
        output.paragraph(f"  here already: {counted(outcome.there)}")
    if outcome.kept:
        output.paragraph(f"  different in the export, and kept as here: {', '.join(outcome.kept)}")
    if outcome.unknown:
        numbers = sorted(outcome.unknown)
        more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
        output.paragraph(
            f"  no food here has the number {', '.join(numbers[:_MOST_NAMED])}{more}: what was "
            "logged of it keeps its name and B12"
        )
    people = {person for person, _ in outcome.beside}
    for person, when in outcome.beside[:_MOST_MEALS]:
        moment = format_moment(when.day, when.eaten_at)
        whose = f" for {person}" if len(people) > 1 else ""
        output.paragraph(
            f"  another {when.meal or 'meal'} of {moment}{whose} is here too; both are kept"
        )
    if len(outcome.beside) > _MOST_MEALS:
        output.paragraph(f"  and {len(outcome.beside) - _MOST_MEALS} more that are here twice now")
