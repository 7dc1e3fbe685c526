"""Tags at the ends of a line of food: `2 eggs, toast +restaurant +travel`.

Food can be joined by + too, as in `2 eggs +toast`, so that what names a food is never a tag.
"""

from typing import NamedTuple

from tracker.diary.model import is_tag, parse_tag
from tracker.diary.resolve import Resolver
from tracker.errors import InputError
from tracker.foods.amounts import parse_item

# What the search finds with such a score has the name that was typed.
_SURELY_FOOD = 0.9
_LOOSE = ",;"


class TaggedLine(NamedTuple):
    """The food of a line and its tags, sorted; `new` are those that no meal has so far."""

    food: str
    tags: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def read_tags(resolver: Resolver, line: str) -> TaggedLine:
    """Return the line without its tags: words with + before them at its beginning and its end.

    Raise InputError if there is nothing else in the line.
    """
    typed = line.split()
    first, last = 0, len(typed)
    while first < last and _may_be_tag(typed[first]):
        first += 1
    while last > first and _may_be_tag(typed[last - 1]):
        last -= 1
    known = set(resolver.tags())
    kept: list[str] = []
    tags: set[str] = set()
    for place, word in enumerate(typed):
        name = word.strip(_LOOSE).removeprefix("+")
        if first <= place < last or _names_food(resolver, name, known):
            kept.append(word)
        else:
            tags.add(parse_tag(name))
    if not tags:
        return TaggedLine(line)
    if not kept:
        raise InputError(f'"{line}": a tag needs food before it: pizza {line}')
    food = " ".join(kept).strip(f"{_LOOSE} ")
    return TaggedLine(food, tuple(sorted(tags)), tuple(sorted(tags - known)))


def _may_be_tag(word: str) -> bool:
    bare = word.strip(_LOOSE)
    return bare.startswith("+") and is_tag(bare[1:])


def _names_food(resolver: Resolver, name: str, known: set[str]) -> bool:
    """Return whether a word is a food's name, or a mistyped one that isn't known as a tag."""
    if resolver.own(parse_item(name)) is not None or resolver.last_dose(name) is not None:
        return True
    result = resolver.search(name)
    if not result.matches or (result.read_as is not None and name.lower() in known):
        return False
    best = result.matches[0]
    return best.named or (result.read_as is None and best.score >= _SURELY_FOOD)
