"""What every command that logs has in common: understanding, storing, and the reply."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.cli import choose, output
from tracker.cli.app import App
from tracker.cli.moments import format_moment
from tracker.diary.model import When
from tracker.foods.amounts import Request
from tracker.foods.model import Serving
from tracker.text.dates import format_day

if TYPE_CHECKING:
    from tracker.database.history import Change
    from tracker.people.model import Person
    from tracker.reports.intake import DayIntake


def understand(
    app: App, requests: Sequence[Request], day: date
) -> tuple[list[Serving], tuple[str, ...]]:
    """Return the servings, and the foods whose amount is that of last time; it may ask.

    Raise what `resolve` and `choose` raise.
    """
    from tracker.diary import resolve

    with app.diary() as diary:
        diary.person.check_day(day)
        lookups = resolve.Lookups(diary)
        readings = [lookups.look_up(request) for request in requests]
    # Between the two: a question to the user must not hold a lock.
    eaten = [resolve.to_serving(reading, choose.choose) for reading in readings]
    pairs = zip(readings, eaten, strict=True)
    return eaten, tuple(taken.food for reading, taken in pairs if reading.is_as_last_time(taken))


def store(app: App, eaten: Sequence[Serving], when: When) -> "DayIntake":
    """Store the servings as one meal; return its day."""
    from tracker.diary import store as diary

    day = when.day
    with app.writing() as change:
        person = app.person(change.connection)
        if any(serving.origin != "injection" for serving in eaten):
            end_fast(change, person, day)
        diary.add_meal(change, person.id, eaten, when)
        foods = ", ".join(f"{serving.food} {serving.label}" for serving in eaten)
        change.summary = f"log for {format_day(day)}: {foods}"
        return day_of(app, change, person, day)


def end_fast(change: "Change", person: "Person", day: date) -> None:
    """What is eaten ends a fast, and not in silence."""
    from tracker.diary import store as days

    if days.end_fast(change, person.id, day):
        output.note(f"{format_day(day)} is no day of fasting any more.")


def day_of(app: App, change: "Change", person: "Person", day: date) -> "DayIntake":
    """The day as it is with the change."""
    from tracker.reports import periods

    (total,) = periods.day(change.connection, person, day, app.today).days
    return total


def show(eaten: Sequence[Serving], as_last_time: Sequence[str] = ()) -> None:
    """Print a line a serving, and which amounts were not given."""
    output.servings(eaten)
    if as_last_time:
        output.line(f"As last time: {', '.join(as_last_time)}")


def reply(
    app: App,
    eaten: Sequence[Serving],
    when: When,
    total: "DayIntake",
    as_last_time: Sequence[str] = (),
) -> None:
    """Print what was logged, and the day's total."""
    output.line(f"Logged for {moment(when)}:")
    show(eaten, as_last_time)
    day_total(app, total)


def day_total(app: App, total: "DayIntake") -> None:
    """The day's total with what is unknown, and how to take it back."""
    total_of(app, total)
    if total.unknown:
        output.line(output.unknown(total.unknown))
    output.line("Not right? b12 undo")


def total_of(app: App, total: "DayIntake") -> None:
    """`Today: 6.56 µg, 273 % of the target of 2.4 µg (IOM RDA 1998)`."""
    name = "Today" if total.day == app.today else format_day(total.day)
    output.line(f"{name}: {output.total(total)}")


def moment(when: When) -> str:
    """`Sun 22 Nov 2026, 12:41, lunch`."""
    said = format_moment(when.day, when.eaten_at)
    return f"{said}, {when.meal}" if when.meal else said
