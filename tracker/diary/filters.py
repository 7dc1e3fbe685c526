"""Which items of a diary are asked for: by food, meal, origin, note and tags."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.foods.model import Origin
from tracker.text.words import Words, words

# From 0 to 100, by rapidfuzz: words less alike are not offered.
_ALIKE = 75
_MOST_ALIKE = 3


class Filter(NamedTuple):
    """What items must have: everything that is given here; what isn't given is any.

    All the words of `food` are in the food's name, and those of `note` in the note on the item or
    its meal, in any inflection and order; with `beginnings`, liver finds liverwurst too. `unknown`
    are those whose B12 is unknown, in all or in part.
    """

    food: Words = ()
    meal: str | None = None
    origin: Origin | None = None
    unknown: bool = False
    note: Words = ()
    tags: tuple[str, ...] = ()
    beginnings: bool = False

    def keeps(self, row: Any) -> bool:
        """Return whether an item has all of it.

        The row has the columns of the item and its meal, or is an `ItemRow`, which has no notes.
        """
        return (
            (not self.tags or set(self.tags) <= set(row.tags))
            and (self.origin is None or row.origin == self.origin)
            and (self.meal is None or (row.meal or "").casefold() == self.meal.casefold())
            and (not self.unknown or _is_unknown(row))
            and (not self.food or self._names(words(row.food)))
            and (not self.note or set(self.note) <= {*_words(row.note), *_words(row.meal_note)})
        )

    def _names(self, name: Words) -> bool:
        if not self.beginnings:
            return set(self.food) <= set(name)
        return all(any(own.startswith(word) for own in name) for word in self.food)


EVERYTHING = Filter()


def _is_unknown(row: Any) -> bool:
    return row.origin != "injection" and (row.b12_ug is None or row.lower_bound)


def _words(note: str | None) -> Words:
    return words(note or "")


def similar(phrase: str, names: Iterable[str]) -> list[str]:
    """Return at most three of the names that have a word spelled like each word of the phrase."""
    from rapidfuzz import fuzz

    def closeness(name: str) -> float:
        own = words(name)
        return min(max((fuzz.ratio(w, o) for o in own), default=0.0) for w in words(phrase))

    ranked = sorted((-closeness(name), name) for name in names)
    return [name for score, name in ranked if -score >= _ALIKE][:_MOST_ALIKE]
