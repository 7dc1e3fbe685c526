import pytest

from tracker.foods.search.cover import cover, spans

NAMES = {
    ("ham",), ("honey", "ham"), ("salmon",), ("pasta",), ("smoked", "salmon"), ("honey",),
    ("mac", "cheese"), ("cheese",),
}  # fmt: skip
BRANDS = frozenset({("aldi",), ("john", "west")})
DESCRIBING = frozenset({("roast",), ("fresh",), ("no", "salt")})


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("aldi roast ham", [("brand", "aldi"), ("describing", "roast"), ("name", "ham")]),
        ("honey ham", [("name", "honey ham")]),  # one long name rather than two
        ("john west smoked salmon", [("brand", "john west"), ("name", "smoked salmon")]),
        ("salmon pasta", [("name", "salmon"), ("name", "pasta")]),
        ("no salt ham", [("describing", "no salt"), ("name", "ham")]),
        ("zorbit ham", [("unknown", "zorbit"), ("name", "ham")]),
        ("zorbit flumble", [("unknown", "zorbit"), ("unknown", "flumble")]),
    ],
)  # fmt: skip
def test_every_word_is_something(query: str, kinds: list[tuple[str, str]]) -> None:
    segments = cover(tuple(query.split()), NAMES.__contains__, BRANDS, DESCRIBING)
    assert [(segment.kind, " ".join(segment.words)) for segment in segments] == kinds


def test_an_empty_phrase_is_covered_by_nothing() -> None:
    assert cover((), NAMES.__contains__, BRANDS, DESCRIBING) == ()


def test_names_of_many_words_are_looked_up() -> None:
    assert spans(("a", "b", "c")) == {
        ("a",), ("b",), ("c",), ("a", "b"), ("b", "c"), ("a", "b", "c"),
    }  # fmt: skip
