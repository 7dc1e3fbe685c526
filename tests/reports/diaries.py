"""Small diaries for the tests of the reports."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from tracker.diary.model import ItemRow, Mark
from tracker.foods.model import Origin
from tracker.people.targets import Target
from tracker.text.dates import days_from

MONDAY = date(2026, 11, 16)
WEEK = days_from(MONDAY, 7)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")


def item(day: int, ug: float | None, origin: Origin = "natural", **facts: Any) -> ItemRow:
    """Something eaten on that day of November."""
    return ItemRow(date(2026, 11, day), "x", origin, ug, **{"meal_id": day * 10, **facts})


_moments = st.datetimes(
    datetime(2026, 11, 15),  # noqa: DTZ001
    datetime(2026, 11, 22, 23),  # noqa: DTZ001
).map(lambda at: at.replace(second=0, microsecond=0))
_zones = st.sampled_from(
    [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=3))]
)
_doses = st.one_of(
    st.none(), st.just(0.0), st.floats(0.001, 60), st.sampled_from([0.5, 1.0, 2.4, 10.0, 1000.0])
)
_foods = st.sampled_from(
    [("fish", "salmon"), ("egg", "egg"), ("meat", "lamb chop"), ("meat", "beef"), (None, "soup"),
     ("poultry", "chicken"), ("supplement", "tablet")]
)  # fmt: skip
marks = st.dictionaries(st.sampled_from(WEEK), st.sampled_from(get_args(Mark)), max_size=3)


@st.composite
def diaries(draw: st.DrawFn) -> list[ItemRow]:
    """Items of WEEK and of the day before, by day."""
    items = []
    for number in range(draw(st.integers(0, 14))):
        moment = draw(_moments)
        at = moment.replace(tzinfo=draw(_zones)) if draw(st.booleans()) else None
        meal = draw(st.sampled_from([None, "lunch", "Lunch"]))
        for _ in range(draw(st.integers(1, 3))):
            kind, food = draw(_foods)
            origin = draw(st.sampled_from(get_args(Origin)))
            bound = draw(st.booleans())
            row = ItemRow(moment.date(), food, origin, draw(_doses), kind, bound, at, meal, number)
            items.append(row)
    return sorted(items, key=lambda row: row.day)
