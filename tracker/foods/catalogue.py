"""Foods looked up by number, by what people call them, and by the words of their names (SQL)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tracker.database.compiled import Row
from tracker.database.connection import Connection, load
from tracker.errors import InputError, NotFoundError
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.search.match import Match, PhraseReading, SearchResult, plausible
from tracker.text.words import Words, words

# How many names to offer if none is meant, those of foods with all the words among them.
_NEAREST = 5
_NEAREST_MATCHES = 3
_ALIKE = 65
_MOST_CANDIDATES = 350
_MOST_MATCHES = 100
_LONGEST_PHRASE = 400
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
    one = len(foods) == 1
    score = _NAMED if one else _DOUBTFUL
    return SearchResult(number, tuple(Match(food, score, named=one) for food in foods))


def food_of(connection: Connection, serving: Serving) -> Food | None:
    """Return the serving's food as it is today; None if it is not in the catalogue any more."""
    foods = _by_code(connection, serving.food_code) if serving.food_code else []
    return foods[0] if foods else None


def identify(connection: Connection, phrase: str, person_id: int) -> SearchResult:
    """Return the food that a phrase names, as `find` does, but without its alternatives.

    If the phrase isn't a name, the result is that of `find`.
    """
    return _find(connection, phrase, person_id, stop_at_name=True)


def find(connection: Connection, phrase: str, person_id: int) -> SearchResult:
    """Return all foods a phrase could mean, best first: by number, everyday name or words.

    Every word that says what the food is must be in a name, if need be after correcting a typing
    error; otherwise nothing matches and `nearest` has similar names. Raise InputError if the
    phrase is too long.
    """
    return _find(connection, phrase, person_id, stop_at_name=False)


def _find(
    connection: Connection, phrase: str, person_id: int, *, stop_at_name: bool
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
    named = _named(connection, [(query, query)])
    if named is None:
        from tracker.foods.search import spelling
        from tracker.foods.search.vocabulary import plain

        reading = spelling.read(query, _Lexicon(connection))
        typed = [(way, way) for way in (*reading.whole, *reading.ways)]
        bare = [(way, plain(way)) for way in reading.whole or reading.ways]
        named = _named(connection, [*typed, *bare], reading.whole)
    if named is not None and stop_at_name:
        return SearchResult(phrase, (Match(named, _NAMED, named=True),), reading.corrected)
    matches = _ranked(connection, reading, person_id)
    if named is not None:
        rest = (match for match in matches if match.food.id != named.id)
        matches = [Match(named, _NAMED, named=True), *rest]
    elif not plausible(matches, reading):
        return SearchResult(phrase, nearest=_nearest(connection, phrase, matches))
    shown = _with_portions(connection, matches[:_MOST_MATCHES])
    return SearchResult(phrase, tuple(shown), reading.corrected)


def _named(
    connection: Connection, names: Sequence[tuple[Words, Words]], whole: Sequence[Words] = ()
) -> Food | None:
    """Return the food with one of the everyday names, the first that belongs to one food.

    Each name comes as it was typed, and without how the food was cooked; if these differ, the food
    is returned in the form that was typed. If the synonyms for a whole phrase name several foods,
    it is none of them.
    """
    rows = _aliases(connection, [name for _, name in names if name])
    if len({row.food_id for row in rows if tuple(row.ordered_words.split()) in whole}) > 1:
        return None
    for typed, name in names:
        ordered = [row for row in rows if row.ordered_words == " ".join(name)]
        swapped = [row for row in rows if row.sorted_words == " ".join(sorted(name))]
        for aliases in (ordered, swapped):
            # The user's own names go before those that came with the program.
            ids = {row.food_id for row in aliases if row.own == aliases[0].own}
            if len(ids) == 1:
                for food in _foods(connection, "foods.by_id", food=ids.pop()):
                    return food if typed == name else _as_cooked(connection, typed, food)
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


def _nearest(connection: Connection, phrase: str, matches: Sequence[Match]) -> tuple[str, ...]:
    """Return names to offer if none is meant: foods with all the words, then similar spellings."""
    from rapidfuzz import fuzz, process

    typed = phrase.casefold()
    known = connection.column("foods.phrases")
    alike = [
        name
        for scorer in (fuzz.QRatio, fuzz.token_set_ratio)
        for name in process.extract(
            typed, known, scorer=scorer, limit=_NEAREST, score_cutoff=_ALIKE
        )
    ]
    # However far off, some names are offered: a wrong guess tells more than none.
    alike = alike or process.extract(typed, known, scorer=fuzz.QRatio, limit=_NEAREST_MATCHES)
    names = [match.food.title for match in matches[:_NEAREST_MATCHES]]
    return tuple(dict.fromkeys((*names, *(name for name, *_ in alike))))[:_NEAREST]


class _Lexicon:
    """The words of the catalogue, looked up in the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, words: Collection[str]) -> set[str]:
        """Return those of the words that some name holds."""
        return set(self._connection.column("foods.known_words", words=words))

    def everyday(self) -> set[str]:
        """Return all words of everyday names."""
        names = self._connection.column("foods.everyday_words")
        return {word for name in names for word in name.split()}

    def with_initial(self, letter: str) -> dict[str, int]:
        """Return the words that begin with the letter, each with its number of foods."""
        span = {"first": letter, "beyond": chr(ord(letter) + 1)}
        return dict(self._connection.each("foods.words_between", **span))


def _aliases(connection: Connection, names: Sequence[Words]) -> list[Row]:
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
