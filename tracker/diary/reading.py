"""What was eaten, read from a line: `150g salmon, 1 cup milk, toast with butter`."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.diary.resolve import Candidates, Resolver, best_named, refuse_bare_dose
from tracker.errors import InputError
from tracker.foods import catalogue
from tracker.foods.amounts import Request, parse_items, refuse_iu
from tracker.foods.doses import form_of, names_dose

# Between a category and its food: "cheese, Manchego", "yogurt / skyr".
_MARKS = frozenset({",", "/", "-", ";"})
# A food, and what joins it to the one before.
_Meant = tuple[Candidates, str]


def read(resolver: Resolver, line: str) -> list[Candidates]:
    """Return what a line could mean, one for each thing eaten; words that mean no food have none.

    Raise InputError for an invalid amount, and if there is nothing to log.
    """
    refuse_iu(line)
    named = exactly(resolver, line)
    if named is not None:
        eaten = _eaten([(each, ",") for each in named])
    else:
        from tracker.diary.phrases import PhraseReader

        eaten = _eaten(PhraseReader(resolver).read(line))
    return [resolver.preferred(_with_form(resolver, each)) for each in eaten]


def _with_form(resolver: Resolver, meant: Candidates) -> Candidates:
    """Return the same; an injection of the catalogue says if its form was assumed."""
    food, result = meant.food, meant.result
    if food is None or result is None or food.origin != "injection":
        return meant
    phrase = result.read_as or meant.request.phrase
    if form_of(phrase) or catalogue.is_own_name(resolver.connection, phrase):
        return meant
    return replace(meant, assumed=form_of(food.title))


def exactly(resolver: Resolver, line: str) -> list[Candidates] | None:
    """Return the meaning of a line of exact names and doses; None if it is another.

    Each of them means the same in any line.
    """
    try:
        requests = parse_items(line)
    except InputError:
        return None
    candidates = []
    for request in requests:
        meant = _exactly(resolver, request)
        if meant is None:
            return None
        candidates.append(meant)
    return candidates


def _exactly(resolver: Resolver, request: Request) -> Candidates | None:
    """Return the meaning of a request for a dose, or by a name; None if it is none."""
    if request.b12_ug is not None:
        return resolver.look_up(request) if names_dose(request.phrase) else None
    # "Half and half" and "fish sticks" are names before they are halves and sticks.
    names = dict.fromkeys(filter(None, (request.spoken, request.whole, request.phrase)))
    ways = {name: request if name == request.phrase else request.named(name) for name in names}
    for way in ways.values():
        own = resolver.own(way)
        if own is not None:
            return own
    if request.amount is None and resolver.last_dose(request.whole) is not None:
        return resolver.look_up(request)
    refuse_bare_dose(request)
    results = {
        name: catalogue.exact(resolver.connection, name, resolver.preference) for name in ways
    }
    named = [(ways[name], result.matches[0].food) for name, result in results.items() if result]
    if not named:
        return resolver.by_own_measure(request)
    way, _ = best_named(named)
    return resolver.with_last(Candidates(way, results[way.phrase]))


def _eaten(meant: Sequence[_Meant]) -> list[Candidates]:
    """Return what is eaten of foods beside each other.

    What is only added to another food has the grams that are usual then, and a category before its
    food is none.
    """
    if all(each.request.amount is not None for each, _ in meant) or len(meant) < 2:
        return [each for each, _ in meant]
    from tracker.foods import composition

    foods: list[_Meant] = []
    for (each, joint), (following, mark) in zip(meant, [*meant[1:], meant[0]], strict=True):
        is_category = composition.is_category(each.request.phrase, each.food, following.food)
        if not (is_category and mark in _MARKS and each.request.amount is None):
            foods.append((each, joint))
    joints = [joint for _, joint in foods]
    eaten = []
    for place, (each, joint) in enumerate(foods):
        request, food = each.request, each.food
        whole_portion = request.amount is not None or request.measure or each.added_g is not None
        if food is None or whole_portion:
            eaten.append(each)
            continue
        others = [other.food for other, _ in foods if other.food and other.food.code != food.code]
        if joint == "with" and any(composition.is_in(food, dish) for dish in others):
            continue  # moussaka with lamb
        # What stands before "with" is the main thing: skyr with berries, but berries on skyr.
        beside = foods[:place] if joints[place + 1 : place + 2] == ["with"] else foods
        hosts = [o.food.role for o, _ in beside if o.food and o.food.code != food.code]
        grams = composition.added_g(food, hosts, by_comma=joint in _MARKS)
        eaten.append(replace(each, added_g=grams))
    return eaten
