"""The words by which foods are found, and by which a name is known."""

from collections import defaultdict
from collections.abc import Collection
from typing import TypedDict

from tracker.database.connection import Connection
from tracker.text.words import words

# SQLite takes 32,766 parameters, and this needs two for each food.
_AT_ONCE = 10_000


def index_words(connection: Connection, food_ids: Collection[int]) -> None:
    """Let these foods be found by the words of all their names, as they are now."""
    ids = sorted(food_ids)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        names = connection.raw_rows("database.names_of_foods", ids=some)
        known = connection.raw_rows("database.words_of_aliases", ids=some)
        foods: defaultdict[str, set[int]] = defaultdict(set)
        for food_id, name in names:
            for word in words(name or ""):
                foods[word].add(food_id)
        for food_id, typed in known:
            for word in typed.split():
                foods[word].add(food_id)
        connection.run("database.delete_words", ids=some)
        # In the order of the table's key, in which they are stored fastest.
        pairs = ((word, food_id) for word in sorted(foods) for food_id in sorted(foods[word]))
        connection.store_many("database.insert.food_word", pairs)


class AliasWords(TypedDict):
    """The columns of an alias that follow from its phrase."""

    phrase: str
    ordered_words: str
    sorted_words: str


def alias_words(phrase: str) -> AliasWords:
    """Return a phrase with its words, as typed and sorted; both are empty for an invalid name."""
    typed = words(phrase)
    return {
        "phrase": phrase,
        "ordered_words": " ".join(typed),
        "sorted_words": " ".join(sorted(typed)),
    }
