"""`b12 log -`: meals from lines of text, all of them or none."""

import codecs
import sys
from datetime import date, time
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.choose import choose
from tracker.cli.log import reply as logged
from tracker.cli.moments import moment_of
from tracker.diary.lines import Entry, intake_of, parse_entry
from tracker.diary.model import When, meal_name
from tracker.errors import AmbiguousError, InputError, TrackerError
from tracker.foods.model import Food, Serving, describe
from tracker.foods.search.match import Found, contenders

if TYPE_CHECKING:
    from tracker.diary.resolve import Lookups


def log_lines(app: App, day: date | None, at: time | None, meal: str | None) -> None:
    """Log a meal a line from stdin; the arguments are for lines that don't say theirs.

    Raises the last line's error when any line has one; those before are printed.
    """
    from tracker.diary import resolve
    from tracker.diary import store as diary

    usual = Entry(day, at, meal_name(meal or ""), ())
    # Whoever types them must not hold a lock.
    written = _lines()
    meals: list[tuple[When, list[Serving]]] = []
    errors: list[tuple[int, TrackerError]] = []
    with app.diary() as opened:
        person = opened.person
        lookups = resolve.Lookups(opened)
        for number, line in written:
            try:
                entry = parse_entry(_text(line), app.today)
                if entry is not None:
                    when = _when(app, entry, usual)
                    person.check_day(when.day)
                    meals.append((when, _servings(lookups, entry)))
            except TrackerError as error:
                errors.append((number, error))
    _refuse(errors)
    if not meals:
        raise InputError("nothing to log: no line says what was eaten")
    count = sum(len(servings) for _, servings in meals)
    said = f"{_count(count, 'item')} in {_count(len(meals), 'meal')}"
    with app.writing() as change:
        for when, servings in meals:
            diary.add_meal(change, person.id, servings, when)
        change.summary = f"log {said}"
    for when, servings in meals:
        output.line(f"{logged.moment(when)}: {_total(servings)}")
    output.line(f"Logged {said}. Not right? b12 undo")


def _lines() -> list[tuple[int, bytes]]:
    data = sys.stdin.buffer.read() if sys.stdin else b""  # None where it was closed
    return list(enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1))


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise InputError("that is no UTF-8 text") from None


def _when(app: App, entry: Entry, usual: Entry) -> When:
    day, moment = moment_of(app, entry.day or usual.day, entry.at or usual.at)
    return When(day, moment, entry.meal or usual.meal)


def _servings(lookups: "Lookups", entry: Entry) -> list[Serving]:
    from tracker.diary import resolve

    eaten = []
    for request in entry.requests:
        eaten.append(resolve.to_serving(lookups.look_up(request), _certain))
        lookups.remember(eaten[-1])
    return eaten


def _certain(found: Found) -> Food:
    """The food that is meant; nobody is asked, even on a terminal. Raises as `choose` does."""
    could_be = contenders(found)
    if len(could_be) > 1:
        raise AmbiguousError(
            f'"{found.phrase}" could be several foods; use the number of one',
            tuple(describe(match.food) for match in could_be),
        )
    return choose(found)


def _refuse(errors: list[tuple[int, TrackerError]]) -> None:
    """Raises the last of the errors, when there are any, with the highest code of all."""
    for number, error in errors:
        said = f"line {number}: {error}"
        choices = error.choices if isinstance(error, AmbiguousError) else ()
        if (number, error) == errors[-1]:
            last = AmbiguousError(said, choices)
            last.exit_code = max(one.exit_code for _, one in errors)
            raise last
        output.error(said, *choices)


def _total(servings: list[Serving]) -> str:
    if all(serving.origin == "injection" for serving in servings):
        return "an injection"
    ug, lower_bound = intake_of(servings)
    return output.ug(ug, lower_bound=lower_bound)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
