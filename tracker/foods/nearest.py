"""Names to offer for a phrase that means no food."""

from tracker.database.connection import Connection
from tracker.foods.search.vocabulary import plain
from tracker.text.words import words

# How many names to offer, and how similar they are at least.
_NEAREST = 5
_ALIKE = 75


def nearest(connection: Connection, phrase: str, person_id: int) -> tuple[str, ...]:
    """Return names to offer if none is meant: those that share words with it, then similar ones.

    They suit the person's diet.
    """
    from rapidfuzz import fuzz, process

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
