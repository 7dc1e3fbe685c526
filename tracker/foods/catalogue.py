"""Foods looked up by number, by what people call them, and by the words of their names (SQL)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.database.compiled import Row
from tracker.database.connection import Connection, load
from tracker.errors import InputError, NotFoundError
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.search.match import (
    NOTHING_CHOSEN,
    OWN,
    SHIPPED,
    Match,
    PhraseReading,
    Preference,
    SearchResult,
    is_sure,
    plausible,
)
from tracker.text.words import Words, words

if TYPE_CHECKING:
    from tracker.foods.search.spelling import Uses

_MOST_CANDIDATES = 220
_MOST_MATCHES = 100
_LONGEST_PHRASE = 400
# What joins foods in a name, as typed.
_JOINTS = frozenset({"and", "with", "on", "in", "&", "n"})
_NAMED = 2.0
# Low enough that the user is asked.
_DOUBTFUL = 0.5
# The lowest score of a name that still is another form of the everyday food.
_SAME_FOOD = 0.8


def get(connection: Connection, code: str) -> Food:
    """Return the food with that number or code. Raise NotFoundError if there is none."""
    foods = _by_code(connection, code)
    if not foods:
        raise NotFoundError(f'there is no food with the number "{code}"')
    return foods[0]


def numbered(connection: Connection, number: str) -> SearchResult:
    """Return the food with that number, or those with that barcode.

    Raise NotFoundError if there is none.
    """
    result = _numbered(connection, number)
    if not result.matches:
        raise NotFoundError(f'there is no food with the number "{number}"')
    return result


def _numbered(connection: Connection, number: str) -> SearchResult:
    foods = _by_code(connection, number) or _by_barcode(connection, number)
    foods = [food for food in foods if food.known] or foods
    # Of several, none is named: two programs have the product, and differ on it.
    is_named = len(foods) == 1
    score = _NAMED if is_named else _DOUBTFUL
    return SearchResult(number, tuple(Match(food, score, named=is_named) for food in foods))


def exact(
    connection: Connection, phrase: str, preference: Preference = NOTHING_CHOSEN
) -> SearchResult | None:
    """Return the food with that number, or with just that name; None if there is none."""
    numbered = _numbered(connection, phrase)
    if numbered.matches:
        return numbered
    query = words(phrase)
    joined = [query] if "with" in phrase.casefold().split() else []
    food = by_names(connection, [query], preference, joined=joined).get(query) if query else None
    return None if food is None else named(phrase, food)


def named(phrase: str, food: Food) -> SearchResult:
    """Return the result for a phrase that is a name of the food."""
    return SearchResult(phrase, (Match(food, _NAMED, named=True),))


def by_names(
    connection: Connection,
    names: Collection[Words],
    preference: Preference = NOTHING_CHOSEN,
    *,
    joined: Collection[Words] = (),
) -> dict[Words, Food]:
    """Return the foods with these names, by the names; a name of several foods is left out.

    A name in its order comes before the same words in another order, the user's own before those
    that came with the program, and what it means in the country before what it means elsewhere.
    `joined` are the names said with "with": chips with fish are fish and chips, but tea with milk
    is no milk tea.
    """
    rows = [row for row in _aliases(connection, names) if row.country in ("", preference.country)]
    ordered, swapped = _by("ordered_words", rows), _by("sorted_words", rows)
    meant = {}
    for name in names:
        for aliases in (ordered.get(" ".join(name), []), swapped.get(" ".join(sorted(name)), [])):
            if name in joined:
                aliases = [row for row in aliases if _JOINTS.intersection(row.phrase.split())]
            if not aliases:
                continue
            ids = {row.food_id for row in aliases if row[:2] == aliases[0][:2]}
            if len(ids) == 1:
                meant[name] = ids.pop()
                break
    if not meant:
        return {}
    foods = {food.id: food for food in _foods(connection, "foods.by_ids", ids=set(meant.values()))}
    return {name: foods[food] for name, food in meant.items() if food in foods}


def _by(column: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped


def is_own_name(connection: Connection, phrase: str) -> bool:
    """Return whether the user calls a food so."""
    return connection.value("foods.own_name", words=" ".join(words(phrase))) is not None


def unnamed(connection: Connection, phrase: str, person_id: int) -> SearchResult:
    """Return the result for a phrase that means no food, with the nearest names."""
    from tracker.foods.nearest import nearest

    return SearchResult(phrase, nearest=nearest(connection, phrase, person_id))


def food_of(connection: Connection, serving: Serving) -> Food | None:
    """Return the serving's food as it is today; None if it is not in the catalogue any more."""
    if not serving.food_code:
        return None
    # Codes of other countries' tables have capitals, which nobody types.
    food = next(iter(_foods(connection, "foods.by_code", code=serving.food_code)), None)
    if food is None or food.table_code is None or serving.grams is None:
        return food
    # It was weighed by a measure of the kitchen, which its table doesn't have.
    measure = Portion(serving.amount, serving.measure, serving.grams)
    return replace(food, portions=(*food.portions, measure))


def identify(
    connection: Connection,
    phrase: str,
    person_id: int,
    preference: Preference = NOTHING_CHOSEN,
    *,
    offer: bool = True,
) -> SearchResult:
    """Return the food that a phrase names, as `find` does, but without its alternatives.

    If the phrase isn't a name, the result is that of `find`, without nearest names if there is
    nothing to `offer`.
    """
    result = _find(connection, phrase, person_id, preference, stop_at_name=True)
    return unnamed(connection, phrase, person_id) if offer and not result.matches else result


def find(
    connection: Connection, phrase: str, person_id: int, preference: Preference = NOTHING_CHOSEN
) -> SearchResult:
    """Return all foods a phrase could mean, best first: by number, everyday name or words.

    Every word that says what the food is must be in a name, if need be after correcting a typing
    error; otherwise nothing matches and `nearest` has similar names. Raise InputError if the
    phrase is too long.
    """
    result = _find(connection, phrase, person_id, preference, stop_at_name=False)
    if result.matches:
        return result
    own = tuple(Match(food, _DOUBTFUL) for food in _own(connection, words(phrase)))
    return SearchResult(phrase, own) if own else unnamed(connection, phrase, person_id)


def _own(connection: Connection, query: Words) -> list[Food]:
    """Return the foods that the user added, or calls so, with these words in a name."""
    names = connection.each("foods.own_names")
    called = {code for name, code in names if {*query} <= {*words(name)}}
    rows = connection.rows("foods.with_words", words=query, number=len({*query}))
    return of_rows(connection, [r for r in rows if r.catalogue != "seed" or r.code in called])


def _find(
    connection: Connection,
    phrase: str,
    person_id: int,
    preference: Preference,
    *,
    stop_at_name: bool,
) -> SearchResult:
    if len(phrase) > _LONGEST_PHRASE:
        # The ways in which a page could be read would fill the memory.
        raise InputError(f'"{phrase[:40]}...": a food has at most {_LONGEST_PHRASE} characters')
    numbered = _numbered(connection, phrase)
    if numbered.matches or _gtin(phrase):
        return numbered
    query = words(phrase)
    if not query:
        return SearchResult(phrase)
    reading = PhraseReading((query,))
    meant = _named(connection, [(query, query)], preference)
    if meant is None:
        from tracker.foods.search import spelling
        from tracker.foods.search.vocabulary import plain

        reading = spelling.read(query, Lexicon(connection))
        typed = [(way, way) for way in (*reading.whole, *reading.ways)]
        bare = [(way, plain(way)) for way in reading.whole or reading.ways]
        if reading.sure:
            meant = _named(connection, [*typed, *bare], preference, reading.whole)
    if meant is not None and stop_at_name:
        return named(phrase, meant)._replace(read_as=reading.corrected)
    matches = _searched(connection, reading, person_id, preference, only_sure=stop_at_name)
    if meant is not None:
        rest = (match for match in matches if match.food.id != meant.id)
        matches = [Match(meant, _NAMED, named=True), *rest]
    elif not plausible(matches, reading):
        return SearchResult(phrase)
    matches = matches[:_MOST_MATCHES]
    foods = with_portions(connection, [match.food for match in matches])
    shown = (match._replace(food=food) for match, food in zip(matches, foods, strict=True))
    return SearchResult(phrase, tuple(shown), reading.corrected)


def _named(
    connection: Connection,
    names: Sequence[tuple[Words, Words]],
    preference: Preference,
    whole: Sequence[Words] = (),
) -> Food | None:
    """Return the food with one of the everyday names, the first that belongs to one food.

    Each name comes as it was typed, and without how the food was cooked; if these differ, the food
    is returned in the form that was typed. If the synonyms for a whole phrase name several foods,
    it is none of them.
    """
    foods = by_names(connection, [name for _, name in names if name], preference)
    if len({foods[name].id for name in whole if name in foods}) > 1:
        return None
    for typed, name in names:
        if name in foods:
            return (
                foods[name]
                if typed == name
                else _as_cooked(connection, typed, foods[name], preference)
            )
    return None


def _as_cooked(connection: Connection, query: Words, food: Food, preference: Preference) -> Food:
    """Return the food in the form that the query gives: raw salmon for "raw salmon"."""
    from tracker.foods.search.vocabulary import COOKING_WORDS

    methods = [word for word in query if word in COOKING_WORDS]
    if not methods:
        return food
    from tracker.foods.search import score
    from tracker.foods.search.names import parse

    if all(parse(food.name).agrees(method) for method in methods):
        return food
    foods = [
        other
        for other in holding(connection, [query], (OWN, SHIPPED) if preference.tables else ())
        if all(parse(other.name).cooked_so(method) for method in methods)
    ]
    matches = score.rank(query, foods, frozenset(), free=frozenset(words(food.name)))
    if not matches or matches[0].score < _SAME_FOOD:
        return food
    return with_portions(connection, [matches[0].food])[0]


def _searched(
    connection: Connection,
    reading: PhraseReading,
    person_id: int,
    preference: Preference,
    *,
    only_sure: bool,
) -> list[Match]:
    """Return the foods of a reading, best first: of all, or of the tables chosen in their order.

    The user's own come before those of tables. If none is surely meant in its table, the best of
    all comes first; with `only_sure`, the foods of the first table that has one are all.
    """
    if not preference.tables:
        return _ranked(connection, reading, person_id)
    foods: list[Match] = []
    for table in (OWN, *preference.searched):
        matches = _ranked(connection, reading, person_id, (table,))
        if is_sure(matches, reading):
            if only_sure:
                return matches
            foods += matches
    others = _ranked(connection, reading, person_id, (OWN, *preference.searched))
    there = {match.food.id for match in foods}
    return [*foods, *(match for match in others if match.food.id not in there)]


def _ranked(
    connection: Connection, reading: PhraseReading, person_id: int, tables: Sequence[str] = ()
) -> list[Match]:
    """Return the foods whose names hold every word of a reading that matters, best first."""
    if not reading.ways:
        return []
    from tracker.foods.search import score

    foods = holding(connection, reading.ways, tables)
    ids = [food.id for food in foods]
    names = _names(connection, ids)
    eaten = _eaten(connection, ids, person_id)
    query, *others = reading.ways
    return score.rank(query, foods, eaten, others=others, whole=reading.whole, names=names)


class Lexicon:
    """The words of the catalogue, looked up in the database."""

    def __init__(self, connection: Connection) -> None:
        """Look words up as long as the diary is open."""
        self._connection = connection
        self._uses: dict[str, dict[str, Uses]] = {}

    def known(self, words: Collection[str]) -> set[str]:
        """Return those of the words that some name holds."""
        return set(self._connection.column("foods.known_words", words=words))

    def with_initial(self, letter: str) -> dict[str, "Uses"]:
        """Return the words that begin with the letter."""
        if letter not in self._uses:
            from tracker.foods.search.spelling import Uses

            span = {"first": letter, "beyond": chr(ord(letter) + 1)}
            rows = self._connection.each("foods.words_between", **span)
            self._uses[letter] = {word: Uses(foods, everyday) for word, foods, everyday in rows}
        return self._uses[letter]


def _aliases(connection: Connection, names: Collection[Words]) -> list[Row]:
    """Return the aliases with these words in this or another order, the user's own first."""
    in_order = {" ".join(name) for name in names}
    any_order = {" ".join(sorted(name)) for name in names}
    return connection.rows("foods.named", ordered=in_order, sorted=any_order)


def _names(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what people call each of the foods."""
    names: dict[int, list[str]] = {}
    for food_id, name in connection.each("foods.names", ids=ids):
        names.setdefault(food_id, []).append(name)
    return names


def holding(
    connection: Connection, ways: Sequence[Words], tables: Sequence[str] = ()
) -> list[Food]:
    """Return the foods with a name that holds every word that matters of one of the readings.

    Those of the tables, if any are given; those with short names, if there are too many; and
    without their portions.
    """
    from tracker.foods.search.vocabulary import SOFT_WORDS

    foods: dict[int, Food] = {}
    for needed in {frozenset(set(way) - SOFT_WORDS or way) for way in ways}:
        held = {"words": needed, "number": len(needed)}
        if tables:
            rows = connection.each("foods.with_words_in", tables=tables, **held)
        else:
            rows = connection.each("foods.with_words", **held)
        foods |= {row.id: _food(row, ()) for row in rows}
    return sorted(foods.values(), key=lambda food: (len(food.name), food.id))[:_MOST_CANDIDATES]


def _eaten(connection: Connection, ids: Sequence[int], person_id: int) -> frozenset[int]:
    """Return those of the foods that the person has logged before."""
    return frozenset(connection.column("foods.eaten", ids=ids, person=person_id))


def _by_code(connection: Connection, code: str) -> list[Food]:
    typed = code.strip()
    table, _, number = typed.casefold().partition("-")
    # Some tables have capitals in their codes, which nobody types: AFCD's F006665.
    return _foods(
        connection, "foods.by_codes", codes={typed, typed.casefold(), f"{table}-{number.upper()}"}
    )


def _by_barcode(connection: Connection, digits: str) -> list[Food]:
    number = _gtin(digits)
    if number is None:
        return []
    from tracker.foods import barcode

    codes = [f"off-{spelling}" for spelling in barcode.spellings(digits)]
    return _foods(connection, "foods.by_barcode", codes=codes, source=f"%, GTIN {number}%")


def _gtin(phrase: str) -> str | None:
    """Return the barcode that the phrase is; few are, and most commands import nothing for it."""
    if not phrase.strip().isdigit():
        return None
    from tracker.foods import barcode

    return barcode.gtin(phrase)


def _foods(connection: Connection, statement: str, **values: object) -> list[Food]:
    return of_rows(connection, connection.rows(statement, **values))


def of_rows(connection: Connection, rows: Sequence[Row]) -> list[Food]:
    """Return the foods of rows of the food table, with their portions."""
    by_food = _portions(connection, [row.id for row in rows])
    return [_food(row, by_food.get(row.id, ())) for row in rows]


def with_portions(connection: Connection, foods: Sequence[Food]) -> list[Food]:
    """Return the foods with their portions, where these haven't been read yet."""
    by_food = _portions(connection, [food.id for food in foods if not food.portions])
    return [replace(f, portions=f.portions or tuple(by_food.get(f.id, ()))) for f in foods]


def _portions(connection: Connection, ids: Sequence[int]) -> dict[int, list[Portion]]:
    if not ids:
        return {}
    by_food: dict[int, list[Portion]] = {}
    for row in connection.each("foods.portions", ids=ids):
        by_food.setdefault(row.food_id, []).append(load(Portion, row))
    return by_food


def _food(row: Row, portions: Sequence[Portion]) -> Food:
    return load(Food, row, group=row.food_group, portions=tuple(portions))


def all_foods(connection: Connection, *, everyday: bool) -> Iterator[Food]:
    """Yield each food with at most its usual portion; `everyday` selects those that people log."""
    for row in connection.each("foods.everyday_foods" if everyday else "foods.all_foods"):
        yield _food(row, [load(Portion, row)] if row.measure is not None else [])
