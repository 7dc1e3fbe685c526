"""A day's meals as text that `b12 log -` reads: `2026-11-20 08:00 breakfast: 2 large egg`.

An item is written by its label and its name, or else by its weight or its food's number. What is
written is read again, as by somebody who has logged nothing yet, so that whatever would become
another food or amount is found here.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from tracker.diary import reading
from tracker.diary.lines import Entry, parse_entry
from tracker.diary.model import Item, Meal, When, tags_label
from tracker.diary.resolve import Candidates, Resolver
from tracker.diary.store import Diary
from tracker.diary.tags import read_tags
from tracker.errors import RefusedError, TrackerError
from tracker.foods.amounts import split_items
from tracker.foods.model import Food, Serving
from tracker.foods.search.match import SearchResult, contenders
from tracker.foods.serving import unknown
from tracker.text.dates import clock, format_hour, logged_at
from tracker.text.formatting import format_number, one_line, ug
from tracker.text.units import MICROGRAM, canonical_measure

# Whether the text means the same item, the same words without a food, or something else.
Reading = Literal["same", "no food", "other"]

_CLOSE = 1e-9
# The parts of a whole that are read as fractions; tenths are written as decimals.
_PARTS = (3, 6, 12)
# What separates items, and what a comment or a head would end at.
_MARKS = re.compile(r"[,;:#\[\](){}]+")


class WrittenItem(NamedTuple):
    """An item as text without a comma that separates; `remark` says in what it reads otherwise."""

    item: Item
    text: str
    reading: Reading
    remark: str = ""


class WrittenMeal(NamedTuple):
    """A meal as a line: what stands before the colon, as text and as it is read, items and tags.

    `remarks` say what can't stand before the colon, and `warning` how it is read otherwise.
    """

    meal: Meal
    head: str
    entry: Entry
    items: tuple[WrittenItem, ...]
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    warning: str = ""

    @property
    def line(self) -> str:
        """Return the line with all items, to edit it."""
        return self._line(self.items)

    @property
    def lines(self) -> Iterator[str]:
        """Yield the line as it can be read, with a comment line for each thing that can't be."""
        remarks = (*self.remarks, self.warning, *(item.remark for item in self.items))
        for remark in dict.fromkeys(filter(None, remarks)):
            yield f"# {remark}"
        readable = [item for item in self.items if item.reading != "other"]
        if readable:
            yield self._line(readable)

    def _line(self, items: Sequence[WrittenItem]) -> str:
        texts = ", ".join(item.text for item in items)
        return " ".join(filter(None, (f"{self.head}: {texts}", tags_label(self.tags))))


class DayWriter:
    """Writes the meals of a diary as lines, as long as it is open."""

    def __init__(self, diary: Diary, now: datetime, today: date) -> None:
        """Write them to be read from `now` on, on the diary day `today`."""
        self._now, self._today, self._starts = now, today, diary.person.day_starts
        stranger = Diary(diary.connection)
        stranger.person = diary.person._replace(id=0)
        self._resolver = Resolver(stranger, with_last=False)
        self._written: dict[Serving, WrittenItem] = {}

    def write(self, meal: Meal) -> WrittenMeal:
        """Return the meal as a line."""
        head, entry, remarks = self._head(meal)
        items = [self._item(item) for item in meal.items]
        if not self._is_read(items):
            items = self._apart(items)
        tags = tuple(filter(self._is_tag, meal.when.tags))
        if others := [tag for tag in meal.when.tags if tag not in tags]:
            remarks.append(f"{meal.code} has {tags_label(others)}, which reads as food")
        warning = self._warning(meal, entry)
        return WrittenMeal(meal, head, entry, tuple(items), tags, tuple(remarks), warning)

    def _apart(self, items: Sequence[WrittenItem]) -> list[WrittenItem]:
        """Return items that mean something else beside each other, in other words.

        The line isn't made of exact names: a name with "and" or "with" may be divided. A number
        never is.
        """
        others = [item for item in items if item.reading != "other" and not self._is_exact(item)]
        apart = [
            item if item in others or self._is_read([item, *others]) else self._by_number(item)
            for item in items
        ]
        if self._is_read(apart):
            return apart
        return [_unreadable(item.item) if item in others else item for item in items]

    def _by_number(self, written: WrittenItem) -> WrittenItem:
        """Return the item by its food's number, if it has one that can be read."""
        item = written.item
        for label in _labels(item) if item.food_code else ():
            by_number = self._read(item, f"{label} {item.food_code}")
            if by_number.reading == "same":
                return by_number
        return written

    # --- The day, the time and the name -----------------------------------------------------------

    def _head(self, meal: Meal) -> tuple[str, Entry, list[str]]:
        """Return what stands before the colon, what it says, and remarks on what it can't say."""
        when, remarks = meal.when, []
        at, name = None, when.meal
        if when.eaten_at is not None:
            at = when.eaten_at.time().replace(second=0, microsecond=0)
            if not self._is_moment(when, at):
                hour = format_hour(when.day, when.eaten_at)
                remarks.append(f"{meal.code} was eaten at {hour}, which reads as another time here")
                at = None
        if name is not None and not self._is_said(Entry(when.day, at, name, "1 egg")):
            remarks.append(f'{meal.code} is called "{name}", which can\'t stand before a colon')
            name = None
        entry = Entry(when.day, at, name, "")
        return _head_of(entry), entry, remarks

    def _is_said(self, entry: Entry) -> bool:
        """Return whether the line of an entry is read as that entry."""
        today = max(entry.day or self._today, self._today)
        try:
            return parse_entry(f"{_head_of(entry)}: {entry.what}", today) == entry
        except TrackerError:
            return False

    def _warning(self, meal: Meal, entry: Entry) -> str:
        """Return in what `b12 log -` would read the line otherwise on this day."""
        if meal.when.day > self._today:
            return (
                f"{meal.code} is of a day that has not begun here: b12 log - refuses it till then"
            )
        if meal.when.day == self._today and entry.at is None:
            return f"{meal.code} has no time: b12 log - gives it the time of reading"
        return ""

    def _is_tag(self, tag: str) -> bool:
        """Return whether the tag is read as one, and not as a food that is joined by +."""
        return read_tags(self._resolver, f"1 egg +{tag}").tags == (tag,)

    def _is_moment(self, when: When, at: time) -> bool:
        """Return whether the time of day is read as the clock showed it."""
        assert when.eaten_at is not None
        try:
            _, moment = logged_at(when.day, at, self._now, self._starts)
        except TrackerError:
            return False
        shown = when.eaten_at.replace(second=0, microsecond=0, tzinfo=None)
        return moment is not None and moment.replace(tzinfo=None) == shown

    # --- An item ----------------------------------------------------------------------------------

    def _item(self, item: Item) -> WrittenItem:
        serving = replace(item, when=When(date.min), meal_id=0, id=0, note=None)
        if serving not in self._written:
            self._written[serving] = self._written_as(item)
        return self._written[serving]._replace(item=item)

    def _written_as(self, item: Item) -> WrittenItem:
        """Return the first way to write the item that reads as the item, or as no food."""
        without_food: WrittenItem | None = None
        for text in _ways(item):
            written = self._read(item, text)
            if written.reading == "same":
                return written
            if written.reading == "no food" and without_food is None:
                without_food = written
        return without_food or _unreadable(item)

    def _read(self, item: Item, text: str) -> WrittenItem:
        """Return the item as that text, with what it is read as alone."""
        meant = self._meant(text)
        if len(meant) != 1 or len(split_items(text)) != 1:
            return WrittenItem(item, text, "other")
        return _compared(item, text, meant[0])

    def _meant(self, text: str) -> list[Candidates]:
        try:
            return reading.read(self._resolver, text)
        except TrackerError:
            return []

    def _is_exact(self, written: WrittenItem) -> bool:
        return reading.exactly(self._resolver, written.text) is not None

    def _is_read(self, items: Sequence[WrittenItem]) -> bool:
        """Return whether the items mean beside each other what each means alone."""
        readable = [item for item in items if item.reading != "other"]
        if all(map(self._is_exact, readable)):
            return True
        meant = self._meant(", ".join(item.text for item in readable))
        return len(meant) == len(readable) and all(
            _compared(written.item, written.text, each).reading == written.reading
            for written, each in zip(readable, meant, strict=True)
        )


def _compared(item: Item, text: str, meant: Candidates) -> WrittenItem:
    """Return the item as a text, with whether what the text means is the item."""
    other = WrittenItem(item, text, "other")
    if meant.is_unknown:
        if item.food_code is not None or not _is_amount(unknown(meant.request), item):
            return other
        if meant.request.phrase != item.food.casefold():
            return other
        known = "" if item.b12_ug is None else f", where its {ug(item.b12_ug)} are unknown"
        remark = f"{item.food} is in no table: b12 log - --keep-unknown reads it{known}"
        return WrittenItem(item, text, "no food", remark)
    try:
        serving = meant.serving(_the_only)
    except TrackerError:
        return other
    if not (_is_food(serving, item) and _is_amount(serving, item)):
        return other
    return WrittenItem(item, text, "same", "; ".join(_remarks(item, text, serving)))


def _head_of(entry: Entry) -> str:
    """Return `2026-11-20 08:00 breakfast`."""
    at = None if entry.at is None else clock(entry.at)
    return " ".join(filter(None, (f"{entry.day}", at, entry.meal)))


def _ways(item: Item) -> Iterator[str]:
    """Yield ways to write the item, the most telling first."""
    labels, names = list(_labels(item)), [item.food, _plain(item.food)]
    for name in dict.fromkeys(filter(None, (*names, item.food_code))):
        for label in labels:
            yield one_line(f"{label} {name}")


def _labels(item: Item) -> Iterator[str]:
    """Yield `1 cup, diced`, `1 cup` and `150 g`."""
    number = _number(item.amount)
    measure = item.label.removeprefix(format_number(item.amount))
    yield f"{number}{measure}"
    if (part := _MARKS.split(measure)[0].rstrip()) != measure:
        yield f"{number}{part}"
    if item.grams is not None:
        yield f"{_number(item.grams)} g"


def _remarks(item: Item, text: str, read: Serving) -> Iterator[str]:
    """Yield which food a number is, and what the item held if that has changed since."""
    if item.food_code and text.endswith(f" {item.food_code}"):
        yield f"{item.food_code} is {item.food}"
    had, has = ug(item.b12_ug), ug(read.b12_ug)
    if had != has:
        yield f"{text} was logged with {had}, and has {has} by the table of today"


def _unreadable(item: Item) -> WrittenItem:
    """Return an item that can only be left as it is, removed, or given another amount."""
    text = one_line(f"{_number(item.amount)} {_plain(item.measure)} {_plain(item.food)}")
    figure = ug(item.b12_ug, lower_bound=item.lower_bound)
    remark = f"{item.food} {item.label}, {figure}, can't be written so that b12 log - reads it"
    return WrittenItem(item, text, "other", remark)


def _plain(name: str) -> str:
    """Return the name without the marks that separate items."""
    return one_line(_MARKS.sub(" ", name))


def _number(value: float) -> str:
    """Return the number as it is read: 150, 0.5, 1 1/3, and else with all its decimals."""
    short = format_number(value)
    if float(short) == value:
        return short
    fraction = Fraction(value).limit_denominator(max(_PARTS))
    whole, part = divmod(fraction.numerator, fraction.denominator)
    if fraction.denominator in _PARTS and math.isclose(fraction, value, rel_tol=1e-12):
        return f"{whole or ''} {part}/{fraction.denominator}".strip()
    return f"{Decimal(repr(value)):f}"


def _the_only(result: SearchResult) -> Food:
    """Return the food that is meant. Raise RefusedError if it could be several."""
    foods = contenders(result)
    if len(foods) != 1:
        raise RefusedError(f'"{result.phrase}" could be several foods')
    return foods[0].food


def _is_food(serving: Serving, item: Item) -> bool:
    """Return whether it is of the same food, and eaten or injected as the item was."""
    if (serving.origin == "injection") != (item.origin == "injection"):
        return False
    if item.food_code is not None:
        return serving.food_code == item.food_code
    is_dose = item.measure == serving.measure == MICROGRAM.name
    same_name = serving.food.casefold() == item.food.casefold()
    return same_name and (is_dose or serving.food_code is None)


def _is_amount(serving: Serving, item: Item) -> bool:
    """Return whether it weighs the same, or is as many of the same measure where nothing does."""
    if item.grams is not None or serving.grams is not None:
        return _is_close(serving.grams, item.grams)
    measures = {canonical_measure(each.measure or "serving") for each in (serving, item)}
    return len(measures) == 1 and _is_close(serving.amount, item.amount)


def _is_close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_CLOSE)
