"""Foods: looked up by number, by what people call them, and by the words of their names."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import sqlalchemy as sa

from tracker.domain import search
from tracker.domain.foods import Food, Origin, Portion
from tracker.domain.quantity import Request
from tracker.domain.search import Found, Match
from tracker.errors import NotFoundError
from tracker.store import tables

# Shorter words have too many neighbours to mend; longer ones may hold two slips.
_SHORT_WORD = 4
_LONG_WORD = 7
_NEAREST = 5
_MOST_CANDIDATES = 600


def get(connection: sa.Connection, code: str) -> Food:
    """The food with that number or code. Raises NotFoundError."""
    found = _foods(connection, tables.food.c.code == code.strip().casefold())
    if not found:
        raise NotFoundError(f'there is no food with the number "{code}"')
    return found[0]


def meant(connection: sa.Connection, phrase: str, person_id: int) -> Found:
    """What a phrase means: as `find`, but a name needs no look at what else it could be."""
    return _find(connection, phrase, person_id, stop_at_name=True)


def find(connection: sa.Connection, phrase: str, person_id: int) -> Found:
    """All that a phrase could mean, best first: its number, an everyday name, words of names.

    Every word that says what the food is must be found, if need be as a typing error; otherwise
    nothing matches and `nearest` has names like it.
    """
    return _find(connection, phrase, person_id, stop_at_name=False)


def _find(connection: sa.Connection, phrase: str, person_id: int, *, stop_at_name: bool) -> Found:
    by_code = _foods(connection, tables.food.c.code == phrase.strip().casefold())
    if by_code:
        return Found(phrase, (Match(by_code[0], 2.0, named=True),))
    query = search.words(phrase)
    if not query:
        return Found(phrase)
    named = _named(connection, query)
    mended = query if named is not None else _mend(connection, query)
    if mended is None:
        return Found(phrase, nearest=_nearest(connection, phrase))
    read_as = " ".join(mended) if mended != query else None
    if read_as:
        named = _named(connection, mended)
    if named is not None and stop_at_name:
        return Found(phrase, (Match(named, 2.0, named=True),), read_as)

    ids = _candidates(connection, mended)
    if named is not None:
        ids.discard(named.id)
    foods = _foods(connection, tables.food.c.id.in_(sorted(ids)[:_MOST_CANDIDATES]))
    matches = search.rank(mended, foods, _eaten(connection, ids, person_id))
    if named is not None:
        matches.insert(0, Match(named, 2.0, named=True))
    nearest = () if matches else _nearest(connection, phrase)
    return Found(phrase, tuple(matches), read_as, nearest)


def meant_by(connection: sa.Connection, request: Request, person_id: int) -> tuple[Found, bool]:
    """What an item's phrase means, and whether its measure word was one.

    "2 slices bacon" is bacon by the slice; "fish sticks" and "steak tartare" are names.
    """
    if request.measure and request.whole != request.phrase:
        whole = meant(connection, request.whole, person_id)
        if whole.matches and whole.matches[0].named and whole.read_as is None:
            return whole, False
        found = meant(connection, request.phrase, person_id)
        return (found, True) if found.matches or not whole.matches else (whole, False)
    return meant(connection, request.phrase, person_id), request.measure is not None


def count(connection: sa.Connection) -> int:
    """How many foods there are."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(tables.food)).scalar_one())


def _named(connection: sa.Connection, query: Sequence[str]) -> Food | None:
    """The food with that everyday name; word order and how it was cooked come second."""
    plain = [word for word in query if word not in search.SOFT_WORDS]
    alias = tables.alias
    for words in (query, plain):
        for where in (
            alias.c.ordered_words == " ".join(words),
            alias.c.sorted_words == " ".join(sorted(words)),
        ):
            ids = set(connection.execute(sa.select(alias.c.food_id).where(where)).scalars())
            if len(ids) == 1:
                return _foods(connection, tables.food.c.id == ids.pop())[0]
    return None


def _mend(connection: sa.Connection, query: tuple[str, ...]) -> tuple[str, ...] | None:
    """The query with typing errors mended; None where a word is like nothing in the catalogue."""
    word = tables.food_word.c.word
    known = set(connection.execute(sa.select(word).where(word.in_(query)).distinct()).scalars())
    strange = [w for w in query if w not in known and w not in search.SOFT_WORDS]
    if not strange:
        return query
    from rapidfuzz.distance import OSA

    uses = sa.func.count()
    vocabulary = connection.execute(sa.select(word, uses).group_by(word)).all()
    mended: dict[str, str] = {}
    for w in strange:
        # One slip in a short word, two in a long one; a first letter is seldom mistyped.
        slips = 1 if len(w) < _LONG_WORD else 2
        near = [
            (OSA.distance(w, v, score_cutoff=slips), -n, v)
            for v, n in vocabulary
            if v[0] == w[0] and abs(len(v) - len(w)) <= slips and v.isalpha()
        ]
        near = [candidate for candidate in near if candidate[0] <= slips]
        if len(w) < _SHORT_WORD or not near:
            return None
        mended[w] = min(near)[2]
    return tuple(mended.get(w, w) for w in query)


def _candidates(connection: sa.Connection, query: Sequence[str]) -> set[int]:
    """Ids of the foods whose names hold every word that matters."""
    table = tables.food_word
    wanted = [w for w in query if w not in search.SOFT_WORDS] or list(query)
    ids: set[int] | None = None
    for word in wanted:
        rows = connection.execute(sa.select(table.c.food_id).where(table.c.word == word)).scalars()
        ids = set(rows) if ids is None else ids & set(rows)
    return ids or set()


def _eaten(connection: sa.Connection, ids: Iterable[int], person_id: int) -> frozenset[int]:
    item, meal, food = tables.item, tables.meal, tables.food
    logged = (
        sa.select(sa.literal(1))
        .select_from(item.join(meal))
        .where(item.c.food_id == food.c.id, meal.c.person_id == person_id)
        .exists()
    )
    chosen = sa.select(food.c.id).where(food.c.id.in_(sorted(ids)[:_MOST_CANDIDATES]), logged)
    return frozenset(connection.execute(chosen).scalars())


def _nearest(connection: sa.Connection, phrase: str) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    phrases = list(connection.execute(sa.select(tables.alias.c.phrase)).scalars())
    found = process.extract(
        phrase.casefold(), phrases, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=50
    )
    return tuple(name for name, *_ in found)


def _foods(connection: sa.Connection, where: sa.ColumnElement[bool]) -> list[Food]:
    rows = connection.execute(sa.select(tables.food).where(where).order_by(tables.food.c.id)).all()
    if not rows:
        return []
    table = tables.portion
    portions: dict[int, list[Portion]] = {}
    for p in connection.execute(
        sa.select(table)
        .where(table.c.food_id.in_([row.id for row in rows]))
        .order_by(table.c.food_id, table.c.position)
    ):
        portions.setdefault(p.food_id, []).append(Portion(p.amount, p.measure, p.grams, p.b12_ug))
    return [_food(row, portions.get(row.id, [])) for row in rows]


def _food(row: sa.Row[Any], portions: Sequence[Portion]) -> Food:
    return Food(
        code=row.code,
        name=row.name,
        origin=cast("Origin", row.origin),
        source=row.source,
        b12_ug_per_100g=row.b12_ug_per_100g,
        everyday=row.everyday,
        group=row.food_group,
        kind=row.kind,
        diet=row.diet,
        portions=tuple(portions),
        id=row.id,
    )
