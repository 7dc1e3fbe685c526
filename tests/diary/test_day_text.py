"""Days as text: what is written is read back as the same."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, use_home
from tracker import cli
from tracker.cli import app
from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.diary import reading
from tracker.diary.day_text import DayWriter, WrittenMeal
from tracker.diary.lines import parse_entry
from tracker.diary.model import Item, Meal, When
from tracker.diary.resolve import Candidates, Resolver
from tracker.diary.store import Diary
from tracker.errors import TrackerError
from tracker.foods.model import Food, Serving
from tracker.foods.search.match import SearchResult, contenders
from tracker.foods.serving import unknown
from tracker.text.dates import logged_at

_FRIDAY = date(2026, 11, 20)
_OWN = [
    ("food", "add", "Anna's oat brew", "--per", "1 cup", "--grams", "210", "--b12", "1.3ug"),
    ("food", "add", "Drops & more", "--per", "1 drop", "--b12", "250ug", "--supplement"),
    ("food", "unit", "set", "salmon", "my slice", "37g"),
    ("recipe", "add", "sunday stew", "500g beef, 2 eggs, 1 can beans", "--makes", "7"),
    ("food", "add", "zorbit", "--per", "1 cup", "--grams", "200", "--b12", "unknown"),
    ("recipe", "add", "odd stew", "500g beef, 1 cup zorbit", "--makes", "3"),
    ("alias", "set", "brekkie", "oatmeal"),
]
# What people log; each is read in the diary of the one who logs.
_LOGGED = [
    "150g salmon", "1/3 cup milk", "2 my slice salmon", "2 eggs", "3 large eggs", "half and half",
    "1 cup whole milk", "0.123456 kg salmon", "1 1/2 cups Anna's oat brew", "anna's oat brew",
    "2 drops & more", "sunday stew", "2 servings of odd stew", "brekkie", "1000ug B12 tablet",
    "2 x 1000 ug b12 tablet", "25mcg cobalamin spray", "1mg hydroxocobalamin injection",
    "b12 injection", "1 b12 tablet", "2ug oat milk", "B12 patch 400ug", "1000ug nasal spray",
    "100g 27042", "2 cans tuna", "fish and chips", "toast with butter", "a bowl of soup",
    "5 flumbles", "300 g zorbit stew", "1 bowl of mum's best gruel", "2 cups zorbit",
    "mac & cheese", "7up",
    "1 can red bull", "100g 80/20 ground beef", "2% milk", "vegemite", "kangaroo 120 g",
    "half a pizza", "1 glass of skimmed milk", "smoked salmon and egg", "1 oz cheddar",
]  # fmt: skip
_NAMES = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "lunch", "breakfast", "2nd lunch", "lunch: big", "noon snack", "Monday", "a,b", "8 pm",
            "#1", "🍕", "Abendbrot", "midnight snack", "dinner 19:30", "b", "with +x", "15 nov",
        ]
    ),
    st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).map(
        lambda text: text if text.isprintable() and text else None
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(complete: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A diary of two people with foods, dishes and measures of their own."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        use_home(folder, patch)
        patch.setattr(app, "now", lambda: NOW)
        path = folder / "diary.db"
        shutil.copy(complete, path)
        for words in [*_OWN, ("person", "add", "Anna")]:
            assert cli.run(["--db", str(path), *words]) == 0
        yield path


def _first(result: SearchResult) -> Food:
    return contenders(result)[0].food


def _servings(meant: Sequence[Candidates]) -> list[Serving]:
    return [unknown(m.request) if m.is_unknown else m.serving(_first) for m in meant]


def _eaten(connection: Connection, line: str) -> list[Serving]:
    return _servings(reading.read(Resolver(Diary(connection), with_last=False), line))


def _written(connection: Connection, meal: Meal) -> WrittenMeal:
    return DayWriter(Diary(connection), NOW, NOW.date()).write(meal)


def _meal(servings: Sequence[Serving], when: When) -> Meal:
    return Meal(7, when, None, tuple(Item.of(serving, when) for serving in servings))


def _is_same(read: Serving, eaten: Serving) -> bool:
    """Whether it is as much of the same food with the same B12."""
    if read.grams is None or eaten.grams is None:
        assert read.grams is eaten.grams
        assert read.label == eaten.label
    else:
        assert read.grams == pytest.approx(eaten.grams, rel=1e-9)
    assert read.b12_ug == (None if eaten.b12_ug is None else pytest.approx(eaten.b12_ug, rel=1e-9))
    assert (read.origin, read.kind, read.lower_bound) == (
        eaten.origin,
        eaten.kind,
        eaten.lower_bound,
    )
    # Of a dose it says nothing more that a food of the catalogue has its name.
    same_code = read.food_code == eaten.food_code or eaten.measure == "µg"
    return same_code and read.food == eaten.food


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=st.lists(st.sampled_from(_LOGGED), min_size=1, max_size=5),
    name=_NAMES,
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    day=st.dates(date(2026, 1, 1), date(2026, 11, 21)),
)
def test_a_meal_reads_back_in_anothers_diary(
    shared: Path, lines: list[str], name: str | None, at: time | None, day: date
) -> None:
    with Database(shared).reading() as connection:
        eaten = [serving for line in lines for serving in _eaten(connection, line)]
        moment = None if at is None else datetime.combine(day, at).astimezone()
        written = _written(connection, _meal(eaten, When(day, moment, name)))
        (line,) = [text for text in written.lines if not text.startswith("# ")]
        entry = parse_entry(line, NOW.date())
        assert entry is not None
        assert (entry.day, entry.at) == (day, at)
        said = any(f'called "{name}"' in remark for remark in written.remarks)
        assert entry.meal == (None if said else name)
        others = Diary(connection, "Anna")
        read = _servings(reading.read(Resolver(others), entry.what))
        assert all(_is_same(*pair) for pair in zip(read, eaten, strict=True))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_food_of_the_catalogue_reads_back(shared: Path, data: st.DataObject) -> None:
    """By every portion and by weight, whatever marks its name has."""
    from tracker.foods import catalogue
    from tracker.foods.serving import request_for, weigh

    with Database(shared).reading() as connection:
        codes = [code for (code,) in connection._raw.execute("SELECT code FROM food ORDER BY id")]
        serving = Serving(
            "", "natural", 0, "", None, None, food_code=data.draw(st.sampled_from(codes))
        )
        food = catalogue.food_of(connection, serving)
        assert food is not None
        measures = [*(portion.measure for portion in food.portions), "g"]
        amount = data.draw(st.sampled_from([1, 2, 0.5, 1 / 3, 12.25, 2.6667]))
        try:
            asked = Serving("", "natural", amount, data.draw(st.sampled_from(measures)), None, None)
            eaten = weigh(food, request_for(asked))
        except TrackerError:
            return
        written = _written(connection, _meal([eaten], When(_FRIDAY)))
        (item,) = written.items
        assert item.reading == "same"
        read = _servings(reading.read(Resolver(Diary(connection, "Anna")), item.text))
        assert [_is_same(each, eaten) for each in read] == [True]


@pytest.mark.parametrize(
    ("text", "ug"), [("0.3333 cup", 0.366), ("1/3 cup", 0.366), ("150.123456 g", 0.6756)]
)
def test_thirds_and_decimals_keep_their_figures(shared: Path, text: str, ug: float) -> None:
    with Database(shared).reading() as connection:
        eaten = _eaten(connection, f"{text} milk")
        written = _written(connection, _meal(eaten, When(_FRIDAY)))
    assert written.line == f"2026-11-20: {text} whole milk"
    assert eaten[0].b12_ug == pytest.approx(ug, abs=0.001)


def test_what_no_table_has_says_so(shared: Path) -> None:
    stew = Serving("Joe's Flumble", "natural", 2, "bowl", None, 3.1)
    odd = Serving("fish, chips: #1", "natural", 1, "serving", None, None)
    with Database(shared).reading() as connection:
        lines = list(_written(connection, _meal([stew, odd], When(_FRIDAY))).lines)
    assert lines == [
        "# Joe's Flumble is in no table: b12 log - --keep-unknown reads it, where its 3.10 µg are "
        "unknown",
        "# fish, chips: #1 1 serving, unknown, can't be written so that b12 log - reads it",
        "2026-11-20: 2 bowls Joe's Flumble",
    ]


def test_what_has_other_figures_today_says_so(shared: Path) -> None:
    from dataclasses import replace

    with Database(shared).reading() as connection:
        (eaten,) = _eaten(connection, "150g salmon")
        old = replace(eaten, b12_ug=9.9)
        lines = list(_written(connection, _meal([old], When(_FRIDAY))).lines)
    assert lines == [
        "# 150 g salmon was logged with 9.90 µg, and has 4.58 µg by the table of today",
        "2026-11-20: 150 g salmon",
    ]


def test_a_food_without_a_name_that_reads_is_written_by_its_number(shared: Path) -> None:
    with Database(shared).reading() as connection:
        eaten = _eaten(connection, "100 g 09066")
        lines = list(_written(connection, _meal(eaten, When(_FRIDAY))).lines)
    assert lines == [f"# 09066 is {eaten[0].food}", "2026-11-20: 100 g 09066"]


@pytest.mark.parametrize("starts", [time(0), time(4)])
def test_a_meal_after_midnight_says_its_time_where_it_is_read_so(
    shared: Path, starts: time
) -> None:
    """By one whose days start at 4:00 it is read as it was; by others it would be a day off."""
    moment = datetime(2026, 11, 21, 0, 30, tzinfo=NOW.tzinfo)
    with Database(shared).reading() as connection:
        diary = Diary(connection)
        diary.person = diary.person._replace(day_starts=starts)
        eaten = _eaten(connection, "2 eggs")
        meal = _meal(eaten, When(_FRIDAY, moment, "snack"))
        written = DayWriter(diary, NOW, NOW.date()).write(meal)
    if starts > time(0):
        assert list(written.lines) == ["2026-11-20 00:30 snack: 2 large egg"]
        assert logged_at(_FRIDAY, time(0, 30), NOW, starts)[1] == moment
    else:
        assert list(written.lines) == [
            "# m7 was eaten at 00:30 on Sat, which reads as another time here",
            "2026-11-20 snack: 2 large egg",
        ]


def test_a_meal_of_today_without_a_time_says_what_it_would_get(shared: Path) -> None:
    with Database(shared).reading() as connection:
        eaten = _eaten(connection, "2 eggs")
        lines = list(_written(connection, _meal(eaten, When(NOW.date()))).lines)
        others = list(
            _written(connection, _meal(eaten, When(NOW.date() - timedelta(days=1)))).lines
        )
    assert lines[0] == "# m7 has no time: b12 log - gives it the time of reading"
    assert others == ["2026-11-21: 2 large egg"]
