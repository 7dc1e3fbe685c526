"""What every command that logs has in common: understanding, storing, and the reply."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.cli import choose, output
from tracker.cli.app import App
from tracker.diary.model import When
from tracker.foods.amounts import Request
from tracker.foods.model import Serving
from tracker.text.dates import format_day, format_moment

if TYPE_CHECKING:
    from tracker.diary.store import Diary
    from tracker.reports.intake import Day


def understand(
    app: App, requests: Sequence[Request], day: date
) -> tuple[list[Serving], tuple[str, ...]]:
    """Return the servings, and the foods whose amount is that of last time; it may ask.

    Raise what `resolve` and `choose` raise.
    """
    from tracker.diary.resolve import Resolver

    with app.diary() as diary:
        diary.person.check_day(day)
        resolver = Resolver(diary)
        meant = [resolver.look_up(request) for request in requests]
    # Outside the transaction: a question to the user must not hold a lock.
    # An error comes before a question: the answers would be lost.
    order = sorted(range(len(meant)), key=lambda n: meant[n].is_open)
    chosen = {n: meant[n].serving(choose.choose) for n in order}
    servings = [chosen[n] for n in range(len(meant))]
    pairs = zip(meant, servings, strict=True)
    return servings, tuple(eaten.food for foods, eaten in pairs if foods.is_as_last_time(eaten))


def store(app: App, servings: Sequence[Serving], when: When) -> "Day":
    """Store the servings as one meal; return the intake of its day."""
    foods = ", ".join(f"{serving.food} {serving.label}" for serving in servings)
    with app.diary(write=True) as diary:
        ended = diary.log(servings, when)
        diary.summary = f"log for {format_day(when.day)}: {foods}"
        total = day_of(app, diary, when.day)
    note_ended_fast(when.day, ended)
    return total


def note_ended_fast(day: date, ended: bool) -> None:
    """Say so if what was stored ended a fast."""
    if ended:
        output.note(f"{format_day(day)} is no longer marked as a fast.")


def day_of(app: App, diary: "Diary", day: date) -> "Day":
    """Return the day's intake, with what was just written."""
    from tracker.reports import intake

    return intake.read_day(diary, day, app.today)


def show(servings: Sequence[Serving], as_last_time: Sequence[str] = ()) -> None:
    """Print a line for each serving, and which amounts were not given."""
    output.servings(servings)
    if as_last_time:
        output.line(f"As last time: {', '.join(as_last_time)}")


def logged(
    app: App,
    servings: Sequence[Serving],
    when: When,
    total: "Day",
    as_last_time: Sequence[str] = (),
) -> None:
    """Print what was logged, and the day's total."""
    output.line(f"Logged for {moment(when)}:")
    show(servings, as_last_time)
    day_total(app, total)


def day_total(app: App, total: "Day") -> None:
    """Print the day's total, its foods of unknown B12, and how to undo."""
    from tracker.reports import sentences

    total_of(app, total)
    if total.unknown:
        output.line(sentences.unknown(total.unknown))
    output.undo()


def total_of(app: App, total: "Day") -> None:
    """Print `Today: 6.56 µg, 273 % of the target of 2.4 µg (IOM RDA 1998)`."""
    from tracker.reports import sentences

    name = "Today" if total.day == app.today else format_day(total.day)
    output.line(f"{name}: {sentences.total(total)}")


def moment(when: When) -> str:
    """Return `Sun 22 Nov 2026, 12:41, lunch`."""
    text = format_moment(when.day, when.eaten_at)
    return f"{text}, {when.meal}" if when.meal else text
