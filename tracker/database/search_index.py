"""The words by which foods are found, and by which a name is known."""

from collections.abc import Sequence
from typing import TypedDict

import sqlalchemy as sa

from tracker.database import tables
from tracker.text.words import words


def index_words(connection: sa.Connection, food_ids: Sequence[int]) -> None:
    """Let these foods be found by the words of all their names, as they are now."""
    food, alias, table = tables.food, tables.alias, tables.food_word
    texts = sa.union_all(
        sa.select(food.c.id, food.c.name).where(food.c.id.in_(food_ids)),
        sa.select(food.c.id, food.c.everyday).where(food.c.id.in_(food_ids)),
        sa.select(alias.c.food_id, alias.c.phrase).where(alias.c.food_id.in_(food_ids)),
    )
    pairs = {
        (word, food_id) for food_id, text in connection.execute(texts) for word in words(text or "")
    }
    connection.execute(sa.delete(table).where(table.c.food_id.in_(food_ids)))
    if pairs:
        rows = [{"word": word, "food_id": food_id} for word, food_id in sorted(pairs)]
        connection.execute(sa.insert(table), rows)


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
