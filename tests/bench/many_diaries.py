"""Time commands on the diaries of a practice: many people in one file, a year of each.

Run by hand: `python tests/bench/many_diaries.py [PEOPLE] [FILE] [NAME ...]`, with 1,000 people if
nobody says how many. A FILE that exists is taken as it is: to fill one in for 10,000 people takes
4 minutes and 4 GB. Of each command it prints the CPU and wall time of a whole process, its largest
memory, and how many statements it runs.
"""

import contextlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tracker.database import compiled
from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.diary.store import item_values
from tracker.foods import catalogue
from tracker.foods.amounts import Request
from tracker.foods.serving import weigh

_PEOPLE, _DAYS = 1000, 365
_HOURS = ((8, "breakfast"), (13, "lunch"), (19, "dinner"))
_DIETS = ("any", "any", "any", "vegetarian", "vegan", "pescatarian", None)
_CONDITIONS = ("metformin", "acid-blocker", "pernicious-anaemia", "coeliac", "nitrous-oxide")
_SYMPTOMS = ("fatigue", "numbness and tingling", "a rash")
_DOSE = "b12-1000"
_FOODS = 80
Values = dict[str, Any]


def fill(connection: Connection, people: int, days: int = _DAYS, last: date | None = None) -> None:
    """Add so many people to a new diary, each with so many days up to the last, which is today.

    Days follow each other as they do in a practice: everybody's first, then everybody's second.
    """
    practice = _Practice(connection, people, days, last or datetime.now(UTC).date())
    for table, rows in practice.tables():
        connection.run_many(f"database.insert.{table}", rows)
    statement = compiled.get("database.insert.item")
    dishes = [statement.cells({"id": 0, "meal_id": 0, **dish}) for dish in practice.dishes]
    connection.store_many("database.insert.meal", practice.meals())
    connection.store_many("database.insert.item", practice.items(dishes))


class _Eaten(NamedTuple):
    """A meal: whose it is, when, and the places of its dishes."""

    person: int
    day: date
    hour: int | None
    name: str
    dishes: Sequence[int]


class _Practice:
    """The rows of everybody, the same each time they are asked for."""

    def __init__(self, connection: Connection, people: int, days: int, last: date) -> None:
        foods = islice(catalogue.all_foods(connection, everyday=True), 0, None, 7)
        known = [food for food in foods if food.known and food.portions][: _FOODS - 1]
        known.append(catalogue.get(connection, _DOSE))
        servings = [item_values(weigh(food, Request("", "", ""))) for food in known]
        # What no table has, and what the catalogue has: the dose is the last.
        self.dishes: list[Values] = [{**servings[0], "b12_ug": None, "food": "mush"}, *servings]
        self.first_person = max(row.id for row in connection.each("people.people")) + 1
        self.numbers, self.days, self.last = range(people), days, last

    def tables(self) -> Iterator[tuple[str, Iterator[Values]]]:
        """Yield the tables but for meals and items, each with its rows."""
        yield "person", map(self._person, self.numbers)
        yield "condition", self._some(6, self._condition)
        yield "regimen", self._some(4, self._regimen)
        yield "symptom", self._some(5, self._symptom)
        yield "lab_value", self._some(3, self._lab_value)
        yield "day_mark", self._some(2, self._mark)

    def meals(self) -> Iterator[list[Any]]:
        """Yield the rows of all meals as they are stored."""
        names = compiled.get("database.insert.meal").names
        for number, meal in enumerate(self._eaten(), 1):
            at = meal.hour and f"{meal.day.isoformat()}T{meal.hour:02}:{number % 60:02}+00:00"
            row = {
                "id": number, "person_id": meal.person, "day": meal.day.isoformat(),
                "eaten_at": at, "name": meal.name, "note": None,
                "tags": "restaurant" if number % 29 == 0 else None,
            }  # fmt: skip
            yield [row[name] for name in names]

    def items(self, dishes: Sequence[list[Any]]) -> Iterator[list[Any]]:
        """Yield the rows of all items as they are stored."""
        names = compiled.get("database.insert.item").names
        places = names.index("id"), names.index("meal_id")
        item = 0
        for meal_id, meal in enumerate(self._eaten(), 1):
            for dish in meal.dishes:
                item += 1
                row = dishes[dish].copy()
                row[places[0]], row[places[1]] = item, meal_id
                yield row

    def _eaten(self) -> Iterator[_Eaten]:
        dice = Random(12)
        dose = len(self.dishes) - 1
        for back in range(self.days - 1, -1, -1):
            day = self.last - timedelta(days=back)
            for number in self.numbers:
                # A tenth logs nothing on a day, and a twentieth has stopped a month ago.
                if dice.random() < 0.1 or (number % 20 == 7 and back < 30):
                    continue
                for hour, name in _HOURS:
                    draw = dice.random()
                    own = [int(dice.random() ** 2 * dose) for _ in range(1 + int(3 * draw))]
                    # Those with a regimen take most of their doses.
                    if number % 4 == 0 and hour == 8 and day.weekday() == number % 7 and draw < 0.9:
                        own.append(dose)
                    timed = hour if draw * 7 % 1 < 0.9 else None
                    yield _Eaten(self.first_person + number, day, timed, name, own)

    def _some(self, every: int, row: Any) -> Iterator[Values]:
        return (
            {"person_id": self.first_person + n, **row(n)} for n in self.numbers if n % every == 0
        )

    def _back(self, days: int) -> date:
        return self.last - timedelta(days=days)

    def _person(self, n: int) -> Values:
        return {
            "id": self.first_person + n,
            "name": f"Client {n:05}",
            "born": date(1930 + n % 75, 1 + n % 12, 1 + n % 28) if n % 9 else None,
            "sex": ("f", "m")[n % 2],
            "diet": _DIETS[n % len(_DIETS)],
        }

    def _condition(self, n: int) -> Values:
        return {"name": _CONDITIONS[n % len(_CONDITIONS)], "since": self._back(30 + n % 900)}

    def _regimen(self, n: int) -> Values:
        return {"amount_ug": 1000.0, "route": "mouth", "every": 1, "unit": "week",
                "since": self._back(200)}  # fmt: skip

    def _symptom(self, n: int) -> Values:
        return {"day": self._back(n % 30), "name": _SYMPTOMS[n % len(_SYMPTOMS)], "score": n % 11}

    def _lab_value(self, n: int) -> Values:
        return {"day": self._back(n % 300), "test": "b12", "value": 120.0 + n % 500,
                "unit": "pg/mL"}  # fmt: skip

    def _mark(self, n: int) -> Values:
        return {"day": self._back(n % 28), "mark": ("partial", "fast")[n % 3 == 0]}


# --- The commands


class _Cost(NamedTuple):
    """CPU and wall time in s, the largest memory in MB, and how many statements were run."""

    cpu_s: float
    wall_s: float
    memory_mb: float
    statements: int


def _commands(person: str) -> dict[str, list[str]]:
    own = ["--person", person]
    return {
        "summary": ["summary"],
        "summary --json": ["summary", "--json"],
        "log": [*own, "log", "150g salmon, 1 cup milk, 2 eggs"],
        "today": [*own, "today"],
        "week": [*own, "week"],
        "nobody": ["--person", "nobody at all", "today"],
        "person list": ["person", "list", "--json"],
        "chart week --all": ["chart", "week", "--all"],
        "chart heatmap --all": ["chart", "heatmap", "--all"],
    }


def _run(words: list[str], diary: Path, folder: Path) -> _Cost:
    """Run a command in a process of its own, which counts what it costs."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    start = time.perf_counter()
    process = context.Process(target=_measured, args=(words, diary, folder, theirs))
    process.start()
    cpu_s, memory_mb, statements = ours.recv()
    process.join()
    return _Cost(cpu_s, time.perf_counter() - start, memory_mb, statements)


def _measured(words: list[str], diary: Path, folder: Path, pipe: Any) -> None:
    """Run the command here, and send its CPU time, its memory and the number of its statements."""
    os.environ |= {"B12_DB": str(diary), "B12_BACKUPS": str(folder)}
    count = 0
    run = compiled.Statement.placed

    def counted(self: compiled.Statement, cells: list[Any]) -> tuple[str, list[Any]]:
        nonlocal count
        count += 1
        return run(self, cells)

    compiled.Statement.placed = counted  # type: ignore[method-assign]
    from tracker.__main__ import main

    sys.argv = ["b12", *words]
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    with contextlib.suppress(SystemExit):
        main()
    used = resource.getrusage(resource.RUSAGE_SELF)
    pipe.send((used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, count))


def main(people: int, file: Path | None, names: Sequence[str]) -> None:
    """Fill the diary unless it is there, and print a line for each command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        diary = file or folder / "practice.db"
        if not diary.exists():
            start = time.perf_counter()
            with Database(diary).writing() as connection:
                fill(connection, people)
            seconds, size_mb = time.perf_counter() - start, diary.stat().st_size / 1e6
            print(f"filled in {seconds:.0f} s, {size_mb:.0f} MB", flush=True)
        with Database(diary).reading() as connection:
            people = connection.value("people.number")
            last = connection.rows("people.people")[-1].name
        commands = _commands(last)
        if unknown := [name for name in names if name not in commands]:
            sys.exit(f"unknown: {', '.join(unknown)}; known: {', '.join(commands)}")
        print(f"{people:,} people{'':8}CPU s  wall s      MB  statements")
        for name in names or commands:
            cost = _run(commands[name], diary, folder)
            print(
                f"{name:<20}{cost.cpu_s:8.2f}{cost.wall_s:8.2f}{cost.memory_mb:8.0f}"
                f"{cost.statements:12,}",
                flush=True,
            )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if sys.argv[1:] else _PEOPLE,
        Path(sys.argv[2]) if sys.argv[2:] else None,
        sys.argv[3:],
    )
