"""Tags at the ends of a line, told from food that is joined by +."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import B12
from tracker.database.engine import Database
from tracker.diary.model import is_tag, parse_tag, tags_label
from tracker.diary.resolve import Resolver
from tracker.diary.store import Diary
from tracker.diary.tags import TaggedLine, read_tags
from tracker.errors import InputError


@pytest.fixture
def resolver(b12: B12, diary: Path) -> Iterator[Resolver]:
    """A diary in which one meal has the tag work, and flumbles were eaten."""
    b12("log", "2 eggs +work")
    b12("log", "--keep-unknown", "flumbles")
    with Database(diary).reading() as connection:
        yield Resolver(Diary(connection))


@pytest.mark.parametrize(
    ("line", "food", "tags"),
    [
        ("2 eggs, toast +restaurant +travel", "2 eggs, toast", "+restaurant +travel"),
        ("2 eggs +Restaurant +restaurant", "2 eggs", "+restaurant"),
        ("+work 2 eggs", "2 eggs", "+work"),
        ("+work, 2 eggs, +canteen", "2 eggs", "+canteen +work"),
        ("pizza, +work", "pizza", "+work"),
        ("pizza +café-bar +2go", "pizza +café-bar +2go", ""),
        ("pizza +café-bar", "pizza", "+café-bar"),
        # What names a food is eaten, also if it is mistyped or one's own.
        ("2 eggs +toast", "2 eggs +toast", ""),
        ("2 eggs +toast +work", "2 eggs +toast", "+work"),
        ("2 eggs +work +toast", "2 eggs +toast", "+work"),
        ("2 eggs +tosat", "2 eggs +tosat", ""),
        ("2 eggs +flumbles", "2 eggs +flumbles", ""),
        ("2 eggs +b12", "2 eggs +b12", ""),
        ("coffee +oatmilk", "coffee +oatmilk", ""),
        ("+toast", "+toast", ""),
        # A tag stands alone, with its + at the word, at an end of the line.
        ("2 eggs + restaurant", "2 eggs + restaurant", ""),
        ("2 eggs+restaurant", "2 eggs+restaurant", ""),
        ("2 eggs +restaurant, toast", "2 eggs +restaurant, toast", ""),
        ("coffee +a dash of milk", "coffee +a dash of milk", ""),
        ("bagel + smoked salmon (80g) + cream cheese", "", ""),
    ],
)
def test_tags_are_the_words_with_plus_at_the_ends_that_name_no_food(
    resolver: Resolver, line: str, food: str, tags: str
) -> None:
    read = read_tags(resolver, line)
    assert (read.food, tags_label(read.tags)) == (food or line, tags)


def test_only_new_tags_are_called_new(resolver: Resolver) -> None:
    read = read_tags(resolver, "pizza +work +travel")
    assert read == TaggedLine("pizza", ("travel", "work"), ("travel",))


def test_a_tag_that_looks_like_a_mistyped_food_is_known_once_it_was_used(
    b12: B12, diary: Path
) -> None:
    with Database(diary).reading() as connection:
        assert read_tags(Resolver(Diary(connection)), "egg +tosat").tags == ()
    b12("log", "2 eggs")
    b12("edit", "m1", "--tag", "tosat")
    with Database(diary).reading() as connection:
        assert read_tags(Resolver(Diary(connection)), "egg +tosat").tags == ("tosat",)


@pytest.mark.parametrize("line", ["+work", "+work +restaurant", "+restaurant,"])
def test_tags_without_food_are_refused(resolver: Resolver, line: str) -> None:
    with pytest.raises(InputError, match="needs food"):
        read_tags(resolver, line)


@given(st.text())
def test_a_tag_is_one_word_in_small_letters(text: str) -> None:
    try:
        tag = parse_tag(text)
    except InputError:
        return
    assert is_tag(tag)
    assert tag == tag.lower() == parse_tag(f"+{tag}")
    assert len(tag.split()) == 1


@pytest.mark.parametrize("text", ["", "+", "++a", "two words", "1st", "-a", "a" * 31, "a,b", "a.b"])
def test_other_words_are_no_tags(text: str) -> None:
    with pytest.raises(InputError):
        parse_tag(text)
