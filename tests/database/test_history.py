"""Any writes, undone and redone in any order, give the diaries that there were."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tracker.database import history, tables
from tracker.database.engine import Database
from tracker.database.history import Change
from tracker.diary.model import EntryId, When
from tracker.diary.resolve import Resolver
from tracker.diary.store import Diary
from tracker.errors import RefusedError, TrackerError
from tracker.exchange.foods import store as importing
from tracker.exchange.foods.entry import Record
from tracker.foods import catalogue, own
from tracker.foods.amounts import parse_items
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.recipes import SOURCE, Recipe
from tracker.foods.search.match import contenders
from tracker.people import store as people
from tracker.regimens import store as regimens
from tracker.regimens.model import Regimen
from tracker.text.dates import parse_day

# All but the log of the changes itself.
_CONTENT = [name for name in tables.metadata.tables if not name.startswith("change")]
_Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _content(path: Path) -> _Content:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in _CONTENT
        }


def _day(text: str) -> Any:
    return parse_day(text, NOW.date())


def _diary(change: Change, who: str) -> Diary:
    return Diary(change.connection, who, change)


def _log(change: Change, who: str, text: str, day: str) -> None:
    diary = _diary(change, who)
    resolver = Resolver(diary, with_last=False)
    meant = [resolver.look_up(request) for request in parse_items(text)]
    servings = [foods.serving(lambda found: contenders(found)[0].food) for foods in meant]
    diary.log(servings, When(_day(day)))


def _correct(change: Change, who: str, what: str, day: str) -> None:
    """The person's last item: another amount, another day, a note, out, or once more."""
    diary = _diary(change, who)
    eaten = diary.items(_day("2025-01-31"), _day("today"))
    if not eaten:
        raise RefusedError("nothing to correct")
    item, when = eaten[-1], When(_day(day))
    if what == "amount":
        diary.correct(item, replace(item, amount=item.amount + 1))
    elif what == "move":
        diary.correct(item, replace(item, when=when))
    elif what == "move meal":
        diary.move(diary.meal(item.meal_id), when)
    elif what == "note":
        diary.note(EntryId(item.id, of_meal=False), day)
        diary.note(EntryId(item.meal_id, of_meal=True), day)
    elif what == "remove":
        diary.remove([item])
    else:
        diary.log(diary.again([item]), when)


def _facts(change: Change, who: str, born: str, sex: str) -> None:
    _diary(change, who).set_facts({"born": _day(born), "sex": sex})


def _stage(change: Change, who: str, since: str) -> None:
    _diary(change, who).set_stage(_day(since), "pregnant")


def _target(change: Change, who: str, since: str, ug: float) -> None:
    _diary(change, who).set_target(_day(since), ug)


def _condition(change: Change, who: str, what: str, name: str, day: str) -> None:
    diary = _diary(change, who)
    if what == "add":
        diary.add_condition(name, _day(day))
    elif what == "end":
        diary.end_condition(name, _day(day))
    else:
        diary.remove_condition(name)


def _regimen(change: Change, who: str, what: str, ug: float, day: str) -> None:
    diary = _diary(change, who)
    known = regimens.regimens(diary)
    if what == "add":
        regimens.add(diary, Regimen(ug, "mouth", None, 1, "week", False, _day(day)))
    elif known and what == "end":
        regimens.end(diary, known[-1].id, _day(day))
    elif known:
        regimens.remove(diary, [known[-1].id])


def _mark(change: Change, who: str, day: str, mark: Any) -> None:
    _diary(change, who).mark(_day(day), mark)


def _symptom(change: Change, who: str, day: str) -> None:
    person = people.get(change.connection, who)
    values = {"day": _day(day), "name": "fatigue", "score": 4}
    change.insert("symptom", {"person_id": person.id, **values})


def _lab(change: Change, who: str, day: str) -> None:
    person = people.get(change.connection, who)
    values = {"day": _day(day), "test": "b12", "value": 210.5, "unit": "pmol/L"}
    change.insert("lab_value", {"person_id": person.id, **values})


def _own(name: str, **values: Any) -> Food:
    code = name.casefold().replace(" ", "-")
    made = Food(code=code, name=name, everyday=name, origin="fortified", source="your own entry")
    return replace(made, portions=(Portion(1, "glass", 250.0, None),), **values)


def _add_food(change: Change, name: str) -> None:
    own.add(change, _own(name, b12_ug_per_100g=0.38))


def _edit_food(change: Change, name: str, new: str) -> None:
    food = catalogue.get(change.connection, name.casefold().replace(" ", "-"))
    own.edit(change, replace(food, name=new, everyday=new, portions=()))


def _remove_food(change: Change, name: str) -> None:
    own.remove(change, catalogue.get(change.connection, name.casefold().replace(" ", "-")))


def _alias(change: Change, phrase: str, code: str | None) -> None:
    if code is None:
        own.remove_alias(change, phrase)
    else:
        own.set_alias(change, phrase, catalogue.get(change.connection, code))


def _recipe(change: Change, name: str, grams: float) -> None:
    egg = Serving("egg", "natural", grams, "g", grams, 0.9)
    recipe = Recipe(replace(_own(name), source=SOURCE), 4, (egg,) * int(grams // 100 + 1))
    try:
        known = own.get_recipe(change.connection, name, 1)
    except TrackerError:
        own.add_recipe(change, recipe)
    else:
        own.edit_recipe(change, replace(recipe, food=replace(recipe.food, id=known.food.id)))


def _remove_recipe(change: Change, name: str) -> None:
    own.remove_recipe(change, own.get_recipe(change.connection, name, 1))


def _import(change: Change, count: int, b12_ug: float) -> None:
    importing.import_foods(
        change,
        [
            Record(replace(_own(f"Import {n}"), everyday=None, b12_ug_per_100g=b12_ug), str(n))
            for n in range(count)
        ],
    )


def _person(change: Change, what: str) -> None:
    if what == "add":
        people.add(change, "Anna", {"sex": "f"})
    elif what == "rename":
        people.rename(change, people.get(change.connection, "anna"), "ANNA")
    else:
        people.remove(change, people.get(change.connection, "anna"))


_who = st.sampled_from(["me", "anna"])
_days = st.sampled_from(["today", "yesterday", "2025-01-31"])
_drinks = st.sampled_from(["Zzyx drink", "zzyx Drink", "Oat drink"])


def _of(function: Callable[..., None], *values: st.SearchStrategy[Any]) -> Any:
    return st.tuples(st.just(function), *values)


_writes = st.one_of(
    _of(_log, _who, st.sampled_from(["2 eggs", "1 cup milk, 50ug b12"]), _days),
    _of(
        _correct,
        _who,
        st.sampled_from(["amount", "move", "move meal", "note", "remove", "again"]),
        _days,
    ),
    _of(_facts, _who, st.dates().map(lambda d: d.isoformat()), st.sampled_from(["f", "m"])),
    _of(_stage, _who, _days),
    _of(_target, _who, _days, st.floats(0.1, 1000)),
    _of(
        _condition,
        _who,
        st.sampled_from(["add", "end", "remove"]),
        st.sampled_from(["metformin", "crohns"]),
        _days,
    ),
    _of(
        _regimen, _who, st.sampled_from(["add", "end", "remove"]), st.sampled_from([10, 50]), _days
    ),
    _of(_mark, _who, _days, st.sampled_from(["fast", "partial", None])),
    _of(_symptom, _who, _days),
    _of(_lab, _who, _days),
    _of(_add_food, _drinks),
    _of(_edit_food, _drinks, _drinks),
    _of(_remove_food, _drinks),
    _of(_alias, st.just("my cereal"), st.sampled_from(["08013", "13327", None])),
    _of(_recipe, st.just("Grans stew"), st.floats(50, 300)),
    _of(_remove_recipe, st.just("Grans stew")),
    _of(_import, st.integers(1, 3), st.floats(0, 9)),
    _of(_person, st.sampled_from(["add", "rename", "remove"])),
)
_checked = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class _Steps:
    """A diary beside its model: the states that there were, and which of them it is in."""

    def __init__(self, small: Path, folder: Path) -> None:
        self.path = folder / "diary.db"
        shutil.copy(small, self.path)
        self.database = Database(self.path)
        with self._recorded() as change:
            people.add(change, "anna", {})
        with self._recorded() as change:
            _add_food(change, "Oat drink")
        self.states = [_content(self.path)]
        self.at = 0

    @contextlib.contextmanager
    def _recorded(self) -> Any:
        with (
            self.database.writing() as connection,
            history.recorded(connection, NOW) as change,
        ):
            yield change

    def write(self, function: Callable[..., None], *values: object) -> None:
        changed = False
        # A write that is refused or changes nothing is no step.
        with contextlib.suppress(TrackerError), self._recorded() as change:
            function(change, *values)
            changed = change.changed
        if changed:
            self.at += 1
            self.states[self.at :] = [_content(self.path)]

    def undo(self) -> None:
        if self.at:
            with self.database.writing() as connection:
                history.undo(connection, NOW)
            self.at -= 1

    def redo(self) -> None:
        with self.database.writing() as connection:
            if self.at < len(self.states) - 1:
                history.redo(connection)
                self.at += 1
            else:
                with pytest.raises(RefusedError):
                    history.redo(connection)

    def check(self) -> None:
        assert _content(self.path) == self.states[self.at]


@_checked
@given(st.lists(_writes, min_size=1, max_size=8))
@example([(_alias, "my cereal", code) for code in ("08013", "13327", None)])
@example([(_import, 3, 1.0), (_import, 3, 2.0)])
@example(
    [
        (_log, "me", "2 eggs", "today"),
        *[
            (_correct, "me", what, "yesterday")
            for what in ("amount", "note", "move", "move meal", "again", "remove")
        ],
    ]
)
@example([(_add_food, "Zzyx drink"), (_edit_food, "Zzyx drink", "zzyx Drink")])
def test_undos_give_back_each_diary_and_redos_give_it_again(
    small: Path, tmp_path: Path, writes: list[tuple[Any, ...]]
) -> None:
    steps = _Steps(small, tmp_path)
    for write in writes:
        steps.write(*write)
    for step in (steps.undo, steps.redo):
        for _ in steps.states[1:]:
            step()
            steps.check()


@_checked
@given(st.lists(st.one_of(_writes, st.sampled_from([("undo",), ("redo",)])), max_size=12))
def test_any_mix_of_writes_undos_and_redos_is_a_walk_along_the_states(
    small: Path, tmp_path: Path, walk: list[tuple[Any, ...]]
) -> None:
    steps = _Steps(small, tmp_path)
    for what, *values in walk:
        if callable(what):
            steps.write(what, *values)
        else:
            getattr(steps, what)()
        steps.check()
