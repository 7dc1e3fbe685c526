"""What people type, and what they are taken to have eaten."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.database.engine import Database
from tracker.diary import reading
from tracker.diary.resolve import Candidates, Resolver
from tracker.diary.store import Diary
from tracker.errors import TrackerError

Read = Callable[[str], list[Candidates]]


@pytest.fixture(scope="module")
def read(seeded: Path) -> Iterator[Read]:
    """Read a line in one new diary, in which nothing is ever eaten."""
    with Database(seeded).reading() as connection:
        diary = Diary(connection)
        yield lambda line: reading.read(Resolver(diary), line)


def eaten(meant: list[Candidates]) -> list[tuple[str, float | None]]:
    """Return the foods and their grams; fail if one is unknown or could be several."""
    assert not [each.request.text for each in meant if each.is_unknown or each.is_open]
    servings = [each.serving(lambda result: result.matches[0].food) for each in meant]
    return [(each.food, each.grams and round(each.grams)) for each in servings]


@pytest.mark.parametrize(
    ("line", "foods"),
    [
        # Joined foods: what is only added is little; a dish of one name stays whole.
        ("muesli and skim milk", [("granola", 60), ("skim milk", 125)]),
        ("toast with brie", [("toast", 33), ("brie", 28)]),
        ("cheddar on toast", [("cheddar", 28), ("toast", 33)]),
        ("bagel + smoked salmon (80g)", [("bagel", 90), ("smoked salmon", 80)]),
        ("fish and chips", [("fish and chips", None)]),
        # Words that name no food, brands and where it is from.
        ("I had 2 eggs for breakfast", [("egg", 100)]),
        ("some homemade leftover rice", [("rice", None)]),
        ("Lurpak butter 10g", [("butter", 10)]),
        ("pizza from the new place", [("pizza", None)]),
        # Containers and casual amounts.
        ("a glass of milk", [("whole milk", None)]),
        ("handful of almonds", [("almonds", 30)]),
        ("2-3 eggs", [("egg", 125)]),
        ("chicken breast about 150g", [("chicken breast", 150)]),
        ("salmon - 150 g", [("salmon", 150)]),
        ("salmon (150 g)", [("salmon", 150)]),
        ("cheese, Manchego 45 g", [("manchego", 45)]),
        # Adjacent names.
        ("trout pasta", [("trout", 60), ("pasta", 140)]),
        # A typing error.
        ("150g chiken breast", [("chicken breast", 150)]),
    ],
)
def test_a_line_is_what_was_eaten(
    read: Read, line: str, foods: list[tuple[str, float | None]]
) -> None:
    meant = eaten(read(line))
    assert [name for name, _ in meant] == [name for name, _ in foods], meant
    for (_, grams), (_, wanted) in zip(meant, foods, strict=True):
        assert wanted is None or grams == wanted, meant


def test_what_was_left_out_is_kept_for_the_reply(read: Read) -> None:
    (meant,) = read("Tesco bacon 2 rashers")
    assert meant.dropped == ("Tesco",)


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("meat sauce", "no meat"),
        ("egg salad", "potato"),
        ("samosa", "cookie"),
        ("curd", "tofu"),
        ("vegan cheese", "cheddar"),
        ("oat milk latte", "whole milk"),
    ],
)
def test_it_is_never_another_food(read: Read, line: str, never: str) -> None:
    for each in read(line):
        if each.food is not None:
            assert never not in f"{each.food.name} {each.food.everyday}".casefold()


@pytest.mark.parametrize(
    "line",
    [
        "zorbit", "zorbit stew", "flurb salmon", "the usual", "leftovers", "no eggs today",
        "forgot my eggs", "buy milk and eggs", "salmon pink lipstick", "oyster card", "cat food",
        "chicken pox", "200 g", "fed the fish",
    ],
)  # fmt: skip
def test_what_is_no_food_is_none(read: Read, line: str) -> None:
    try:
        meant = read(line)
    except TrackerError:
        return
    assert any(each.is_unknown for each in meant)


def test_the_micrograms_of_another_vitamin_are_not_b12(read: Read) -> None:
    for line in ("vitamin D3 25 mcg", "folic acid 400mcg", "2 eggs, vitamin d 25ug"):
        servings = [each.serving(lambda found: found.matches[0].food) for each in read(line)]
        assert sum(each.b12_ug or 0 for each in servings) < 1


def test_every_unknown_word_is_named(read: Read) -> None:
    unknown = [each for each in read("zorbit, 2 eggs, flumble") if each.is_unknown]
    assert [each.request.phrase for each in unknown] == ["zorbit", "flumble"]


WORDS = ["2", "eggs", "milk", "with", "and", "toast", "(80g)", ",", "150g", "salmon", "on", "no",
         "half", "a", "glass", "of", "zorbit", "-", "½", "tea", "+", "B12", "1000ug"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(line=st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_any_text_is_read_or_refused_in_one_line(read: Read, line: str) -> None:
    try:
        meant = read(line)
    except TrackerError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert all(each.request.text for each in meant)


FOODS = ["eggs", "toast", "salmon", "milk", "rice", "banana", "cheddar", "apple"]


@settings(max_examples=60, deadline=None)
@given(
    foods=st.lists(st.sampled_from(FOODS), min_size=1, max_size=4, unique=True),
    joint=st.sampled_from([", ", " + ", "; ", " plus "]),
)
def test_as_many_foods_are_eaten_as_are_named(read: Read, foods: list[str], joint: str) -> None:
    amounts = [f"{10 * place}g {food}" for place, food in enumerate(foods, start=1)]
    grams = [grams for _, grams in eaten(read(joint.join(amounts)))]
    assert grams == [10 * place for place in range(1, len(foods) + 1)]


@settings(max_examples=60, deadline=None)
@given(food=st.sampled_from(FOODS), word=st.text("bcdfgjklpqvwxz", min_size=4, max_size=9))
def test_a_word_after_a_food_is_never_silently_ignored(read: Read, food: str, word: str) -> None:
    (meant,) = read(f"{food} {word}")
    result = meant.result
    noticed = result is not None and (result.read_as or meant.dropped)
    assert meant.is_unknown or meant.is_open or noticed or meant.food != read(food)[0].food
