"""`b12 edit`, `b12 remove` and `b12 note`: correcting what was logged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import click

from tracker.cli import choose, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.correct import entries
from tracker.cli.log import reply
from tracker.cli.options import DAY, TIME, day_option, meal_option, offered
from tracker.cli.periods import span_options
from tracker.cli.setup import completion
from tracker.diary import edit as corrections
from tracker.diary.model import (
    EntryId,
    Item,
    When,
    is_entry_id,
    meal_name,
    parse_entry_id,
    parse_tag,
)
from tracker.errors import InputError, RefusedError
from tracker.foods import serving
from tracker.foods.doses import names_dose
from tracker.reports.intake import Day
from tracker.text.dates import day_extent, format_day

if TYPE_CHECKING:
    from tracker.text.spans import Span


class _Id(click.ParamType[EntryId]):
    """The id of an item or a meal."""

    name = "id"

    def convert(
        self, value: str | EntryId, param: click.Parameter | None, ctx: click.Context | None
    ) -> EntryId:
        """Return the id. Raise InputError."""
        return value if isinstance(value, EntryId) else parse_entry_id(value)


class _IdOrDay(click.ParamType[EntryId | date]):
    """The id of an item or a meal, or a day."""

    name = "id"

    @staticmethod
    def extent(words: Sequence[str]) -> int:
        """Return how many words at the beginning are one id or day: 2 of 15 nov."""
        return 1 if words[1:] and words[1].startswith("-") else day_extent(words)

    def convert(
        self, value: str | EntryId | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> EntryId | date:
        """Return the id or the day. Raise InputError."""
        if not isinstance(value, str):
            return value
        return parse_entry_id(value) if is_entry_id(value) else DAY.convert(value, param, ctx)


# Today's and yesterday's ids are at hand; older ones have to be looked up.
_RECENT = timedelta(days=1)
_id = click.argument("which", type=_Id(), metavar="ID", shell_complete=offered("entries"))


@click.command(cls=Command)
@click.argument(
    "which",
    required=False,
    type=_IdOrDay(),
    metavar="[ID | DAY]",
    shell_complete=offered("entries"),
)
@click.option("--amount", metavar="AMOUNT", help="Another amount: 200g, 2 cups, 25ug.")
@click.option(
    "--food",
    metavar="FOOD",
    help="Another food, in the same amount.",
    shell_complete=completion.foods,
)
@click.option("-t", "--time", "at", type=TIME, metavar="TIME", help="When: 19:30.")
@day_option("Another diary day, at the same time of day.")
@meal_option('The meal\'s name; "" removes it.')
@click.option("--tag", "tag", multiple=True, metavar="TAG", help="Give the meal a tag.")
@click.option("--untag", "untag", multiple=True, metavar="TAG", help="Remove a tag from the meal.")
@click.option(
    "--every",
    metavar="NAME",
    help="Change all items of that name: those of the last 28 days, or of --from, --to, --last, "
    "--month or --year.",
)
@span_options(None)
@click.option("--dry-run", is_flag=True, help="With --every: say what would change.")
@pass_app
def edit(
    app: App,
    which: EntryId | date | None,
    amount: str | None,
    food: str | None,
    at: time | None,
    day: date | None,
    meal: str | None,
    tag: tuple[str, ...],
    untag: tuple[str, ...],
    every: str | None,
    span: "Span | None",
    *,
    dry_run: bool,
) -> None:
    """Correct an item or a meal, or open a day in your editor.

    b12 show lists the ids. An item with another time, day or name leaves its meal; the others stay.
    Without an id, the day's meals open as lines in $VISUAL or $EDITOR; what you change is stored as
    one change, and what you leave keeps its figures.

    \b
    b12 edit 12 --amount 200g
    b12 edit m7 -d yesterday -t 19:30 -m dinner --tag restaurant
    b12 edit yesterday
    b12 edit --every "oat milk" --food "soy milk" --month 2026-10
    """
    changes = _Changes(amount, food, at, day, meal, tag, untag)
    if every is not None:
        if which is not None or changes != _NOTHING._replace(amount=amount, food=food):
            raise InputError("--every is with --food, --amount and a period: no id, -t, -d or -m")
        from tracker.cli.correct.edit_every import edit_every

        edit_every(app, every, food, amount, span, dry_run=dry_run)
        return
    if span is not None or dry_run:
        raise InputError("a period and --dry-run are for --every")
    if isinstance(which, EntryId):
        if changes == _NOTHING:
            raise InputError("nothing to change: b12 edit --help lists what can be")
        _edit_entry(app, which, changes)
        return
    if which is None and changes == _NOTHING._replace(day=day):
        which = day or app.today
    elif which is None or changes != _NOTHING:
        raise InputError("what is changed needs an id; b12 show lists them")
    from tracker.cli.correct.edit_day import edit_day

    edit_day(app, which)


class _Changes(NamedTuple):
    """What is to be changed of an item or a meal; None and an empty tuple leave it as it is."""

    amount: str | None = None
    food: str | None = None
    at: time | None = None
    day: date | None = None
    meal: str | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()


_NOTHING = _Changes()


def _edit_entry(app: App, which: EntryId, changes: _Changes) -> None:
    """Correct an item or a meal."""
    amount, food, at, day, meal, *_ = changes
    add, remove = set(map(parse_tag, changes.tag)), set(map(parse_tag, changes.untag))
    name = None if meal is None else (meal_name(meal),)

    def moved(when: When) -> When:
        when = when._replace(tags=tuple(sorted({*when.tags, *add} - remove)))
        return corrections.moved(when, day, at, name, app.day_starts, app.moment)

    if which.of_meal:
        if amount is not None or food is not None:
            raise InputError("--amount and --food are for an item, not for a meal")
        _confirm(app, [which], "Change")
        _edit_meal(app, which.number, moved)
        return
    if add or remove:
        raise InputError("--tag and --untag are for a meal: b12 show has its id, such as m7")
    before, after = _corrected(app, which.number, amount, food)
    _confirm(app, [which], "Change")
    _edit_item(app, before, replace(after, when=moved(before.when)))


def _confirm(app: App, ids: Sequence[EntryId], verb: str) -> None:
    """Ask on a terminal before an older entry is changed: its id may be a slip of the finger.

    Raise RefusedError if the answer is no.
    """
    if not choose.asks():
        return
    with app.diary() as diary:
        items = diary.named(ids)
    older = [item for item in items if item.when.day < app.today - _RECENT]
    if not older:
        return
    for item in older:
        output.note(f"  {entries.of_item(item)}")
    if not click.confirm(f"{verb} what was eaten on another day?", err=True):
        raise RefusedError("nothing was changed; b12 show -d DAY lists a day's ids")


def _corrected(app: App, number: int, amount: str | None, food: str | None) -> tuple[Item, Item]:
    """Return the item before and after; it may ask which food is meant."""
    from tracker.diary.resolve import Candidates, Resolver
    from tracker.foods import catalogue

    phrase = None if food is None else corrections.parse_food(food)
    with app.diary() as diary:
        before = diary.item(number)
        request = serving.request_for(before)
        if amount is not None:
            had = request if phrase is None else None
            request = corrections.parse_amount(amount, phrase or before.food, had)
        if phrase is None:
            if amount is None:
                return before, before
            same_food = catalogue.food_of(diary.connection, before)
            return before, corrections.with_amount(before, same_food, request)
        request = request._replace(phrase=phrase, whole=phrase)
        if request.b12_ug is not None and amount is None and not names_dose(phrase):
            raise RefusedError(f"{before.label} is an amount of B12: with --food give --amount too")
        if request.b12_ug is not None:
            candidates = Resolver(diary, with_last=False).look_up(request)
        else:
            resolver = Resolver(diary, with_last=False)
            meant = resolver.search(phrase)
            candidates = resolver.preferred(
                Candidates(request, meant if meant.matches else resolver.unnamed(phrase))
            )
    # Outside the transaction: a question to the user must not hold a lock.
    try:
        other = candidates.serving(choose.choose)
    except RefusedError as error:
        if amount is not None:
            raise
        raise RefusedError(f"{error}; --amount gives another") from None
    return before, corrections.in_place_of(before, other)


def _edit_item(app: App, before: Item, after: Item) -> None:
    with app.diary(write=True) as diary:
        diary.person.check_day(after.when.day)
        if diary.item(before.id) != before:
            raise RefusedError("the item was changed meanwhile; b12 show shows it as it is now")
        diary.correct(before, after)
        diary.summary = f"edit {entries.of_item(before)} to {entries.of_item(after)}"
        totals = entries.totals(app, diary, (before.when.day, after.when.day))
    _reply(app, entries.of_item(before), entries.of_item(after), totals, changed=diary.changed)


def _edit_meal(app: App, number: int, moved: Callable[[When], When]) -> None:
    with app.diary(write=True) as diary:
        before = diary.meal(number)
        when = moved(before.when)
        diary.person.check_day(when.day)
        if when != before.when:
            diary.move(before, when)
        diary.summary = f"edit the meal {before.code} of {format_day(before.when.day)}"
        totals = entries.totals(app, diary, (before.when.day, when.day))
    after = before._replace(when=when)
    _reply(app, entries.of_meal(before), entries.of_meal(after), totals, changed=diary.changed)


def _reply(app: App, before: str, after: str, totals: Sequence[Day], *, changed: bool) -> None:
    """Print both sides, and the totals of the day it left and of the day it is on now."""
    if not changed:
        output.unchanged()
        return
    output.paragraph(f"Before: {before}")
    output.paragraph(f"After:  {after}")
    entries.show_totals(app, totals)


@click.command(cls=Command)
@click.argument(
    "ids", nargs=-1, required=True, type=_Id(), metavar="ID...", shell_complete=offered("entries")
)
@pass_app
def remove(app: App, ids: tuple[EntryId, ...]) -> None:
    """Remove items, or meals with all their items.

    b12 show lists the ids. A meal that loses its last item is removed too. b12 undo restores all.

    \b
    b12 remove 12 13
    b12 remove m7
    """
    _confirm(app, ids, "Remove")
    with app.diary(write=True) as diary:
        items = diary.named(ids)
        diary.remove(items)
        diary.summary = f"remove {', '.join(f'{item.food} {item.label}' for item in items)}"
        totals = entries.totals(app, diary, (item.when.day for item in items))
    for item in items:
        output.paragraph(f"Removed {entries.of_item(item)}")
    for total in totals:
        reply.total_of(app, total)
    output.undo()


@click.command(cls=Command)
@_id
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@pass_app
def note(app: App, which: EntryId, text: tuple[str, ...]) -> None:
    """Write a note on an item or a meal; an empty one removes it.

    \b
    b12 note 12 half of it was left
    b12 note m7 "at Anna's"
    b12 note m7 ""
    """
    written = corrections.parse_note(" ".join(text))
    _confirm(app, [which], "Change")
    with app.diary(write=True) as diary:
        (first, *_) = diary.named([which])
        diary.note(which, written)
        what = f"m{which.number}" if which.of_meal else f"{first.food} {first.label}"
        on = f"{what} of {format_day(first.when.day)}"
        diary.summary = f"note on {on}" if written else f"remove the note on {on}"
    if not diary.changed:
        output.unchanged()
    else:
        output.paragraph(f"Note on {on}: {written}" if written else f"Removed the note on {on}")
