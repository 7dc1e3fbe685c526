"""`b12 demo`: a made-up year of a made-up person, to try everything on.

Sam is a vegetarian of 58 who takes metformin, grows tired, has cramps, and has a blood test in the
eighth month; from then on there is a tablet on Sundays, and fortified cereal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from tracker import paths
from tracker.cli import choose, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.diary.model import Mark
from tracker.errors import DatabaseFileError, RefusedError

if TYPE_CHECKING:
    from tracker.diary.store import Diary

_NAME = "Sam"
_FACTS = {"born": date(1968, 3, 14), "sex": "f", "diet": "vegetarian"}
_CONDITION, _CONDITION_SINCE = "metformin", date(2024, 5, 1)
# Whose reference intake the target follows from the test on.
_REFERENCE = "EFSA"
_DAYS = 364
_TESTED, _TESTED_AGAIN = 235, 350
_HOLIDAY = range(120, 132)
_SEED = 12
_SUNDAY = 6

# Foods as a user would type them.
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
_FORTIFIED = "1 cup multi grain cheerios, 1 cup fortified soy milk"
_SYMPTOMS = {
    "fatigue and weakness": 0.22, "muscle cramps": 0.16, "numbness and tingling": 0.08,
}  # fmt: skip
_SNACK = "1 can red bull"
_TABLET = "1000ug B12 tablet"


@dataclass(frozen=True)
class _Meal:
    """A meal as a user would log it: its name, its time if there is one, and the words."""

    name: str | None
    at: time | None
    words: str


@dataclass(frozen=True)
class _Day:
    """A day of the diary; a symptom is a name with its score, a test as a user would log it."""

    day: date
    meals: tuple[_Meal, ...] = ()
    mark: Mark | None = None
    symptoms: dict[str, int] = field(default_factory=dict)
    test: str | None = None


def _year(last: date) -> Iterator[_Day]:
    """Return the days up to that one, the same in every run."""
    dice = Random(_SEED)  # noqa: S311
    first = last - timedelta(days=_DAYS - 1)
    for number in range(_DAYS):
        yield _day(first + timedelta(days=number), number, dice)


def _day(day: date, number: int, dice: Random) -> _Day:
    known = number > _TESTED
    symptoms = _symptoms(number, dice)
    test = {_TESTED: "b12 168 pg/mL", _TESTED_AGAIN: "b12 412 pg/mL"}.get(number)
    chance = dice.random()
    if number in _HOLIDAY or chance < 0.06:
        return _Day(day, symptoms=symptoms, test=test)
    if chance < 0.07:
        return _Day(day, mark="fast", symptoms=symptoms, test=test)
    breakfast = _FORTIFIED if known and dice.random() < 0.6 else dice.choice(_BREAKFASTS)
    meals = [
        _meal("breakfast", 7, breakfast, dice),
        _meal("lunch", 12, dice.choice(_LUNCHES), dice),
        _meal("dinner", 19, dice.choice(_DINNERS), dice),
    ]
    if dice.random() < 0.08:
        meals.append(_Meal(None, time(16, dice.randrange(60)), _SNACK))
    if known and day.weekday() == _SUNDAY:
        meals.append(_meal("breakfast", 8, _TABLET, dice))
    partial: Mark | None = "partial" if chance < 0.1 else None
    return _Day(day, tuple(meals[:1] if partial else meals), partial, symptoms, test)


def _meal(name: str, hour: int, words: str, dice: Random) -> _Meal:
    at = time(hour, dice.randrange(60)) if dice.random() < 0.9 else None
    return _Meal(name, at, words)


def _symptoms(number: int, dice: Random) -> dict[str, int]:
    """Return scores that grow until the test, and fall in the weeks after it."""
    strength = number / _TESTED if number < _TESTED else max(0.0, 1 - (number - _TESTED) / 90)
    scores = {}
    for name, often in _SYMPTOMS.items():
        if dice.random() < often * (0.3 + strength):
            scores[name] = min(10, max(0, round(strength * 7 + dice.gauss(0, 1.3))))
    return scores


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("example.db"))
@pass_app
def demo(app: App, file: Path) -> None:
    """Create an example diary, a made-up year, to look around in.

    \b
    b12 demo
    b12 --db example.db report
    b12 --db example.db chart symptoms --open

    It has meals, symptoms and blood tests of a made-up person. The file is example.db unless
    another is named. Your own diary is left alone, and no file is overwritten.
    """
    from tracker.database import file as files

    for there in (file, *files.beside(file)):
        if there.exists():
            raise RefusedError(f"{there} exists already; name another file, or remove it")
    if not file.parent.is_dir():
        raise RefusedError(f"{file}: the folder does not exist")
    days = list(_year(app.moment.date()))
    # Under another name until it is complete: an incomplete file would block the next run.
    with paths.whole(file) as part:
        try:
            _fill(app, part, days)
        except DatabaseFileError as error:
            reason = str(error.__cause__ or error).removeprefix(f"{part}: ")
            raise DatabaseFileError(f"{file} can't be created: {reason}") from error
        finally:
            # A full disk leaves the journal behind.
            for left in files.beside(part):
                left.unlink(missing_ok=True)
    meals = sum(len(day.meals) for day in days)
    output.paragraph(f"Created {file}: a year of {_NAME}, who is made up, with {meals} meals.")
    output.paragraph(f"Look around: b12 --db {file} report")


def _fill(app: App, path: Path, days: Sequence[_Day]) -> None:
    from tracker.database.engine import Database
    from tracker.people import store as people

    app.database = Database(path)
    # The new diary's only person, whoever --person names.
    app.person_name = None
    with app.diary(write=True) as diary:
        people.rename(diary.change, diary.person, _NAME)
        diary.set_facts(_FACTS)
        diary.follow(days[_TESTED].day, _REFERENCE)
        diary.add_condition(_CONDITION, _CONDITION_SINCE)
        _log(diary, days, app.moment)
        diary.summary = "the example"


def _log(diary: "Diary", days: Sequence[_Day], now: datetime) -> None:
    """Store the days as if they had been typed; a time of today that is to come is left out."""
    from tracker.diary import reading
    from tracker.diary.model import When
    from tracker.diary.resolve import Resolver
    from tracker.foods.model import Serving
    from tracker.health import store as health
    from tracker.health.laboratory import parse_value
    from tracker.health.symptoms import Felt
    from tracker.text.dates import moment_on

    resolver = Resolver(diary, with_last=False)

    @cache
    def understand(words: str) -> list[Serving]:
        return [candidates.serving(choose.choose) for candidates in reading.read(resolver, words)]

    for day in days:
        for meal in day.meals:
            at = None if meal.at is None else moment_on(day.day, meal.at)
            eaten_at = None if at is None or at > now else at
            diary.log(understand(meal.words), When(day.day, eaten_at, meal.name))
        if day.mark:
            diary.mark(day.day, day.mark)
        for name, score in day.symptoms.items():
            health.add_symptom(diary, Felt(day.day, None, name, score, None))
        if day.test:
            health.add_lab_value(diary, parse_value(day.test, day.day))
