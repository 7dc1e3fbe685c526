"""Search in a new diary for phrases.csv, whose phrases were chosen before the search was tuned."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tracker import paths
from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.foods import catalogue
from tracker.foods.search.match import SearchResult, contenders
from tracker.text.words import words

PERSON = 1


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

    def count(self, phrase: str, meant: str, result: SearchResult) -> None:
        """Count a phrase: `meant` are the accepted codes, `-` for none, `?` for a question."""
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
            codes = [match.food.code for match in result.matches[:5]]
            right = codes[:1] != [] and codes[0] in meant.split()
            self.foods += 1
            self.first += right
            self.among_five += any(code in meant.split() for code in codes)
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
def everyday(diary_of_phrases: Connection) -> list[tuple[str, int]]:
    foods = {food.id: food for food in catalogue.all_foods(diary_of_phrases, everyday=True)}
    names = diary_of_phrases.each("foods.names", ids=foods)
    return [(phrase, food_id) for food_id, phrase in names]


def test_everyday_phrases_find_what_is_meant(diary_of_phrases: Connection) -> None:
    tally = Tally()
    with (Path(__file__).parent / "phrases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            result = catalogue.find(diary_of_phrases, row["phrase"], PERSON)
            tally.count(row["phrase"], row["meant"], result)
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
    names = {words(phrase) for phrase, _ in everyday}
    for phrase, food_id in everyday:
        first, *rest = words(phrase)
        if (*rest, first) in names:  # chocolate milk, milk chocolate
            continue
        turned = " ".join((*rest, first))
        result = catalogue.identify(diary_of_phrases, turned, PERSON)
        assert result.matches[0].food.id == food_id, turned


def test_a_plural_does_not_change_an_everyday_food(
    diary_of_phrases: Connection, everyday: list[tuple[str, int]]
) -> None:
    for phrase, food_id in everyday:
        if phrase.endswith("s") or len(phrase.split()[-1]) < 3:  # Special K, 10 µg
            continue
        result = catalogue.identify(diary_of_phrases, f"{phrase}s", PERSON)
        assert result.matches[0].food.id == food_id, phrase


def test_every_synonym_means_something(diary_of_phrases: Connection) -> None:
    with (paths.shipped("seed_data") / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["says"], row["means"]) for row in rows}) == len(rows)
    for row in rows:
        assert catalogue.find(diary_of_phrases, row["says"], PERSON).matches, row
        assert words(row["says"]) != words(row["means"]), row
