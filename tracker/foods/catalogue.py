"""Foods: looked up by number, by what people call them, and by the words of their names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tracker.database import tables
from tracker.database.columns import load
from tracker.errors import InputError, NotFoundError
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.search import spelling as phrases
from tracker.foods.search.match import Found, Match, Reading, plausible
from tracker.foods.search.vocabulary import COOKING_WORDS, SOFT_WORDS, plain
from tracker.text.words import Words, words

_NEAREST = 5
_NEAREST_MATCHES = 3
_ALIKE = 65
_MOST_CANDIDATES = 350
_MOST_MATCHES = 100
_LONGEST_PHRASE = 400
_NAMED = 2.0
# A form of the everyday food says little more than it.
_SAME_FOOD = 0.8


def get(connection: sa.Connection, code: str) -> Food:
    """The food with that number or code. Raises NotFoundError."""
    found = _foods(connection, tables.food.c.code == code.strip().casefold())
    if not found:
        raise NotFoundError(f'there is no food with the number "{code}"')
    return found[0]


def food_of(connection: sa.Connection, serving: Serving) -> Food | None:
    """Return the serving's food as it is today; None if it is not in the catalogue any more."""
    if serving.food_code is None:
        return None
    try:
        return get(connection, serving.food_code)
    except NotFoundError:
        return None


def meant(connection: sa.Connection, phrase: str, person_id: int) -> Found:
    """What a phrase means: as `find`, but a name needs no look at what else it could be."""
    return _find(connection, phrase, person_id, stop_at_name=True)


def find(connection: sa.Connection, phrase: str, person_id: int) -> Found:
    """All that a phrase could mean, best first: its number, an everyday name, words of names.

    Every word that says what the food is must be found, if need be as a typing error; otherwise
    nothing matches and `nearest` has names like it. Raises InputError for what is too long.
    """
    return _find(connection, phrase, person_id, stop_at_name=False)


def _find(connection: sa.Connection, phrase: str, person_id: int, *, stop_at_name: bool) -> Found:
    if len(phrase) > _LONGEST_PHRASE:
        # The ways in which a page could be read would fill the memory.
        raise InputError(f'"{phrase[:40]}...": a food has at most {_LONGEST_PHRASE} characters')
    by_code = _foods(connection, tables.food.c.code == phrase.strip().casefold())
    if by_code:
        return Found(phrase, (Match(by_code[0], _NAMED, named=True),))
    query = words(phrase)
    if not query:
        return Found(phrase)
    reading = Reading((query,))
    named = _named(connection, [(query, query)])
    if named is None:
        reading = phrases.read(connection, query)
        asked = [(way, way) for way in (*reading.whole, *reading.ways)]
        bare = [(way, plain(way)) for way in reading.whole or reading.ways]
        named = _named(connection, [*asked, *bare], reading.whole)
    if named is not None and stop_at_name:
        return Found(phrase, (Match(named, _NAMED, named=True),), reading.mended)
    matches = _ranked(connection, reading, person_id)
    if named is not None:
        rest = (match for match in matches if match.food.id != named.id)
        matches = [Match(named, _NAMED, named=True), *rest]
    elif not plausible(matches, reading):
        return Found(phrase, nearest=_nearest(connection, phrase, matches))
    shown = _with_portions(connection, matches[:_MOST_MATCHES])
    return Found(phrase, tuple(shown), reading.mended)


def _named(
    connection: sa.Connection, asked: Sequence[tuple[Words, Words]], whole: Sequence[Words] = ()
) -> Food | None:
    """The food with one of the everyday names asked for, the first that one has.

    Names are asked for as they were typed and as a name has them, without how it was cooked; then
    it is the food in that form. Where the synonyms for a whole phrase name several foods, it is
    none of them.
    """
    alias = tables.alias
    in_order = {" ".join(way) for _, way in asked if way}
    any_order = {" ".join(sorted(way)) for _, way in asked if way}
    rows = connection.execute(
        sa.select(alias.c.food_id, alias.c.own, alias.c.ordered_words, alias.c.sorted_words)
        .where(alias.c.ordered_words.in_(in_order) | alias.c.sorted_words.in_(any_order))
        .order_by(alias.c.own.desc())
    ).all()
    if len({row.food_id for row in rows if tuple(row.ordered_words.split()) in whole}) > 1:
        return None
    for typed, way in asked:
        ordered = [row for row in rows if row.ordered_words == " ".join(way)]
        swapped = [row for row in rows if row.sorted_words == " ".join(sorted(way))]
        for named in (ordered, swapped):
            # One's own names go before those that came with the program.
            ids = {row.food_id for row in named if row.own == named[0].own}
            if len(ids) == 1:
                for food in _foods(connection, tables.food.c.id == ids.pop()):
                    return food if typed == way else _as_cooked(connection, typed, food)
    return None


def _as_cooked(connection: sa.Connection, query: Words, food: Food) -> Food:
    """The food in the form that the query says: raw salmon for "raw salmon"."""
    methods = [word for word in query if word in COOKING_WORDS]
    if not methods:
        return food
    from tracker.foods.search import score as search
    from tracker.foods.search.names import parse

    if all(parse(food.name).agrees(method) for method in methods):
        return food
    foods = [
        other
        for other in _foods(connection, _holding([query]), portions=False)
        if all(parse(other.name).cooked_so(method) for method in methods)
    ]
    said = frozenset(words(food.name))
    found = search.rank(query, foods, frozenset(), free=said)
    if not found or found[0].score < _SAME_FOOD:
        return food
    return next(_with_portions(connection, found[:1])).food


def _ranked(connection: sa.Connection, reading: Reading, person_id: int) -> list[Match]:
    """The foods whose names hold every word of a reading that matters, best first."""
    if not reading.ways:
        return []
    from tracker.foods.search import score as search

    foods = _foods(connection, _holding(reading.ways), portions=False)
    ids = [food.id for food in foods]
    alias = tables.alias
    names: dict[int, list[str]] = {}
    for food_id, name in connection.execute(
        sa.select(alias.c.food_id, alias.c.phrase).where(alias.c.food_id.in_(ids))
    ):
        names.setdefault(food_id, []).append(name)
    eaten = _eaten(connection, ids, person_id)
    query, *others = reading.ways
    return search.rank(query, foods, eaten, others=others, whole=reading.whole, names=names)


def _holding(ways: Sequence[Words]) -> sa.ColumnElement[bool]:
    """Foods whose names hold every word of one of the readings that matters."""
    word = tables.food_word
    return sa.or_(
        *(
            sa.and_(
                *(
                    tables.food.c.id.in_(sa.select(word.c.food_id).where(word.c.word == w))
                    for w in set(way) - SOFT_WORDS or set(way)
                )
            )
            for way in ways
        )
    )


def _eaten(connection: sa.Connection, ids: Sequence[int], person_id: int) -> frozenset[int]:
    item, meal = tables.item, tables.meal
    logged = (
        sa.select(item.c.food_id)
        .select_from(item.join(meal))
        .where(item.c.food_id.in_(ids), meal.c.person_id == person_id)
        .distinct()
    )
    return frozenset(connection.execute(logged).scalars())


def _nearest(connection: sa.Connection, phrase: str, matches: Sequence[Match]) -> tuple[str, ...]:
    """Names to offer where none is meant: foods with all the words, then names spelled alike."""
    from rapidfuzz import fuzz, process

    known = list(connection.execute(sa.select(tables.alias.c.phrase)).scalars())
    alike = [
        found
        for scorer in (fuzz.QRatio, fuzz.token_set_ratio)
        for found in process.extract(
            phrase.casefold(), known, scorer=scorer, limit=_NEAREST, score_cutoff=_ALIKE
        )
    ]
    # However far off, the nearest are named: a wrong guess tells more than none.
    alike = alike or process.extract(
        phrase.casefold(), known, scorer=fuzz.QRatio, limit=_NEAREST_MATCHES
    )
    names = [match.food.title for match in matches[:_NEAREST_MATCHES]]
    return tuple(dict.fromkeys((*names, *(name for name, *_ in alike))))[:_NEAREST]


def _foods(
    connection: sa.Connection, where: sa.ColumnElement[bool], *, portions: bool = True
) -> list[Food]:
    """The foods, plain names first where there are too many."""
    food = tables.food
    chosen = (
        sa.select(food)
        .where(where, food.c.removed == 0)
        .order_by(sa.func.length(food.c.name), food.c.id)
    )
    rows = connection.execute(chosen.limit(_MOST_CANDIDATES)).all()
    held = _portions(connection, [row.id for row in rows]) if portions else {}
    return [_food(row, held.get(row.id, [])) for row in rows]


def _with_portions(connection: sa.Connection, matches: Sequence[Match]) -> Iterator[Match]:
    held = _portions(connection, [m.food.id for m in matches if not m.food.portions])
    for match in matches:
        portions = match.food.portions or tuple(held.get(match.food.id, ()))
        yield replace(match, food=replace(match.food, portions=portions))


def _portions(connection: sa.Connection, ids: Sequence[int]) -> dict[int, list[Portion]]:
    if not ids:
        return {}
    table = tables.portion
    found: dict[int, list[Portion]] = {}
    for p in connection.execute(
        sa.select(table).where(table.c.food_id.in_(ids)).order_by(table.c.food_id, table.c.position)
    ):
        found.setdefault(p.food_id, []).append(load(Portion, p))
    return found


def _food(row: sa.Row[Any], portions: Sequence[Portion]) -> Food:
    return load(Food, row, group=row.food_group, portions=tuple(portions))


def everything(connection: sa.Connection, *, everyday: bool) -> Iterator[Food]:
    """Each food with no more than its usual portion; `everyday` are those that people log."""
    food, portion = tables.food, tables.portion
    usual = (portion.c.food_id == food.c.id) & (portion.c.position == 0)
    chosen = (
        sa.select(food, portion.c.amount, portion.c.measure, portion.c.grams, portion.c.b12_ug)
        .select_from(food.outerjoin(portion, usual))
        .where(food.c.removed == 0, *([food.c.everyday.is_not(None)] if everyday else []))
        .order_by(food.c.id)
    )
    for row in connection.execute(chosen):
        yield _food(row, [load(Portion, row)] if row.measure is not None else [])
