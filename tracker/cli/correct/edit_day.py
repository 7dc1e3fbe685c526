"""A day's meals edited as text: `b12 edit yesterday`."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tracker.cli import choose, output
from tracker.cli.app import App
from tracker.cli.correct import entries
from tracker.cli.log import reply
from tracker.cli.log.meals import raise_last
from tracker.diary import edit as corrections
from tracker.diary.day_text import DayWriter, WrittenMeal
from tracker.diary.lines import Entry
from tracker.diary.model import Item, When
from tracker.diary.revision import (
    Line,
    MealRevision,
    Plan,
    Revision,
    compare,
    moment_of,
    read_line,
)
from tracker.errors import InputError, RefusedError, TrackerError
from tracker.text.dates import format_day
from tracker.text.formatting import count

if TYPE_CHECKING:
    from tracker.diary.resolve import Candidates, Resolver
    from tracker.diary.store import Diary
    from tracker.foods.model import Serving

_HELP = (
    "A meal a line. Change, add or remove lines and foods; then save and close the editor.",
    "What you leave as it is keeps its figures. A removed line removes its meal.",
    "Lines that begin with # are passed over.",
)
_NO_FOOD = "b12 log --keep-unknown logs {} with unknown B12"


class _StaleError(RefusedError):
    """The day isn't as it was when its text was written."""


class _Meant(NamedTuple):
    """What a line means, before a user is asked which foods are meant."""

    plan: Plan
    when: When
    corrected: list[Item]
    replaced: "list[tuple[Item, list[Candidates]]]"
    added: "list[Candidates]"


def edit_day(app: App, day: date) -> None:
    """Open the meals of a day in an editor, and store what was changed.

    What was typed is kept in its file if it can't be stored.
    """
    with app.diary() as diary:
        writer = DayWriter(diary, app.moment, app.today)
        before = [writer.write(meal) for meal in diary.meals(day, day)]
    folder = Path(tempfile.mkdtemp(prefix="b12-"))
    file = folder / f"{day.isoformat()}.txt"
    text = "\n".join(_lines(app, day, before)) + "\n"
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(text)
    try:
        _edit(app, day, before, file)
    except BaseException:
        if file.exists() and file.read_bytes().strip() not in (b"", text.strip().encode()):
            output.note(f"What you typed is kept in {file}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _lines(app: App, day: date, before: Sequence[WrittenMeal]) -> Iterator[str]:
    """Yield the text to edit: what may be done, and a line a meal."""
    whose = f"{app.whose}, " if app.whose else ""
    yield f"# {whose}{format_day(day)}"
    for text in _HELP:
        yield f"# {text}"
    if not before:
        yield f"# {day.isoformat()} 08:00 breakfast: 2 eggs, 1 cup milk"
    yield ""
    for meal in before:
        of_items = (item.remark for item in meal.items if item.reading == "same" and item.remark)
        for remark in (*meal.remarks, *of_items):
            yield f"# {remark}"
        yield meal.line


def _edit(app: App, day: date, before: Sequence[WrittenMeal], file: Path) -> None:
    """Open the editor until what was typed can be stored, or the user gives up."""
    while True:
        click.edit(filename=str(file))
        try:
            revision = _revision(app, day, before, file)
            if not revision:
                output.unchanged()
            else:
                _store(app, day, before, revision)
        except _StaleError:
            raise
        except TrackerError as error:
            if not choose.asks():
                raise
            output.error(str(error), *error.choices)
            if not click.confirm("Edit again?", default=True, err=True):
                raise RefusedError("nothing was changed") from None
        else:
            return


# --- What was typed ------------------------------------------------------------------------------


def _revision(app: App, day: date, before: Sequence[WrittenMeal], file: Path) -> Revision:
    """Return what is to be stored. Raise the last error if any line has one; print the others."""
    lines, errors = _read_lines(app, day, before, file)
    if before and not (lines or errors):
        _confirm_empty(day, before)
    plans, removed = compare(before, lines)
    meant: list[_Meant] = []
    with app.diary() as diary:
        from tracker.diary.resolve import Resolver

        resolver = Resolver(diary)
        for plan in plans:
            try:
                meant.append(_meaning(app, diary, resolver, plan))
            except TrackerError as error:
                errors.append((plan.line.number, error))
    raise_last(sorted(errors, key=lambda error: error[0]))
    meals = []
    # Outside the transaction: a question to the user must not hold a lock.
    for each in meant:
        try:
            meal, others = _chosen(app, each)
        except TrackerError as error:
            errors.append((each.plan.line.number, error))
        else:
            meals += [] if meal.is_empty else [meal]
            removed += others
    raise_last(errors)
    return Revision(tuple(meals), tuple(removed))


def _read_lines(
    app: App, day: date, before: Sequence[WrittenMeal], file: Path
) -> tuple[list[Line], list[tuple[int, TrackerError]]]:
    """Return the lines, and the errors of those that can't be read, with their numbers."""
    heads = {meal.head: meal.entry for meal in before}
    lines: list[Line] = []
    errors: list[tuple[int, TrackerError]] = []
    try:
        typed = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("invalid UTF-8") from None
    with app.diary() as diary:
        from tracker.diary.resolve import Resolver

        resolver = Resolver(diary)
        for number, text in enumerate(typed.split("\n"), start=1):
            try:
                line = _read_line(resolver, number, text, heads, day, app.today)
            except TrackerError as error:
                errors.append((number, error))
            else:
                lines += [] if line is None else [line]
    return lines, errors


def _read_line(
    resolver: "Resolver",
    number: int,
    text: str,
    heads: Mapping[str, Entry],
    day: date,
    today: date,
) -> Line | None:
    """Return a line with its tags, as `read_line`."""
    if text.lstrip().startswith("#"):
        return None
    bare, tags, _ = reply.tagged(resolver, text)
    line = read_line(number, bare, heads, day, today)
    return None if line is None else line._replace(tags=tags)


def _confirm_empty(day: date, before: Sequence[WrittenMeal]) -> None:
    """Ask before all meals are removed. Raise RefusedError if nobody can be asked, or says no."""
    meals = f"all of {format_day(day)}, {count(len(before), 'meal')}"
    if not choose.asks():
        raise RefusedError(
            f"no line is left: that would remove {meals}; b12 remove m1 removes a meal"
        )
    if not click.confirm(f"Remove {meals}?", err=True):
        raise RefusedError("nothing was removed")


def _meaning(app: App, diary: "Diary", resolver: "Resolver", plan: Plan) -> _Meant:
    """Return what a line means. Raise what `reading.read` and `with_amount` raise."""
    from tracker.diary import reading
    from tracker.foods import catalogue

    when = moment_of(plan, diary.person.day_starts, app.moment)
    diary.person.check_day(when.day)
    corrected, replaced = [], []
    for item, text, amount in plan.replaced:
        if amount is None:
            replaced.append((item, reading.read(resolver, text)))
        else:
            food = catalogue.food_of(diary.connection, item)
            corrected.append(corrections.with_amount(item, food, amount))
    added = reading.read(resolver, ", ".join(plan.added)) if plan.added else []
    if not choose.asks():
        choose.all_known([*added, *(each for _, many in replaced for each in many)], _NO_FOOD)
    return _Meant(plan, when, corrected, replaced, added)


def _chosen(app: App, meant: _Meant) -> tuple[MealRevision, list[Item]]:
    """Return what a line makes of its meal, and the items that it removes; it may ask."""
    corrected, added = list(meant.corrected), _servings(app, meant.added)
    removed = []
    for item, candidates in meant.replaced:
        servings = _servings(app, candidates)
        if len(servings) == 1:
            corrected.append(corrections.in_place_of(item, servings[0]))
        else:
            removed.append(item)
            added += servings
    meal = meant.plan.meal and meant.plan.meal.meal
    revision = MealRevision(
        meal and meal.id,
        meal and meal.when,
        meant.when,
        meant.plan.kept,
        tuple(corrected),
        tuple(added),
    )
    return revision, removed


def _servings(app: App, candidates: "Sequence[Candidates]") -> "list[Serving]":
    return reply.chosen(app, candidates, keep_unknown=False).servings


# --- Storing it ----------------------------------------------------------------------------------


def _store(app: App, day: date, before: Sequence[WrittenMeal], revision: Revision) -> None:
    """Store the revision, and print what was added, changed, moved and removed."""
    changes = list(_changes(before, revision))
    days = dict.fromkeys(meal.when.day for meal in revision.meals)
    with app.diary(write=True) as diary:
        if diary.meals(day, day) != [meal.meal for meal in before]:
            raise _StaleError(f"{format_day(day)} was changed meanwhile; nothing was stored")
        ended = diary.revise(revision)
        diary.summary = f"edit {format_day(day)}: {count(len(changes), 'change')}"
        totals = entries.totals(app, diary, (*(to for to in days if to != day), day))
    for to in days:
        reply.note_ended_fast(to, to in ended)
    for text in changes:
        output.paragraph(text)
    entries.show_totals(app, totals)


def _changes(before: Sequence[WrittenMeal], revision: Revision) -> Iterator[str]:
    """Yield a line for each meal that moves, and for each item that changes."""
    meals = {meal.meal.id: meal.meal for meal in before}
    items = {item.id: item for meal in meals.values() for item in meal.items}
    for meal in revision.meals:
        at = reply.moment(meal.when)
        if meal.meal_id is not None and meal.before != meal.when:
            yield f"Moved {entries.of_meal(meals[meal.meal_id])} to {at}"
        for item in meal.moved:
            yield f"Moved {entries.of_item(item)} to {at}"
        for item in meal.corrected:
            was, now = entries.of_serving(items[item.id]), entries.of_serving(item)
            yield f"Changed {was} to {now}, {at}"
        for serving in meal.added:
            yield f"Added {entries.of_serving(serving)}, {at}"
    for item in revision.removed:
        yield f"Removed {entries.of_item(item)}"
