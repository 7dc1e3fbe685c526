"""Search in a new diary for phrases.csv, whose phrases were chosen before the search was tuned."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tracker import paths
from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.foods import catalogue
from tracker.foods.model import Food
from tracker.foods.search.match import SearchResult, contenders
from tracker.text.words import words

PERSON = 1


Figures = dict[str, float | None]


def _accepted(food: Food, codes: list[str], figures: Figures) -> bool:
    b12_ug = food.b12_ug_per_100g
    return food.code in codes or any(
        b12_ug is not None and figure is not None and abs(b12_ug - figure) <= max(0.2, 0.3 * figure)
        for figure in map(figures.get, codes)
    )


@dataclass
class Tally:
    """The numbers of phrases by their result, and the phrases with a wrong one."""

    foods: int = 0
    first: int = 0
    among_five: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    to_refuse: int = 0
    refused: int = 0
    to_ask: int = 0
    asked_rightly: int = 0
    failing: list[str] = field(default_factory=list)

    def count(self, phrase: str, meant: str, result: SearchResult, figures: Figures) -> None:
        """Count a phrase: `meant` are the accepted codes, `-` for none, `?` for a question.

        The same food of another table is accepted too: one with about the same B12.
        """
        choices = contenders(result)
        line = f"{phrase}: {[match.food.title for match in choices[:3]]}"
        if meant == "-":
            self.to_refuse += 1
            self.refused += not choices
            right = not choices
        elif meant == "?":
            self.to_ask += 1
            self.asked_rightly += len(choices) > 1
            right = len(choices) > 1
        else:
            accepted = [_accepted(match.food, meant.split(), figures) for match in result.matches]
            right = accepted[:1] == [True]
            self.foods += 1
            self.first += right
            self.among_five += any(accepted[:5])
            self.asked += len(choices) > 1
            if len(choices) == 1 and not right:
                self.wrong.append(line)
        if not right:
            self.failing.append(line)


@pytest.fixture(scope="module")
def diary_of_phrases(seeded: Path) -> Iterator[Connection]:
    with Database(seeded).reading() as connection:
        yield connection


@pytest.fixture(scope="module")
def everyday(seeded: Path) -> list[tuple[str, int]]:
    """The names that mean the same food in each country, with the food."""
    with closing(sqlite3.connect(seeded)) as connection:
        return connection.execute(
            "SELECT phrase, food_id FROM alias JOIN food ON food.id = food_id "
            "WHERE everyday IS NOT NULL AND country = '' AND instr(phrase, '(') = 0 "
            "AND ordered_words NOT IN (SELECT ordered_words FROM alias WHERE country <> '')"
        ).fetchall()


def _alike(ours: Food, theirs: Food) -> bool:
    """Whether one food may be logged for the other: its B12 is about the same."""
    ug, other_ug = ours.b12_ug_per_100g, theirs.b12_ug_per_100g
    if ug is None or other_ug is None:
        return ug is other_ug
    return abs(ug - other_ug) <= max(0.2, 0.3 * other_ug)


def test_everyday_phrases_find_what_is_meant(diary_of_phrases: Connection) -> None:
    tally = Tally()
    foods = catalogue.all_foods(diary_of_phrases, everyday=False)
    figures = {food.code: food.b12_ug_per_100g for food in foods}
    with (Path(__file__).parent / "phrases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            result = catalogue.find(diary_of_phrases, row["phrase"], PERSON)
            tally.count(row["phrase"], row["meant"], result, figures)
    failing = "\n".join(tally.failing)
    assert tally.foods >= 800
    assert tally.first >= 0.98 * tally.foods, failing
    assert tally.among_five >= 0.99 * tally.foods, failing
    assert tally.asked <= 0.05 * tally.foods, failing
    # Kidney beans aren't those with meat: the everyday list will name what the words mean.
    assert len(tally.wrong) <= 7, tally.wrong
    # Oat yogurt isn't yogurt with oats.
    assert tally.refused >= tally.to_refuse - 1, failing
    assert tally.asked_rightly >= 0.8 * tally.to_ask, failing


def test_an_everyday_name_always_finds_its_own_food(
    diary_of_phrases: Connection, everyday: list[tuple[str, int]]
) -> None:
    for phrase, food_id in everyday:
        result = catalogue.identify(diary_of_phrases, phrase, PERSON)
        assert result.matches[0].food.id == food_id, phrase
        assert contenders(result) == result.matches, phrase


def test_word_order_does_not_change_an_everyday_food(
    diary_of_phrases: Connection, everyday: list[tuple[str, int]]
) -> None:
    owners: dict[tuple[str, ...], set[int]] = {}
    for phrase, food_id in everyday:
        owners.setdefault(tuple(sorted(words(phrase))), set()).add(food_id)
    foods = {food.id: food for food in catalogue.all_foods(diary_of_phrases, everyday=True)}
    turned_otherwise = []
    for phrase, food_id in everyday:
        first, *rest = words(phrase)
        if len(owners[tuple(sorted((first, *rest)))]) > 1:  # chocolate milk, milk chocolate
            continue
        turned = " ".join((*rest, first))
        matches = catalogue.identify(diary_of_phrases, turned, PERSON).matches
        if not matches or not _alike(matches[0].food, foods[food_id]):
            turned_otherwise.append((turned, [match.food.title for match in matches[:1]]))
    # Some of them are synonyms of another food's words: "con carne chili", carne con chile.
    assert len(turned_otherwise) <= 0.002 * len(everyday), turned_otherwise


def test_a_plural_does_not_change_an_everyday_food(
    diary_of_phrases: Connection, everyday: list[tuple[str, int]]
) -> None:
    foods = {food.id: food for food in catalogue.all_foods(diary_of_phrases, everyday=True)}
    wrong = []
    missed = []
    for phrase, food_id in everyday:
        last = phrase.split()[-1]
        # Special K, 10 µg; and words that are no nouns of English: cous cous, łosoś.
        if not (len(last) > 2 and last.isascii() and last.isalpha()) or last.endswith("s"):
            continue
        # Words of other languages, which have no English plural: banku, leche.
        if last.endswith(("u", "che", "she")):
            continue
        matches = catalogue.identify(diary_of_phrases, f"{phrase}s", PERSON).matches
        if not matches:
            missed.append(phrase)
        elif not _alike(matches[0].food, foods[food_id]):
            wrong.append((phrase, matches[0].food.title))
    assert len(wrong) <= 3, wrong
    # Caffe latte freddo: nobody says freddos.
    assert len(missed) <= 0.002 * len(everyday), missed


def test_every_synonym_means_something(diary_of_phrases: Connection) -> None:
    with (paths.shipped("seed_data") / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["says"], row["means"]) for row in rows}) == len(rows)
    for row in rows:
        assert catalogue.find(diary_of_phrases, row["says"], PERSON).matches, row
        assert words(row["says"]) != words(row["means"]), row
