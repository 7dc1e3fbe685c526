"""What every command that logs has in common: understanding, storing, and the reply."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tracker.cli import choose, listings, output
from tracker.cli.app import App
from tracker.diary.model import When, tags_label
from tracker.foods.model import Serving
from tracker.foods.serving import mark_remark, route_remark, unknown
from tracker.text.dates import format_day, format_moment

if TYPE_CHECKING:
    from tracker.diary.resolve import Candidates, Choose, Resolver
    from tracker.diary.store import Diary
    from tracker.foods.doses import Form
    from tracker.foods.model import Food
    from tracker.foods.search.match import SearchResult
    from tracker.reports.intake import Day


class Eaten(NamedTuple):
    """What a line means: servings, remarks about how they were understood, and the meal's tags."""

    servings: list[Serving]
    remarks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def understand(app: App, line: str, day: date, *, keep_unknown: bool = False) -> Eaten:
    """Return what was eaten; it may ask. What no table has is kept if it is to be.

    Raise what `resolve` and `choose` raise.
    """
    from tracker.diary import reading
    from tracker.diary.resolve import Resolver

    with app.diary() as diary:
        diary.person.check_day(day)
        resolver = Resolver(diary)
        food, tags, new = tagged(resolver, line)
        meant = reading.read(resolver, food)
    # Outside the transaction: a question to the user must not hold a lock.
    eaten = chosen(app, meant, keep_unknown=keep_unknown)
    return eaten._replace(remarks=(*eaten.remarks, *_new_tags(new)), tags=tags)


def tagged(resolver: "Resolver", line: str) -> "tuple[str, tuple[str, ...], tuple[str, ...]]":
    """Return the food of a line, its tags, and those of them that are new.

    Raise InputError for tags without food.
    """
    if "+" not in line:
        return line, (), ()
    from tracker.diary.tags import read_tags

    return read_tags(resolver, line)


def _new_tags(tags: Sequence[str]) -> Iterator[str]:
    """Say how to log what was a food and no tag."""
    if tags:
        new = "is a new tag" if len(tags) == 1 else "are new tags"
        yield f"{tags_label(tags)} {new}; if you meant food, write a comma instead of +"


def chosen(
    app: App, meant: "Sequence[Candidates]", *, keep_unknown: bool, ask: bool = True
) -> Eaten:
    """Return the servings of what is meant; ask if need be. Raise what `choose` raises."""
    if not keep_unknown:
        meant = choose.known(app, meant, ask=ask)

    def choice(result: "SearchResult") -> "Food":
        return choose.choose(result, ask=ask)

    # An error comes before a question: the answers would be lost.
    order = sorted(range(len(meant)), key=lambda n: meant[n].is_open)
    by_place = {n: _serving(meant[n], choice) for n in order}
    servings = [by_place[n] for n in range(len(meant))]
    return Eaten(servings, tuple(_remarks(meant, servings)))


def _serving(meant: "Candidates", choice: "Choose") -> Serving:
    return unknown(meant.request) if meant.is_unknown else meant.serving(choice)


def _remarks(meant: "Sequence[Candidates]", servings: Sequence[Serving]) -> Iterator[str]:
    for each, serving in zip(meant, servings, strict=True):
        if each.is_unknown:
            name = serving.food.replace('"', "")
            figure = "2ug/100g" if serving.grams else f"2ug per {serving.measure}"
            yield f'To give it a figure later: b12 unknown set "{name}" {figure}'
        if each.assumed:
            yield _assumed(serving.food, each.assumed)
        if remark := route_remark(serving):
            yield f"{serving.food}: {remark}"
        if each.dropped:
            yield f'{serving.food} (without "{" ".join(each.dropped)}")'
        if each.food is not None and each.food.is_typical and each.request.b12_ug is None:
            yield f"{serving.food}: typical; your label may say another figure: b12 food add ..."
        food = each.of_code(serving.food_code)
        if food is not None and (mark := mark_remark(serving, food)):
            yield f"{serving.food}: {mark}"
    yield from _places(meant, servings)
    again = [e.food for each, e in zip(meant, servings, strict=True) if each.is_as_last_time(e)]
    if again:
        yield f"As last time: {', '.join(again)}"


def _places(meant: "Sequence[Candidates]", servings: Sequence[Serving]) -> Iterator[str]:
    """Say of which table the foods are, if it isn't the one that the person would have first."""
    foods: dict[str, list[str]] = {}
    for each, serving in zip(meant, servings, strict=True):
        if place := each.places.get(serving.food_code or ""):
            foods.setdefault(place, []).append(serving.food)
    for place, names in foods.items():
        yield f"{'; '.join(dict.fromkeys(names))}: {place}"


def _assumed(name: str, form: "Form") -> str:
    """Say which form an injection was taken for, and how to log the other."""
    other = "cyanocobalamin" if form == "hydroxocobalamin" else "hydroxocobalamin"
    return (
        f"{name}: the form is assumed by your country (b12 person set --country); if it was "
        f"{other}, log {other} injection"
    )


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
    from tracker.reports.days import read_day

    return read_day(diary, day, app.today)


def show(eaten: Eaten) -> None:
    """Print a line for each serving, and how they were understood."""
    listings.servings(eaten.servings)
    for remark in eaten.remarks:
        output.paragraph(remark)


def logged(app: App, eaten: Eaten, when: When, total: "Day") -> None:
    """Print what was logged, and the day's total."""
    output.paragraph(f"Logged for {moment(when)}:")
    show(eaten)
    day_total(app, total)


def day_total(app: App, total: "Day") -> None:
    """Print the day's total, its foods of unknown B12, and how to undo."""
    from tracker.reports import sentences

    total_of(app, total)
    if total.unknown:
        output.paragraph(sentences.unknown(total.unknown))
    output.undo()


def total_of(app: App, total: "Day") -> None:
    """Print `Today: 6.56 µg, 273 % of the target of 2.4 µg (IOM RDA 1998)`."""
    from tracker.reports import sentences

    name = "Today" if total.day == app.today else format_day(total.day)
    output.paragraph(f"{name}: {sentences.total(total)}")


def moment(when: When) -> str:
    """Return `Sun 22 Nov 2026, 12:41, lunch, +restaurant`."""
    parts = [format_moment(when.day, when.eaten_at), when.meal, tags_label(when.tags)]
    return ", ".join(filter(None, parts))
