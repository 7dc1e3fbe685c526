"""Foods looked up by number, by what people call them, and by the words of their names (SQL)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.database.compiled import Row
from tracker.database.connection import Connection, load
from tracker.errors import InputError, NotFoundError
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.search.match import Match, PhraseReading, SearchResult, plausible
from tracker.text.words import Words, words

if TYPE_CHECKING:
    from tracker.foods.search.spelling import Uses

# How many names to offer if none is meant, and how similar they are at least.
_NEAREST = 5
_ALIKE = 75
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


def exact(connection: Connection, phrase: str, country: str = "") -> SearchResult | None:
    """Return the food with that number, or with just that name; None if there is none."""
    numbered = _numbered(connection, phrase)
    if numbered.matches:
        return numbered
    query = words(phrase)
    joined = [query] if "with" in phrase.casefold().split() else []
    food = by_names(connection, [query], country, joined=joined).get(query) if query else None
    return None if food is None else named(phrase, food)


def named(phrase: str, food: Food) -> SearchResult:
    """Return the result for a phrase that is a name of the food."""
    return SearchResult(phrase, (Match(food, _NAMED, named=True),))


def by_names(
    connection: Connection,
    names: Collection[Words],
    country: str = "",
    *,
    joined: Collection[Words] = (),
) -> dict[Words, Food]:
    """Return the foods with these names, by the names; a name of several foods is left out.

    A name in its order comes before the same words in another order, the user's own before those
    that came with the program, and what it means in the country before what it means elsewhere.
    `joined` are the names said with "with": chips with fish are fish and chips, but tea with milk
    is no milk tea.
    """
    rows = [row for row in _aliases(connection, names) if row.country in ("", country)]
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
    return SearchResult(phrase, nearest=_nearest(connection, phrase, person_id))


def food_of(connection: Connection, serving: Serving) -> Food | None:
    """Return the serving's food as it is today; None if it is not in the catalogue any more."""
    if not serving.food_code:
        return None
    # Codes of other countries' tables have capitals, which nobody types.
    return next(iter(_foods(connection, "foods.by_code", code=serving.food_code)), None)


def identify(
    connection: Connection,
    phrase: str,
    person_id: int,
    country: str = "",
    *,
    offer: bool = True,
) -> SearchResult:
    """Return the food that a phrase names, as `find` does, but without its alternatives.

    If the phrase isn't a name, the result is that of `find`, without nearest names if there is
    nothing to `offer`.
    """
    result = _find(connection, phrase, person_id, country, stop_at_name=True)
    return unnamed(connection, phrase, person_id) if offer and not result.matches else result


def find(connection: Connection, phrase: str, person_id: int, country: str = "") -> SearchResult:
    """Return all foods a phrase could mean, best first: by number, everyday name or words.

    Every word that says what the food is must be in a name, if need be after correcting a typing
    error; otherwise nothing matches and `nearest` has similar names. Raise InputError if the
    phrase is too long.
    """
    result = _find(connection, phrase, person_id, country, stop_at_name=False)
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
    connection: Connection, phrase: str, person_id: int, country: str, *, stop_at_name: bool
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
    meant = _named(connection, [(query, query)], country)
    if meant is None:
        from tracker.foods.search import spelling
        from tracker.foods.search.vocabulary import plain

        reading = spelling.read(query, Lexicon(connection))
        typed = [(way, way) for way in (*reading.whole, *reading.ways)]
        bare = [(way, plain(way)) for way in reading.whole or reading.ways]
        if reading.sure:
            meant = _named(connection, [*typed, *bare], country, reading.whole)
    if meant is not None and stop_at_name:
        return named(phrase, meant)._replace(read_as=reading.corrected)
    matches = _ranked(connection, reading, person_id)
    if meant is not None:
        rest = (match for match in matches if match.food.id != meant.id)
        matches = [Match(meant, _NAMED, named=True), *rest]
    elif not plausible(matches, reading):
        return SearchResult(phrase)
    shown = _with_portions(connection, matches[:_MOST_MATCHES])
    return SearchResult(phrase, tuple(shown), reading.corrected)


def _named(
    connection: Connection,
    names: Sequence[tuple[Words, Words]],
    country: str,
    whole: Sequence[Words] = (),
) -> Food | None:
    """Return the food with one of the everyday names, the first that belongs to one food.

    Each name comes as it was typed, and without how the food was cooked; if these differ, the food
    is returned in the form that was typed. If the synonyms for a whole phrase name several foods,
    it is none of them.
    """
    foods = by_names(connection, [name for _, name in names if name], country)
    if len({foods[name].id for name in whole if name in foods}) > 1:
        return None
    for typed, name in names:
        if name in foods:
            return foods[name] if typed == name else _as_cooked(connection, typed, foods[name])
    return None


def _as_cooked(connection: Connection, query: Words, food: Food) -> Food:
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
        for other in _holding(connection, [query])
        if all(parse(other.name).cooked_so(method) for method in methods)
    ]
    matches = score.rank(query, foods, frozenset(), free=frozenset(words(food.name)))
    if not matches or matches[0].score < _SAME_FOOD:
        return food
    return next(_with_portions(connection, matches[:1])).food


def _ranked(connection: Connection, reading: PhraseReading, person_id: int) -> list[Match]:
    """Return the foods whose names hold every word of a reading that matters, best first."""
    if not reading.ways:
        return []
    from tracker.foods.search import score

    foods = _holding(connection, reading.ways)
    ids = [food.id for food in foods]
    names = _names(connection, ids)
    eaten = _eaten(connection, ids, person_id)
    query, *others = reading.ways
    return score.rank(query, foods, eaten, others=others, whole=reading.whole, names=names)


def _nearest(connection: Connection, phrase: str, person_id: int) -> tuple[str, ...]:
    """Return names to offer if none is meant: those that share words with it, then similar ones.

    They suit the person's diet.
    """
    from rapidfuzz import fuzz, process

    from tracker.foods.search.vocabulary import plain

    query = plain(words(phrase))
    sharing = connection.each("foods.phrases_with", words=query, person=person_id)
    near: dict[int, tuple[float, str]] = {}
    for food_id, name in sharing:
        own = words(name)
        closeness = len({*own} & {*query}) / len({*own} | {*query}) + (own[-1:] == query[-1:]) / 4
        near[food_id] = max(near.get(food_id, (0.0, "")), (closeness, name))
    names = [name for _, name in sorted(near.values(), key=lambda each: (-each[0], each[1]))]
    if len(names) < _NEAREST:
        known = connection.column("foods.phrases_for", person=person_id)
        alike = process.extract(
            phrase.casefold(), known, scorer=fuzz.QRatio, limit=_NEAREST, score_cutoff=_ALIKE
        )
        names += [name for name, *_ in alike]
    return tuple(dict.fromkeys(names))[:_NEAREST]


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


def _holding(connection: Connection, ways: Sequence[Words]) -> list[Food]:
    """Return the foods with a name that holds every word that matters of one of the readings.

    Those with short names, if there are too many, and without their portions.
    """
    from tracker.foods.search.vocabulary import SOFT_WORDS

    foods: dict[int, Food] = {}
    for needed in {frozenset(set(way) - SOFT_WORDS or way) for way in ways}:
        rows = connection.each("foods.with_words", words=needed, number=len(needed))
        foods |= {row.id: _food(row, ()) for row in rows}
    return sorted(foods.values(), key=lambda food: (len(food.name), food.id))[:_MOST_CANDIDATES]


def _eaten(connection: Connection, ids: Sequence[int], person_id: int) -> frozenset[int]:
    """Return those of the foods that the person has logged before."""
    return frozenset(connection.column("foods.eaten", ids=ids, person=person_id))


def _by_code(connection: Connection, code: str) -> list[Food]:
    return _foods(connection, "foods.by_code", code=code.strip().casefold())


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


def _with_portions(connection: Connection, matches: Sequence[Match]) -> Iterator[Match]:
    by_food = _portions(connection, [m.food.id for m in matches if not m.food.portions])
    for match in matches:
        portions = match.food.portions or tuple(by_food.get(match.food.id, ()))
        yield match._replace(food=replace(match.food, portions=portions))


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
