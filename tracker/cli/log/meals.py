"""Meals logged from words, from lines of text, or from the answers at a prompt."""

import codecs
import contextlib
import re
import sys
from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

import click

from tracker.cli import choose, output
from tracker.cli.app import App
from tracker.cli.log import reply
from tracker.diary.model import When, meal_name
from tracker.errors import AmbiguousError, InputError, TrackerError
from tracker.text.formatting import count

if TYPE_CHECKING:
    from tracker.database.place import Place
    from tracker.diary.lines import Entry
    from tracker.diary.resolve import Resolver
    from tracker.foods.model import Serving

_PROMPT = "food: "
# What may be a time or a meal before the food.
_HEAD = re.compile(
    r"\d{1,2}[:.]?\d*\s?[ap]\.?m|\d{1,2}[:.]\d\d\b|[a-z -]+:|[a-z -]+ -", re.IGNORECASE
)


def log_words(
    app: App,
    text: str,
    day: date | None,
    at: time | None,
    meal: str | None,
    *,
    keep_unknown: bool,
) -> None:
    """Log the items of a line as one meal."""
    if _HEAD.match(text):
        from tracker.diary.lines import spoken_head

        said_at, said_meal, text = spoken_head(text)
        at, meal = at or said_at, meal or said_meal
    when = When(*app.moment_of(day, at), meal_name(meal or ""))
    eaten = reply.understand(app, text, when.day, keep_unknown=keep_unknown)
    when = when._replace(tags=eaten.tags)
    reply.logged(app, eaten, when, reply.store(app, eaten.servings, when))


def _at_terminal() -> bool:
    """Whether a user sees the prompt and can answer it; a closed stdin is None."""
    return bool(sys.stdin and sys.stdout) and choose.asks() and sys.stdout.isatty()


def log_asked(app: App, day: date | None, at: time | None, meal: str | None) -> None:
    """Ask for the foods of a meal. Raise InputError where nobody can be asked."""
    if not _at_terminal():
        raise InputError("nothing to log: name what you ate; b12 log - reads a meal from each line")
    log_by_prompt(app, When(*app.moment_of(day, at), meal_name(meal or "")))


def log_by_prompt(app: App, when: When, read: Callable[[str], str] = input) -> None:
    """Ask for foods until an empty line or the end of the input, and store them as one meal.

    An error is shown, and the food is asked for again; `-` takes the last line back. On Ctrl-C it
    asks whether to store what was typed so far.
    """
    with app.diary() as diary:
        diary.person.check_day(when.day)
    _complete_names(app.named)
    output.note(
        "An empty line ends the meal, Ctrl-C asks what to keep; - takes the last line back, Tab "
        "completes names."
    )
    lines: list[reply.Eaten] = []
    try:
        while line := _prompted(read):
            _log_line(app, line, when, lines)
    except (KeyboardInterrupt, click.Abort):
        foods = count(sum(len(line.servings) for line in lines), "food")
        stored = f"\nStore the {foods} typed so far?"
        if not lines or not click.confirm(stored, default=True, err=True):
            raise
    eaten = [serving for line in lines for serving in line.servings]
    when = when._replace(tags=tuple(sorted({tag for line in lines for tag in line.tags})))
    if not eaten:
        output.note("Nothing logged.")
        return
    reply.logged(app, reply.Eaten(eaten), when, reply.store(app, eaten, when))


def _log_line(app: App, line: str, when: When, lines: "list[reply.Eaten]") -> None:
    """Add what a line means, take the last line back, or print an error."""
    if line == "-":
        back = lines.pop().servings if lines else []
        foods = ", ".join(f"{serving.food} {serving.label}" for serving in back)
        output.note(f"Taken back: {foods}" if back else "There is no line to take back.")
        return
    try:
        eaten = reply.understand(app, line, when.day)
    except TrackerError as error:
        output.error(str(error), *error.choices)
    else:
        reply.show(eaten)
        lines.append(eaten)


def _prompted(read: Callable[[str], str]) -> str:
    try:
        return read(_PROMPT).strip()
    except EOFError:
        click.echo()  # ends the prompt's line
        return ""


def _complete_names(place: "Place | None") -> None:
    """Let Tab complete names, on platforms that have readline."""
    with contextlib.suppress(ImportError):
        import readline

        from tracker.foods import completion as names_of_foods

        names = names_of_foods.names(place)

        def complete(typed: str, state: int) -> str | None:
            endings = names_of_foods.endings(names, typed, item=True) if typed else []
            return typed + endings[state] if state < len(endings) else None

        readline.set_completer(complete)
        # Complete the whole line: names contain spaces, and amounts stand before them.
        readline.set_completer_delims("")
        is_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")


def log_lines(
    app: App, day: date | None, at: time | None, meal: str | None, *, keep_unknown: bool
) -> None:
    """Log a meal for each line of stdin; the arguments are for lines without their own.

    If any line has an error, nothing is stored: raise the last one, and print those before it.
    """
    from tracker.diary.lines import Entry, parse_entry
    from tracker.diary.resolve import Resolver

    usual = Entry(day, at, meal_name(meal or ""), "")
    # Read them all first: a user who types them must not hold a lock.
    lines = _lines()
    meals: list[tuple[When, list[Serving]]] = []
    errors: list[tuple[int, TrackerError]] = []
    with app.diary() as diary:
        resolver = Resolver(diary)
        for number, line in lines:
            try:
                entry = parse_entry(_decoded(line), app.today)
                if entry is not None:
                    when = _when(app, entry, usual)
                    diary.person.check_day(when.day)
                    food, tags, _ = reply.tagged(resolver, entry.what)
                    servings = _servings(app, resolver, food, keep_unknown=keep_unknown)
                    meals.append((when._replace(tags=tags), servings))
            except TrackerError as error:
                errors.append((number, error))
    raise_last(errors)
    if not meals:
        raise InputError("nothing to log: no line names a food")
    items = sum(len(servings) for _, servings in meals)
    logged = f"{count(items, 'item')} in {count(len(meals), 'meal')}"
    with app.diary(write=True) as diary:
        for when, servings in meals:
            diary.log(servings, when)
        diary.summary = f"log {logged}"
    for when, servings in meals:
        output.paragraph(f"{reply.moment(when)}: {_total(servings)}")
    output.paragraph(f"Logged {logged}. {output.UNDO}")


def _lines() -> list[tuple[int, bytes]]:
    data = sys.stdin.buffer.read() if sys.stdin else b""  # a closed stdin is None
    return list(enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1))


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise InputError("invalid UTF-8") from None


def _when(app: App, entry: "Entry", usual: "Entry") -> When:
    day, moment = app.moment_of(entry.day or usual.day, entry.at or usual.at)
    return When(day, moment, entry.meal or usual.meal)


def _servings(app: App, resolver: "Resolver", food: str, *, keep_unknown: bool) -> "list[Serving]":
    from tracker.diary import reading

    meant = reading.read(resolver, food)
    eaten = reply.chosen(app, meant, keep_unknown=keep_unknown, ask=False)
    for serving in eaten.servings:
        resolver.remember(serving)
    return eaten.servings


def raise_last(errors: list[tuple[int, TrackerError]]) -> None:
    """Print all errors but the last, and raise that with the highest exit code of all."""
    for number, error in errors:
        message = f"line {number}: {error}"
        if (number, error) == errors[-1]:
            last = AmbiguousError(message, error.choices)
            last.exit_code = max(error.exit_code for _, error in errors)
            raise last
        output.error(message, *error.choices)


def _total(servings: "list[Serving]") -> str:
    from tracker.diary.lines import intake_of

    if all(serving.origin == "injection" for serving in servings):
        return "an injection"
    ug, lower_bound = intake_of(servings)
    return output.ug(ug, lower_bound=lower_bound)
