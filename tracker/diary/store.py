"""The diary of a person: its meals, items and marks of days, read and written."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tracker.database.compiled import Row
from tracker.database.connection import load, values
from tracker.diary.model import EntryId, Item, ItemRow, Mark, Meal, When
from tracker.diary.rows import first_days_of, instant, last_days_of, marks_of, rows_of
from tracker.errors import InputError, NotFoundError
from tracker.foods.model import Food, Serving
from tracker.people.store import Session
from tracker.text.dates import ANY_CLOCK, diary_day
from tracker.text.words import words

if TYPE_CHECKING:
    from tracker.diary.filters import Filter
    from tracker.diary.repeat import Habit
    from tracker.diary.revision import Revision
    from tracker.diary.unknown import Filling, UnknownFood
    from tracker.text.spans import Span


class Diary(Session):
    """The meals, items and marks of a person's days, and what is done with them.

    Both ends of a stretch of days are included. What is eaten on a day that is marked as a fast
    ends the fast, here and only here: `log`, `correct` and `move` return whether they did that.
    """

    def items(self, first: date, last: date, wanted: "Filter | None" = None) -> list[Item]:
        """Return the items of those days in the order they were eaten, or those wanted of them."""
        return [_item(row) for row in self._between(first, last, wanted)]

    def rows(self, first: date, last: date) -> list[ItemRow]:
        """Return the same items as lean rows: those of ten years in a fraction of the time."""
        own = self.person.id
        return rows_of(self.connection, [own], first, last)[own]

    def meals(self, first: date, last: date, wanted: "Filter | None" = None) -> list[Meal]:
        """Return the meals of those days in the order they were eaten, with the items wanted."""
        return _meals(self._between(first, last, wanted))

    def tags(self) -> list[str]:
        """Return all tags of the person's meals, sorted."""
        every = self.connection.column("diary.tags", person=self.person.id)
        return sorted({tag for tags in every for tag in tags})

    def similar_foods(self, name: str) -> list[str]:
        """Return a few names of what was logged that are spelled like that one."""
        from tracker.diary.filters import similar

        return similar(name, self.connection.column("diary.foods", person=self.person.id))

    def marks(self, first: date, last: date) -> dict[date, Mark]:
        """Return the marked days among those."""
        own = self.person.id
        return marks_of(self.connection, [own], first, last)[own]

    def first_day(self, *, eaten: bool = False) -> date | None:
        """Return the first day of which anything is known: a meal, mark, symptom or test.

        If `eaten` it is the first with a meal or a mark.
        """
        own = self.person.id
        return first_days_of(self.connection, [own], eaten=eaten)[own]

    def last_day(self, now: datetime) -> date | None:
        """Return the last day of a meal or a mark; one that is begun nowhere yet is a mistake."""
        own = self.person.id
        return last_days_of(self.connection, [own], now)[own]

    def item(self, item_id: int) -> Item:
        """Return that item. Raise NotFoundError if it is not this person's."""
        rows = self._rows("diary.item", item=item_id)
        if not rows:
            raise NotFoundError(f"there is no item {item_id} in this diary; b12 show lists a day's")
        return _item(rows[0])

    def meal(self, meal_id: int) -> Meal:
        """Return that meal. Raise NotFoundError if it is not this person's."""
        meals = _meals(self._rows("diary.items_of_meal", meal=meal_id))
        if not meals:
            raise NotFoundError(
                f"there is no meal m{meal_id} in this diary; b12 show lists a day's"
            )
        return meals[0]

    def named(self, ids: Iterable[EntryId]) -> list[Item]:
        """Return the items of those ids, each once; a meal's id names all its items.

        Raise NotFoundError if any id is not this person's.
        """
        items: dict[int, Item] = {}
        for entry in ids:
            if entry.of_meal:
                items |= {item.id: item for item in self.meal(entry.number).items}
            else:
                items[entry.number] = self.item(entry.number)
        return list(items.values())

    def last_of(self, food_id: int) -> Item | None:
        """Return the item in which the person last ate that food."""
        return self._last(self._rows("diary.last_of_food", food=food_id))

    def last_dose(self, name: str) -> Item | None:
        """Return the last dose of that name that is not a food of the catalogue."""
        return self._last(self._rows("diary.last_of_dose", name=name.casefold()))

    def last_named(self, name: str) -> Item | None:
        """Return the last item of that name, other than a dose, that isn't in the catalogue."""
        return self._last(self._rows("diary.last_of_name", name=name.casefold()))

    def last_meal(self, before: When, name: str | None) -> Meal | None:
        """Return the last meal up to that moment, of any name or of that one in any case.

        A meal without a time of day counts as the last of its day.
        """
        up_to = {"person": self.person.id, "day": before.day + ANY_CLOCK}
        last: Row | None = None
        for row in self.connection.each("diary.moments_up_to", **up_to):
            if last is not None and row.day < last.day - ANY_CLOCK:
                break
            if name is not None and (row.name or "").casefold() != name.casefold():
                continue
            eaten_before = row.day <= before.day
            if row.eaten_at is not None and before.eaten_at is not None:
                eaten_before = row.eaten_at <= before.eaten_at
            if eaten_before and (last is None or self._order(row) > self._order(last)):
                last = row
        return None if last is None else self.meal(last.id)

    def days_ahead(self, now: datetime) -> list[date]:
        """Return the days after today on which something was eaten by now, in zones ahead."""
        today = diary_day(now, self.person.day_starts)
        days = {"first": today + timedelta(days=1), "last": today + ANY_CLOCK}
        rows = self.connection.each("diary.moments", people=[self.person.id], **days)
        return sorted({row.day for row in rows if row.eaten_at is not None and row.eaten_at <= now})

    def again(self, servings: Iterable[Serving]) -> list[Serving]:
        """Return the servings with the µg of their foods as of today.

        Raise InputError if they come to more than anybody eats.
        """
        from tracker.diary.repeat import repeated
        from tracker.foods import catalogue

        return [repeated(each, catalogue.food_of(self.connection, each)) for each in servings]

    def habits(self, now: datetime, count: int, span: "Span") -> "list[Habit]":
        """Return at most `count` foods, those logged most in the span first.

        Of foods logged equally often the latest is first. Foods that are no longer in the catalogue
        are left out.
        """
        from tracker.diary.repeat import Habit, as_last_time
        from tracker.foods import catalogue

        today = diary_day(now, self.person.day_starts)
        latest: dict[int | str, Item] = {}
        times: Counter[int | str] = Counter()
        # Some may have been eaten by now on a day after today, in a zone ahead.
        items = self.items(span.first, span.last + ANY_CLOCK if span.last == today else span.last)
        eaten = [item for item in items if item.when.is_by(today, now)]
        for item in sorted(eaten, key=lambda item: self._order(item.when), reverse=True):
            key = item.food.casefold() if item.food_id is None else item.food_id
            latest.setdefault(key, item)
            times[key] += 1
        habits: list[Habit] = []
        # Foods logged equally often stay in the order of `times`, the latest first.
        for key, number in times.most_common():
            if len(habits) == count:
                break
            serving: Serving = latest[key]
            food = catalogue.food_of(self.connection, serving)
            if food is not None:
                # What a food was changed to may be more than anybody eats.
                with suppress(InputError):
                    serving = as_last_time(serving, food)
            elif serving.food_code is not None:
                continue
            habits.append(Habit(number, serving))
        return habits

    def unknown_foods(
        self, span: "Span | None" = None, tags: Collection[str] = ()
    ) -> "list[UnknownFood]":
        """Return the foods of unknown B12, those logged most often first.

        With a span those of its days, with tags those of meals that have them all.
        """
        from tracker.diary.unknown import foods_of

        rows = self.connection.each("diary.unknown_foods", person=self.person.id)
        return foods_of(
            row for row in rows if (span is None or row.day in span) and set(tags) <= set(row.tags)
        )

    def unknown_items(self, name: str) -> list[Item]:
        """Return the items of unknown B12 with that name in any case, in the order of eating."""
        from tracker.diary.unknown import key

        rows = self._rows("diary.unknown_items")
        return [_item(row) for row in rows if key(row.food) == key(name)]

    def fill_in(
        self, items: Sequence[Item], food: Food, *, usual: bool
    ) -> "tuple[Filling, Food | None]":
        """Store the food's B12 in items of its name, and the food as one of the user's own.

        Return the items, and the user's food of that name; it is None for a name without words, and
        has other figures if it had some before. `usual` is as for `unknown.filled_in`. Nothing
        is stored if no item gets a figure.
        """
        from tracker.diary import unknown

        filling = unknown.filled_in(items, food, usual=usual)
        if not filling.filled:
            return filling, None
        own_food = self._own_food(food)
        same = own_food is not None and unknown.same_figures(own_food, food)
        for item in unknown.linked(filling.filled, own_food if same else None):
            self.change.update("item", item.id, item_values(item))
        return filling, own_food

    def _own_food(self, food: Food) -> Food | None:
        """Return the catalogue's food of that name, added or given the figures if need be."""
        from tracker.diary import unknown
        from tracker.foods import own
        from tracker.foods.recipes import SOURCE

        if food.id:
            return food
        present = own.named(self.connection, food.title)
        if present is None:
            if not words(food.title):
                return None
            code = own.free_code(self.connection, food.title)
            # What has a comma is found by its words, and isn't what people call it.
            everyday = food.title if unknown.is_name(food.title) else None
            return own.add(self.change, replace(food, code=code, everyday=everyday))
        if present.known or present.source == SOURCE or not own.is_own(self.connection, present):
            return present
        new = unknown.with_figures(present, food)
        own.edit(self.change, new)
        return new

    def log(self, servings: Sequence[Serving], when: When) -> bool:
        """Store what was eaten together at that moment; return whether it ended a fast."""
        ended = self._end_fast(servings, when)
        meal_id = self._add_meal(when)
        for serving in servings:
            self.change.insert("item", {"meal_id": meal_id, **item_values(serving)})
        return ended

    def correct(self, before: Item, after: Item) -> bool:
        """Store an item's other content; at another moment it goes into a meal of its own.

        What is alone in its meal takes the meal with it. Return whether it ended a fast.
        """
        if after.when != before.when:
            if len(self.meal(before.meal_id).items) == 1:
                self.change.update("meal", before.meal_id, meal_values(after.when))
            else:
                self.change.update("item", before.id, {"meal_id": self._add_meal(after.when)})
        self.change.update("item", before.id, item_values(after))
        return after != before and self._end_fast([after], after.when)

    def move(self, meal: Meal, when: When) -> bool:
        """Store a meal's other day, time or name; return whether it ended a fast."""
        self.change.update("meal", meal.id, meal_values(when))
        return self._end_fast(meal.items, when)

    def remove(self, items: Sequence[Item]) -> None:
        """Remove the items, and the meals that have none left."""
        for item in items:
            self.change.delete("item", item.id)
        self._remove_empty(item.meal_id for item in items)

    def correct_all(self, items: Iterable[Item]) -> None:
        """Store the other content of items that stay in their meals."""
        for item in items:
            self.change.update("item", item.id, item_values(item))
            self._end_fast([item], item.when)

    def revise(self, revision: "Revision") -> set[date]:
        """Store what was edited in the text of a day; return the days whose fasts it ended."""
        ended = set()
        for meal in revision.meals:
            meal_id = self._add_meal(meal.when) if meal.meal_id is None else meal.meal_id
            if meal.before not in (None, meal.when):
                self.change.update("meal", meal_id, meal_values(meal.when))
            for item in meal.moved:
                self.change.update("item", item.id, {"meal_id": meal_id})
            for item in meal.corrected:
                self.change.update("item", item.id, item_values(item))
            for serving in meal.added:
                self.change.insert("item", {"meal_id": meal_id, **item_values(serving)})
            if self._end_fast(meal.eaten, meal.when):
                ended.add(meal.when.day)
        self.remove(revision.removed)
        self._remove_empty(item.meal_id for meal in revision.meals for item in meal.moved)
        return ended

    def note(self, which: EntryId, note: str | None) -> None:
        """Store the note on an item or a meal; None removes it."""
        self.change.update("meal" if which.of_meal else "item", which.number, {"note": note})

    def mark(self, day: date, mark: Mark | None) -> None:
        """Mark the day; None removes its mark."""
        row_id = self.connection.value("diary.mark", person=self.person.id, day=day)
        if row_id is None and mark is not None:
            self.change.insert("day_mark", {"person_id": self.person.id, "day": day, "mark": mark})
        elif row_id is not None and mark is not None:
            self.change.update("day_mark", row_id, {"mark": mark})
        elif row_id is not None:
            self.change.delete("day_mark", row_id)

    def end_fasts(self, days: Collection[date]) -> bool:
        """Remove the marks of fasts from days on which something was eaten; return if any had one.

        The verbs that store what is eaten do it themselves; an import does it for many days.
        """
        marks = self.marks(min(days), max(days)) if days else {}
        fasts = [day for day in sorted(days) if marks.get(day) == "fast"]
        for day in fasts:
            self.mark(day, None)
        return bool(fasts)

    def _last(self, rows: Sequence[Row]) -> Item | None:
        last = max(rows, key=lambda row: (self._order(row), row.id), default=None)
        return None if last is None else _item(last)

    def _order(self, when: "When | Row") -> float:
        """Return what sorts meals by their true time; one without is the last of its day."""
        if when.eaten_at is not None:
            return instant(when.eaten_at)
        ends = when.day + timedelta(days=1)
        return datetime.combine(ends, self.person.day_starts).timestamp()

    def _end_fast(self, servings: Iterable[Serving], when: When) -> bool:
        eaten = any(serving.origin != "injection" for serving in servings)
        return eaten and self.end_fasts({when.day})

    def _add_meal(self, when: When) -> int:
        return self.change.insert("meal", {"person_id": self.person.id, **meal_values(when)})

    def _remove_empty(self, meal_ids: Iterable[int]) -> None:
        for meal_id in dict.fromkeys(meal_ids):
            if self.connection.first("diary.has_items", meal=meal_id) is None:
                self.change.delete("meal", meal_id)

    def _between(self, first: date, last: date, wanted: "Filter | None" = None) -> list[Row]:
        return self._rows("diary.items_between", wanted, first=first, last=last)

    def _rows(self, statement: str, wanted: "Filter | None" = None, **values: Any) -> list[Row]:
        each = self.connection.each(statement, person=self.person.id, **values)
        rows = each if wanted is None else filter(wanted.keeps, each)
        return sorted(rows, key=lambda row: (row.day, instant(row.eaten_at), row.id))


def meal_values(when: When) -> dict[str, Any]:
    """Return the columns of a meal, but for whose it is and its note."""
    eaten_at = when.eaten_at and when.eaten_at.replace(second=0, microsecond=0)
    return {"day": when.day, "eaten_at": eaten_at, "name": when.meal, "tags": when.tags}


def item_values(serving: Serving) -> dict[str, Any]:
    """Return the columns of an item, but for its meal and its note."""
    return values(serving, "item", "meal_id", "note")


def _meals(rows: Sequence[Row]) -> list[Meal]:
    # Meals of one moment may have their items in any order among each other.
    by_meal: dict[int, list[Row]] = {}
    for row in rows:
        by_meal.setdefault(row.meal_id, []).append(row)
    return [
        Meal(meal_id, _when(own[0]), own[0].meal_note, tuple(_item(row) for row in own))
        for meal_id, own in by_meal.items()
    ]


def _when(row: Row) -> When:
    return load(When, row)


def _item(row: Row) -> Item:
    return load(Item, row, when=_when(row))
