"""The difference between a day's meals and the text that they were edited to.

Lines are matched with meals, and the words between commas with items. What reads as before stays as
it is, with its µg, its note and its number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from tracker.diary.day_text import WrittenItem, WrittenMeal
from tracker.diary.edit import moved
from tracker.diary.lines import Entry, parse_entry, split_head
from tracker.diary.model import Item, When
from tracker.errors import InputError
from tracker.foods.amounts import Request, parse_item, split_items
from tracker.foods.model import Serving
from tracker.text.dates import date_of, past_moment
from tracker.text.formatting import one_line


class Line(NamedTuple):
    """A line of the edited text: its number, what stands before the colon, the items and tags."""

    number: int
    entry: Entry
    items: tuple[str, ...]
    tags: tuple[str, ...] = ()


class Replaced(NamedTuple):
    """An item with the words that stand in its place, and their amount if the food is the same."""

    item: Item
    text: str
    amount: Request | None = None


class Plan(NamedTuple):
    """What a line makes of its meal, None for a new one; `kept` are unchanged items of any meal."""

    line: Line
    meal: WrittenMeal | None
    kept: tuple[Item, ...]
    replaced: tuple[Replaced, ...]
    added: tuple[str, ...]


class MealRevision(NamedTuple):
    """A meal, or a new one (None), with its moment and what is in it.

    `kept` are items as they were, of this meal and others, and `corrected` have other content.
    """

    meal_id: int | None
    before: When | None
    when: When
    kept: tuple[Item, ...] = ()
    corrected: tuple[Item, ...] = ()
    added: tuple[Serving, ...] = ()

    @property
    def moved(self) -> tuple[Item, ...]:
        """Return the items of other meals."""
        return tuple(item for item in self.kept if item.meal_id != self.meal_id)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changes."""
        return self.before == self.when and not (self.moved or self.corrected or self.added)

    @property
    def eaten(self) -> tuple[Serving, ...]:
        """Return all that is in it."""
        return (*self.kept, *self.corrected, *self.added)


class Revision(NamedTuple):
    """What is to be stored of an edited text."""

    meals: tuple[MealRevision, ...]
    removed: tuple[Item, ...]

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return bool(self.meals or self.removed)


def read_line(
    number: int, text: str, heads: Mapping[str, Entry], day: date, today: date
) -> Line | None:
    """Return a line of the text of a day; None for a blank one and a comment.

    `heads` says what stood before the colons of the text before. Raise InputError for an invalid
    day, time or name, and for a line without a food.
    """
    text = one_line(text)
    head, what = split_head(text)
    entry = heads.get(head or "")
    if entry is None:
        entry = parse_entry(text, today)
        if entry is None:
            return None
        what = entry.what
    items = tuple(split_items(what))
    if not items:
        raise InputError(f'"{text}" names no food; without the line the meal is removed')
    return Line(number, Entry(entry.day or day, entry.at, entry.meal, ""), items)


def compare(before: Sequence[WrittenMeal], lines: Sequence[Line]) -> tuple[list[Plan], list[Item]]:
    """Return what each line makes of the meals, and the items that are in none."""
    meals = _matched(before, lines)
    kept: list[list[Item]] = []
    texts: list[list[str]] = []
    left: list[list[WrittenItem]] = []
    for line, meal in zip(lines, meals, strict=True):
        own, items, words = _paired(meal.items if meal else (), line.items, _reads_same)
        kept.append([each.item for each, _ in own])
        texts.append(words)
        left.append(items)
    gone = [item for meal in before if meal not in meals for item in meal.items]
    for place, words in enumerate(texts):
        # Words that stood in another line are that item.
        elsewhere = [item for items in (gone, *left) for item in items]
        own, _, texts[place] = _paired(elsewhere, words, _reads_same)
        kept[place] += [each.item for each, _ in own]
        for each, _ in own:
            next(items for items in (gone, *left) if each in items).remove(each)
    plans, removed = [], [each.item for each in gone]
    for line, meal, same, items, words in zip(lines, meals, kept, left, texts, strict=True):
        pairs, items, words = _paired(items, words, _has_same_food)
        if len(items) == len(words):
            pairs += zip(items, words, strict=True)
            items, words = [], []
        removed += [each.item for each in items]
        others = tuple(_replaced(each, text) for each, text in pairs)
        plans.append(Plan(line, meal, tuple(same), others, tuple(words)))
    return plans, removed


def moment_of(plan: Plan, starts: time, now: datetime) -> When:
    """Return the moment of a line; what it says as before stays as it was.

    Raise InputError for a time that the clocks skipped, and for one that is still to come.
    """
    entry, meal = plan.line.entry, plan.meal
    assert entry.day is not None
    if meal is None:
        if entry.at is None:
            return When(entry.day, None, entry.meal, plan.line.tags)
        eaten_at = past_moment(date_of(entry.day, entry.at, starts), entry.at, now)
        return When(entry.day, eaten_at, entry.meal, plan.line.tags)
    was, when = meal.entry, meal.meal.when
    if plan.line.tags != meal.tags:
        when = when._replace(tags=plan.line.tags)
    name = when.meal if entry.meal == was.meal else entry.meal
    if entry.at is None and was.at is not None:
        return When(entry.day, None, name, when.tags)
    at = None if entry.at == was.at else entry.at
    return moved(when, None if entry.day == was.day else entry.day, at, (name,), starts, now)


def _name(text: str) -> str:
    request = _request(text)
    return text.casefold() if request is None else request.phrase


def _request(text: str) -> Request | None:
    try:
        return parse_item(text)
    except InputError:
        return None


def _reads_same(item: WrittenItem, text: str) -> bool:
    return item.text == text


def _has_same_food(item: WrittenItem, text: str) -> bool:
    return _name(item.text) == _name(text)


def _replaced(item: WrittenItem, text: str) -> Replaced:
    request = _request(text)
    has_amount = request is not None and (request.amount or request.measure)
    same = has_amount and _has_same_food(item, text)
    return Replaced(item.item, text, request if same else None)


def _paired(
    items: Iterable[WrittenItem],
    texts: Iterable[str],
    fits: Callable[[WrittenItem, str], bool],
) -> tuple[list[tuple[WrittenItem, str]], list[WrittenItem], list[str]]:
    """Return each text with the first item that it fits, the other items, and the other texts."""
    pairs, left, others = [], list(items), []
    for text in texts:
        item = next((each for each in left if fits(each, text)), None)
        if item is None:
            others.append(text)
        else:
            left.remove(item)
            pairs.append((item, text))
    return pairs, left, others


def _matched(before: Sequence[WrittenMeal], lines: Sequence[Line]) -> list[WrittenMeal | None]:
    """Return the meal of each line: the one that is most like it; None for a new meal."""
    alike = [
        (likeness, -abs(place - number), place, number)
        for place, meal in enumerate(before)
        for number, line in enumerate(lines)
        if any(likeness := _likeness(meal, line))
    ]
    matched: list[WrittenMeal | None] = [None] * len(lines)
    taken: set[int] = set()
    for *_, place, number in sorted(alike, reverse=True):
        if place not in taken and matched[number] is None:
            matched[number] = before[place]
            taken.add(place)
    return matched


def _likeness(meal: WrittenMeal, line: Line) -> tuple[int, ...]:
    """Return how alike they are: all of the line, its head, items, foods, time or name."""
    texts = [item.text for item in meal.items]
    same_head = meal.entry == line.entry
    foods = {_name(text) for text in texts} & {_name(text) for text in line.items}
    parts = (
        meal.entry.at is not None and meal.entry.at == line.entry.at,
        meal.entry.meal is not None and meal.entry.meal == line.entry.meal,
    )
    return (
        same_head and sorted(texts) == sorted(line.items),
        same_head,
        len({*texts} & {*line.items}),
        len(foods),
        sum(parts),
    )
