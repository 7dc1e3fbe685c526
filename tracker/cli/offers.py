"""What the shell offers for an option or an argument: names, days and numbers of the diary.

Foods are offered by `setup.completion`. Nothing here creates a diary or raises an error, and only a
key press imports it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from tracker.cli import shell
from tracker.cli.app import App
from tracker.database.glance import ERRORS, glance
from tracker.diary.model import ItemRow
from tracker.diary.store import Diary
from tracker.people import store as people
from tracker.people.store import MIDNIGHT
from tracker.text import dates
from tracker.text.formatting import count, format_number, printable

# What was logged in so many days is offered.
_RECENT = timedelta(days=90)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_USUAL_MEALS = ("breakfast", "lunch", "dinner", "snack")
_PERIODS = {"7d": "days", "28d": "days", "12w": "weeks", "6m": "months", "1y": "a year"}
_MONTHS = 12
_LONGEST_HELP = 60

# What can be typed, and what that is.
Offer = tuple[str, str]


class _Asked(NamedTuple):
    """What is known where somebody presses Tab: `words` are those typed before for the same."""

    diary: Diary | None
    today: date
    words: Sequence[str]
    context: click.Context


def complete(
    kind: str, ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return what may be typed there, what was used most or last first."""
    before = ctx.params.get(param.name or "")
    many = param.nargs == -1
    words = [str(word) for word in before] if many and isinstance(before, tuple) else []
    # The words of a name may be typed without quotes: what is offered is the rest of it.
    typed = " ".join([*words, incomplete]) if kind in _OF_SEVERAL_WORDS else incomplete
    matches = {
        incomplete + name[len(typed) :]: said
        for name, said in _read(_KINDS[kind], ctx, words)
        if name.casefold().startswith(typed.casefold()) and name.isprintable()
    }
    return [
        CompletionItem(shown, help=_shortened(matches[value]))
        for value in shell.first(list(matches))
        for shown in shell.quoted([value], many=many)
    ]


def _shortened(said: str) -> str | None:
    """Return it on one line that a terminal has room for; None, as click wants it, for nothing."""
    text = printable(said)
    return f"{text[:_LONGEST_HELP]}…" if len(text) > _LONGEST_HELP else text or None


def eaten(ctx: click.Context) -> list[str]:
    """Return the names of what was logged lately, the most frequent first."""
    return [name for name, _ in _read(_foods, ctx, ())]


def _read(
    offers: Callable[[_Asked], Iterable[Offer]], ctx: click.Context, words: Sequence[str]
) -> list[Offer]:
    """Return the offers; of a diary that can't be read those that need none."""
    with suppress(*ERRORS):
        app = ctx.find_object(App) or App()
        with suppress(*ERRORS), glance(app.named) as connection:
            diary = None if connection is None else Diary(connection, app.person_name)
            starts = MIDNIGHT if diary is None else diary.person.day_starts
            today = dates.diary_day(app.moment, starts)
            return list(offers(_Asked(diary, today, words, ctx)))
        return list(offers(_Asked(None, app.moment.date(), words, ctx)))
    return []


def _counted(asked: _Asked, of: Callable[[ItemRow], str | None]) -> list[tuple[str, int]]:
    """Return what the items of the last days have, the most frequent first, and how often."""
    if asked.diary is None:
        return []
    rows = asked.diary.rows(asked.today - _RECENT, asked.today)
    return Counter(name for row in reversed(rows) if (name := of(row))).most_common()


# --- people and meals ----------------------------------------------------------------------------


def _people(asked: _Asked) -> Iterator[Offer]:
    if asked.diary is not None:
        yield from ((name, "") for name in people.names(asked.diary.connection))


def _meals(asked: _Asked) -> Iterator[Offer]:
    eaten = _counted(asked, lambda row: row.meal)
    yield from ((name, count(times, "item")) for name, times in eaten)
    names = {name.casefold() for name, _ in eaten}
    yield from ((name, "") for name in _USUAL_MEALS if name not in names)


def _entries(asked: _Asked) -> Iterator[Offer]:
    """The last meals, each before its items."""
    if asked.diary is None:
        return
    for meal in reversed(asked.diary.meals(asked.today - _RECENT, asked.today)):
        day = dates.format_day(meal.when.day)
        foods = ", ".join(item.food for item in meal.items)
        yield meal.code, f"{day}{f', {meal.when.meal}' if meal.when.meal else ''}: {foods}"
        for item in meal.items:
            yield str(item.id), f"{day}: {item.label} {item.food}"


def _foods(asked: _Asked) -> Iterator[Offer]:
    for food, times in _counted(asked, lambda row: row.food):
        yield food, f"{times} ×"


def _unknown_foods(asked: _Asked) -> Iterator[Offer]:
    if asked.diary is not None:
        for food in asked.diary.unknown_foods():
            yield food.food, f"{food.times} ×"


# --- days and periods ----------------------------------------------------------------------------


def _days(asked: _Asked) -> Iterator[Offer]:
    for word in ("today", "yesterday", *_WEEKDAYS):
        yield word, dates.format_day(dates.parse_day(word, asked.today))
    if asked.diary is not None:
        rows = asked.diary.rows(asked.today - _RECENT, asked.today)
        times = Counter(row.day for row in rows)
        for day in sorted(times, reverse=True):
            yield day.isoformat(), f"{dates.format_day(day)}: {count(times[day], 'item')}"


def _periods(_asked: _Asked) -> Iterator[Offer]:
    yield from _PERIODS.items()


def _months(asked: _Asked) -> Iterator[Offer]:
    day = asked.today
    for _ in range(_MONTHS):
        yield f"{day:%Y-%m}", ""
        day = day.replace(day=1) - timedelta(days=1)


def _years(asked: _Asked) -> Iterator[Offer]:
    begins = asked.diary and asked.diary.first_day()
    first_year = begins.year if begins else asked.today.year
    for year in range(asked.today.year, first_year - 1, -1):
        yield str(year), ""


# --- health and doses ----------------------------------------------------------------------------


def _symptoms(asked: _Asked) -> Iterator[Offer]:
    from tracker.health import store, symptoms

    known = {name: symptom.says for name, symptom in symptoms.KNOWN.items()}
    if asked.diary is not None:
        felt = store.symptoms(asked.diary, asked.today - _RECENT, asked.today)
        for name, times in Counter(each.symptom for each in felt).most_common():
            yield name, f"{times} ×"
        yield from ((name, "") for name in store.own_names(asked.diary))
    yield from known.items()


def _felt(asked: _Asked) -> Iterator[Offer]:
    from tracker.health import store

    if asked.diary is not None:
        for each in reversed(store.symptoms(asked.diary, asked.today - _RECENT, asked.today)):
            yield str(each.id), f"{each.symptom} {each.score}, {dates.format_day(each.day)}"


def _tests(asked: _Asked) -> Iterator[Offer]:
    """The tests, and behind a test and its value the units."""
    from tracker.health.laboratory import TESTS

    if len(asked.words) == 0:
        yield from ((test.name, test.title) for test in TESTS.values())
    elif len(asked.words) > 1:
        test = TESTS.get(asked.words[0].casefold())
        yield from ((unit, "") for unit in (test.units if test else ()))


def _lab_values(asked: _Asked) -> Iterator[Offer]:
    from tracker.health import store

    if asked.diary is not None:
        for value in reversed(store.lab_values(asked.diary)):
            yield str(value.id), f"{value.test.name} {value.label}, {dates.format_day(value.day)}"


def _conditions(_asked: _Asked) -> Iterator[Offer]:
    from tracker.people.conditions import known_conditions

    for name, condition in known_conditions().items():
        yield name, condition.title if condition.title != name else ""


def _own_conditions(asked: _Asked) -> Iterator[Offer]:
    if asked.diary is not None:
        for condition in asked.diary.person.conditions:
            yield condition.name, condition.span


def _regimens(asked: _Asked) -> Iterator[Offer]:
    from tracker.regimens import store

    if asked.diary is not None:
        for regimen in reversed(store.regimens(asked.diary)):
            yield str(regimen.id), regimen.dated


# --- what people define, and help ----------------------------------------------------------------


def _recipes(asked: _Asked) -> Iterator[Offer]:
    from tracker.foods import own

    if asked.diary is not None:
        for recipe in own.recipes(asked.diary.connection):
            yield recipe.food.title, f"makes {format_number(recipe.makes)}"


def _aliases(asked: _Asked) -> Iterator[Offer]:
    from tracker.foods import own

    if asked.diary is not None:
        yield from ((phrase, food.title) for phrase, food in own.aliases(asked.diary.connection))


def _helped(asked: _Asked) -> Iterator[Offer]:
    """The commands of the group that is typed, or all, and the topics."""
    from tracker.cli.help.topics import TOPICS

    group, context = asked.context.find_root().command, asked.context.find_root()
    for word in asked.words:
        inner = group.get_command(context, word) if isinstance(group, click.Group) else None
        if inner is None:
            return
        group = inner
    if isinstance(group, click.Group):
        yield from ((name, "") for name in group.list_commands(context))
    if not asked.words:
        yield from ((topic.name, topic.line) for topic in TOPICS)


_KINDS: dict[str, Callable[[_Asked], Iterable[Offer]]] = {
    "aliases": _aliases,
    "conditions": _conditions,
    "days": _days,
    "entries": _entries,
    "felt": _felt,
    "help": _helped,
    "lab values": _lab_values,
    "meals": _meals,
    "months": _months,
    "own conditions": _own_conditions,
    "people": _people,
    "periods": _periods,
    "recipes": _recipes,
    "regimens": _regimens,
    "symptoms": _symptoms,
    "tests": _tests,
    "unknown foods": _unknown_foods,
    "years": _years,
}
# Where an argument takes many words that are one name; elsewhere each word is one thing.
_OF_SEVERAL_WORDS = ("conditions", "meals", "own conditions", "symptoms", "unknown foods")
