"""Everybody's standings, read together: what reading one diary after the other gives."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import B12, NOW
from tracker.absorption import estimate
from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.diary.model import MARKS
from tracker.diary.rows import rows_of
from tracker.diary.store import Diary
from tracker.foods.model import Origin
from tracker.regimens import store as regimens
from tracker.regimens.model import Verdict
from tracker.reports import household
from tracker.reports.cautions import read_urgent
from tracker.reports.days import read_period
from tracker.reports.household import Standing
from tracker.text.dates import diary_day
from tracker.text.spans import Span

TODAY = NOW.date()
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def database(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("household") / "diary.db"
    path.write_bytes(small.read_bytes())
    return Database(path)


_days = st.integers(-2, 70).map(lambda back: TODAY - timedelta(days=back))
_zones = st.sampled_from([-8, 0, 14]).map(lambda hours: timezone(timedelta(hours=hours)))
_foods = st.sampled_from([("salmon", "fish"), ("egg", "egg"), ("B12 tablet", "supplement")])
_ug = st.sampled_from([None, 0.0, 0.4, 1.1, 2.4, 50.0, 1000.0])


@st.composite
def _meals(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    day = draw(_days)
    at = datetime.combine(day, time(draw(st.integers(0, 23)), 30), draw(_zones))
    items = []
    for _ in range(draw(st.integers(1, 3))):
        food, kind = draw(_foods)
        items.append(
            {
                "food": food, "kind": kind, "origin": draw(st.sampled_from(get_args(Origin))),
                "source": "s", "amount": 1.0, "measure": "g", "usual": False,
                "b12_ug": draw(_ug), "lower_bound": draw(st.booleans()),
            }
        )  # fmt: skip
    name = draw(st.sampled_from([None, "lunch"]))
    return {"day": day, "eaten_at": draw(st.sampled_from([None, at])), "name": name}, items


@st.composite
def _people(draw: st.DrawFn) -> tuple[dict[str, Any], list[Any], Rows]:
    """A person, their meals, and rows of other tables."""
    person = {
        "born": draw(st.sampled_from([None, date(1950, 12, 1), date(1990, 11, 9), TODAY])),
        "diet": draw(st.sampled_from([None, "vegan"])),
        "day_starts": draw(st.sampled_from([time(0), time(12)])),
    }
    weekly = {"amount_ug": 1000.0, "route": "mouth", "every": 1, "unit": "week"}
    monthly = {**weekly, "route": "injection", "unit": "month"}
    since = st.builds(lambda day: {"since": day}, _days)
    rows: Rows = {
        "day_mark": [
            {"day": day, "mark": draw(st.sampled_from(MARKS))}
            for day in draw(st.lists(_days, max_size=3, unique=True))
        ],
        "symptom": [
            {"day": day, "name": draw(st.sampled_from(["fatigue", "fainting"])), "score": 5}
            for day in draw(st.lists(_days, max_size=2))
        ],
        "lab_value": [
            {"day": day, "test": "b12", "value": 150.0, "unit": "pg/mL"}
            for day in draw(st.lists(_days, max_size=2))
        ],
        "condition": [
            {**dated, "name": draw(st.sampled_from(["metformin", "crohns"]))}
            for dated in draw(st.lists(since, max_size=2))
        ],
        "regimen": [
            {**dated, **draw(st.sampled_from([weekly, monthly]))}
            for dated in draw(st.lists(since, max_size=2))
        ],
        "life_stage": [
            {**dated, "stage": "pregnant"} for dated in draw(st.lists(since, max_size=1))
        ],
        "target_choice": [
            {**dated, "authority": "EFSA"} for dated in draw(st.lists(since, max_size=1))
        ],
    }
    return person, draw(st.lists(_meals(), max_size=8)), rows


_spans = st.sampled_from(
    [
        Span(TODAY - timedelta(days=27), TODAY),
        Span(TODAY - timedelta(days=6), TODAY),
        Span(TODAY - timedelta(days=60), TODAY - timedelta(days=30)),
        Span(TODAY - timedelta(days=100), TODAY),
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_people(), min_size=1, max_size=5), _spans, st.sampled_from([1, 70, 6000]))
def test_people_read_together_stand_as_each_alone(
    database: Database, everybody: list[Any], span: Span, days_at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, _stored(database, everybody) as diary:
        patch.setattr(household, "_DAYS_AT_ONCE", days_at_once)
        diaries = diary.everybody()
        alone = sorted((_alone(own, span) for own in diaries), key=lambda each: each.urgency)
        together = household.read_standings(diaries, span, NOW, lambda standing: standing)
        for shown in (household.cells, household.document, household.row):
            assert [shown(each) for each in together] == [shown(each) for each in alone]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_people(), min_size=1, max_size=4), _days)
def test_rows_read_together_are_each_persons_items_in_their_order(
    database: Database, everybody: list[Any], first: date
) -> None:
    with _stored(database, everybody) as diary:
        diaries = diary.everybody()
        ids = [own.person.id for own in diaries]
        together = rows_of(diary.connection, ids, first, TODAY)
        assert list(together) == ids
        for own in diaries:
            of_person = [(row.meal_id, row.food, row.b12_ug) for row in together[own.person.id]]
            items = own.items(first, TODAY)
            assert of_person == [(item.meal_id, item.food, item.b12_ug) for item in items]


def _alone(diary: Diary, span: Span) -> Standing:
    """How a person stands by the readings that show one diary, each for the days it is about."""
    today, begins = diary_day(NOW, diary.person.day_starts), diary.first_day()
    urgent = read_urgent(diary, today)
    courses = regimens.courses(diary, max(span.last, today), span.first)
    verdicts = [
        Verdict(c.regimen, c.kept(span.first, span.last, today), c.due(today)) for c in courses
    ]
    return Standing(
        diary.person,
        today,
        diary.last_day(NOW),
        read_period(diary, span if begins is None else span.since(begins), today),
        tuple(sorted(verdicts, key=lambda verdict: verdict.due.urgency)),
        urgent[0] if urgent else None,
    )


class _RolledBackError(Exception):
    """Ends a transaction whose rows are not kept."""


@contextmanager
def _stored(database: Database, everybody: list[Any]) -> Iterator[Diary]:
    """Give the diary of those people, and forget them afterwards."""
    with suppress(_RolledBackError), database.writing() as connection:
        for number, (person, meals, rows) in enumerate(everybody):
            own = {"name": f"Client {number}", **person}
            person_id = connection.run("database.insert.person", **own)
            for meal, items in meals:
                meal_id = connection.run("database.insert.meal", person_id=person_id, **meal)
                for item in items:
                    connection.run("database.insert.item", meal_id=meal_id, **item)
            for table, values in rows.items():
                for row in values:
                    connection.run(f"database.insert.{table}", person_id=person_id, **row)
        yield Diary(connection)
        raise _RolledBackError


def test_of_thousands_a_batch_is_read_by_a_few_statements(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = []
    for people in (10, 40):
        everybody: list[Any] = [({}, [], {}) for _ in range(people)]
        with _stored(database, everybody) as diary:
            diaries = diary.everybody()
            with monkeypatch.context() as patch:
                read = _noted(patch)
                span = Span(TODAY - timedelta(days=27), TODAY)
                household.read_standings(diaries, span, NOW, household.cells)
            numbers.append(len(read))
    assert numbers[0] == numbers[1] < 12


def _noted(patch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    raw_rows = Connection.raw_rows

    def noted(self: Connection, statement: str, /, **values: Any) -> Iterator[Any]:
        read.append(statement)
        return raw_rows(self, statement, **values)

    patch.setattr(Connection, "raw_rows", noted)
    return read


def test_a_summary_that_shows_no_estimate_makes_none(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("log", "2 eggs")
    b12("log", "1000ug b12 tablet")
    calls: list[object] = []
    of_items = estimate.of_items

    def noted(*arguments: Any) -> Any:
        calls.append(arguments)
        return of_items(*arguments)

    monkeypatch.setattr(estimate, "of_items", noted)
    assert b12("summary").code == 0
    assert not calls
    assert b12("summary", "--json").json[0]["mean_absorbed_ug"] is not None
    assert calls
