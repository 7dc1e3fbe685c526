"""A made-up year of a made-up person, to try the tool on and to draw the gallery from.

Sam is a vegetarian of 58 who takes metformin, is more and more tired, has cramps, and has a blood
test in the eighth month; from then on there is a tablet on Sundays and fortified cereal. Nothing of
it is anybody's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from tracker.diary.model import Mark

NAME = "Sam"
FACTS = {"born": date(1968, 3, 14), "sex": "f", "diet": "vegetarian"}
CONDITION, CONDITION_SINCE = "metformin", date(2024, 5, 1)
# What the target follows from the test on.
REFERENCE = "EFSA"
DAYS = 364
_TESTED, _TESTED_AGAIN = 235, 350
_HOLIDAY = range(120, 132)
_SEED = 12
_SUNDAY = 6

# What is eaten, as one would type it.
_BREAKFASTS = (
    "1 cup oatmeal, 1 cup almond milk", "2 slices whole wheat bread, 1 tbsp peanut butter",
    "1 cup yogurt, 1 banana", "2 eggs, 1 slice whole wheat bread", "1 cup granola, 0.5 cup milk",
)  # fmt: skip
_LUNCHES = (
    "1 cup lentils, 1 cup rice", "1 cup hummus, 1 oz feta", "1 cup tofu, 1 cup rice",
    "2 slices pizza", "1 cup black beans, 1 oz cheddar", "1 cup 16171, 1 oz cheddar",
)  # fmt: skip
_DINNERS = (
    "2 cups pasta, 1 oz parmesan", "1 cup chickpeas, 1 cup rice, 0.5 cup yogurt",
    "1 potato, 1 cup cottage cheese", "1 cup macaroni and cheese", "1 cup lentils, 1 cup spinach",
    "1 patty veggie burger, 1 potato",
)  # fmt: skip
_FORTIFIED = "1 cup cheerios, 1 cup fortified soy milk"
_SYMPTOMS = {
    "fatigue and weakness": 0.22, "muscle cramps": 0.16, "numbness and tingling": 0.08,
}  # fmt: skip
_SNACK = "1 can red bull"
_TABLET = "1000ug B12 tablet"


@dataclass(frozen=True)
class Meal:
    """A meal as one would log it: its name, the time where it was noted, and the words."""

    name: str | None
    at: time | None
    words: str


@dataclass(frozen=True)
class Day:
    """A day of the diary; a symptom is a name with its score, a test as one would log it."""

    day: date
    meals: tuple[Meal, ...] = ()
    mark: Mark | None = None
    symptoms: dict[str, int] = field(default_factory=dict)
    test: str | None = None


def year(last: date) -> Iterator[Day]:
    """The days up to that one, always the same."""
    dice = Random(_SEED)  # noqa: S311
    first = last - timedelta(days=DAYS - 1)
    for number in range(DAYS):
        yield _day(first + timedelta(days=number), number, dice)


def tested(last: date) -> date:
    """The day of the first blood test."""
    return last - timedelta(days=DAYS - 1 - _TESTED)


def _day(day: date, number: int, dice: Random) -> Day:
    known = number > _TESTED
    symptoms = _symptoms(number, dice)
    test = {_TESTED: "b12 168 pg/mL", _TESTED_AGAIN: "b12 412 pg/mL"}.get(number)
    chance = dice.random()
    if number in _HOLIDAY or chance < 0.06:
        return Day(day, symptoms=symptoms, test=test)
    if chance < 0.07:
        return Day(day, mark="fast", symptoms=symptoms, test=test)
    breakfast = _FORTIFIED if known and dice.random() < 0.6 else dice.choice(_BREAKFASTS)
    meals = [
        _meal("breakfast", 7, breakfast, dice),
        _meal("lunch", 12, dice.choice(_LUNCHES), dice),
        _meal("dinner", 19, dice.choice(_DINNERS), dice),
    ]
    if dice.random() < 0.08:
        meals.append(Meal(None, time(16, dice.randrange(60)), _SNACK))
    if known and day.weekday() == _SUNDAY:
        meals.append(_meal("breakfast", 8, _TABLET, dice))
    partial: Mark | None = "partial" if chance < 0.1 else None
    return Day(day, tuple(meals[:1] if partial else meals), partial, symptoms, test)


def _meal(name: str, hour: int, words: str, dice: Random) -> Meal:
    at = time(hour, dice.randrange(60)) if dice.random() < 0.9 else None
    return Meal(name, at, words)


def _symptoms(number: int, dice: Random) -> dict[str, int]:
    """They grow until the test, and go in the weeks after it."""
    strength = number / _TESTED if number < _TESTED else max(0.0, 1 - (number - _TESTED) / 90)
    found = {}
    for name, often in _SYMPTOMS.items():
        if dice.random() < often * (0.3 + strength):
            found[name] = min(10, max(0, round(strength * 7 + dice.gauss(0, 1.3))))
    return found
