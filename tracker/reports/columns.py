"""What a view of the diary is made of: columns, each declared once for SQL, pandas and the docs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracker.absorption.curve import Estimate
from tracker.people.model import Person
from tracker.people.targets import Target
from tracker.reports.days import read_period
from tracker.reports.intake import Period
from tracker.text.dates import diary_day
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.database.query import Value
    from tracker.diary.store import Diary

Kind = Literal["text", "integer", "real", "boolean", "day", "moment"]
# As SQLite stores them: it has no dates and no booleans.
_STORED: dict[Kind, str] = {"integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}


class WholeDiary:
    """All of one person's diary."""

    def __init__(self, diary: "Diary", now: datetime) -> None:
        """`diary` is open for the person; their today follows from the moment."""
        self.diary, self._now = diary, now
        self.today = diary_day(now, diary.person.day_starts)

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.diary.person

    @cached_property
    def period(self) -> Period:
        """All days up to today, from the first of which anything is known."""
        first = self.first_day or self.today
        last = max(self.today, self.last_day or self.today)
        return read_period(self.diary, Span(min(first, last), last), self.today)

    @cached_property
    def first_day(self) -> date | None:
        """The first day of which anything is known."""
        return self.diary.first_day()

    @cached_property
    def last_day(self) -> date | None:
        """The last day of which a meal or a mark is known."""
        return self.diary.last_day(self._now)

    @property
    def target(self) -> Target:
        """Today's target."""
        return self.diary.targets([self.today])[self.today]


class Column(NamedTuple):
    """A column: its name, its kind, what it says with its unit, and what NULL means.

    Without `null` it is never NULL. `get` takes its value from what a row is about: a `date`, a
    `datetime`, a number, a text, True or False.
    """

    name: str
    kind: Kind
    says: str
    null: str
    get: Callable[[Any], Any]

    @property
    def definition(self) -> str:
        """Return what stands in CREATE TABLE."""
        optional = "" if self.null else " NOT NULL"
        return f"{self.name} {_STORED.get(self.kind, 'TEXT')}{optional}"


class View(NamedTuple):
    """A view: its name, what its rows are, its columns, and what each row is about.

    Rows that are somebody's begin with the column `person`; foods are shared by all.
    """

    name: str
    says: str
    own: tuple[Column, ...]
    things: Callable[[WholeDiary], Iterable[Any]]
    shared: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """All its columns."""
        return self.own if self.shared else (_PERSON, *self.own)

    @property
    def document(self) -> dict[str, Any]:
        """What `b12 sql --json` says of it."""
        columns = [
            {"column": c.name, "kind": c.kind, "says": c.says, "null": c.null or None}
            for c in self.columns
        ]
        return {"view": self.name, "says": self.says, "columns": columns}

    def rows(self, of: Iterable[WholeDiary]) -> Iterator[list[Any]]:
        """Yield the values of each row of those diaries."""
        getters = [column.get for column in self.own]
        for whole in of:
            before = [] if self.shared else [whole.person.name]
            for thing in self.things(whole):
                yield [*before, *(get(thing) for get in getters)]
            if self.shared:
                return

    def stored(self, of: Iterable[WholeDiary]) -> "Iterator[list[Value]]":
        """Yield the rows as SQLite stores them, with dates and moments as ISO texts."""
        days = [n for n, column in enumerate(self.columns) if column.kind == "day"]
        moments = [n for n, column in enumerate(self.columns) if column.kind == "moment"]
        for row in self.rows(of):
            for place in days:
                row[place] = row[place] and row[place].isoformat()
            for place in moments:
                row[place] = row[place] and row[place].isoformat(timespec="minutes")
            yield row


_PERSON = Column("person", "text", "whose it is", "", attrgetter("person.name"))


def column(
    name: str, kind: Kind, says: str, null: str = "", get: str | Callable[[Any], Any] = ""
) -> Column:
    """`get` may be a path of attributes; without it that is the name."""
    return Column(name, kind, says, null, get if callable(get) else attrgetter(get or name))


def estimated(
    name: str,
    says: str,
    null: str,
    middle: str | Callable[[Any], float | None],
    of: Callable[[Any], Estimate | None],
) -> tuple[Column, ...]:
    """The columns of an estimate with its range, whose middle may be unknown."""

    def end(name: str) -> Callable[[Any], float | None]:
        return lambda thing: getattr(of(thing), name, None)

    or_range = f"{null}, or only its range is known" if null else ""
    return (
        column(f"{name}_ug", "real", f"µg {says}: the estimate", or_range, middle),
        column(f"{name}_low_ug", "real", "the low end of its range", null, end("low_ug")),
        column(f"{name}_high_ug", "real", "the high end of its range", null, end("high_ug")),
    )
