"""The forms in which values are stored: what SQLite holds as text or a number is a date here.

Text in another form than b12 writes raises UnreadableError when it is read, whatever command reads
it.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from tracker.errors import UnreadableError
from tracker.text import dates
from tracker.text.formatting import printable

_T = TypeVar("_T")
_MOST_SHOWN = 40

# The words that a column may hold. The features have the same lists (a test compares them): a new
# word needs a migration, so that an older release refuses the file instead of misreading it.
KINDS = (
    "meat", "poultry", "fish", "shellfish", "egg", "dairy", "plant", "fortified", "supplement",
    "mixed",
)  # fmt: skip
ORIGINS = ("natural", "fortified", "supplement", "injection")
DIETS = ("vegan", "vegetarian", "pescatarian", "any")
ROLES = (
    "milk", "cream", "fat", "spread", "sauce", "cheese", "egg", "meat", "fish", "bread", "cereal",
    "porridge", "hot drink", "drink", "starch", "vegetable", "fruit", "nuts", "legume", "yogurt",
    "dessert", "sweet", "snack", "soup", "salad", "sandwich", "dish", "powder", "supplement",
    "seasoning",
)  # fmt: skip
STAGES = ("none", "pregnant", "lactating")
MARKS = ("fast", "partial")
FIGURE_MARKS = ("trace", "below", "estimate")
CONDITIONS = (
    "pernicious-anaemia", "atrophic-gastritis", "gastric-bypass", "gastrectomy",
    "ileal-resection", "crohns", "coeliac", "metformin", "acid-blocker",
    "autoimmune-gastritis", "sleeve-gastrectomy", "bariatric-surgery", "sibo",
    "pancreatic-insufficiency", "tapeworm", "hiv", "colchicine", "sjogrens",
    "type-1-diabetes", "autoimmune-thyroid", "anti-seizure-medicine", "radiotherapy",
    "h2-blocker", "antacids", "nitrous-oxide", "kidney-disease", "lebers", "folic-acid",
)  # fmt: skip
TESTS = ("b12", "active-b12", "mma", "homocysteine")
BOUNDS = ("<", "≤", "≥", ">")
ROUTES = ("mouth", "sublingual", "injection")
B12_FORMS = ("hydroxocobalamin", "cyanocobalamin", "methylcobalamin")
INTERVALS = ("day", "week", "month")
UNITS = ("pg/mL", "ng/L", "pmol/L", "nmol/L", "µmol/L")


def quoted(text: str) -> str:
    """Return the beginning of a text from a file, in quotes."""
    more = "…" if len(text) > _MOST_SHOWN else ""
    return f'"{printable(text[:_MOST_SHOWN])}{more}"'


def invalid(what: str, text: str) -> UnreadableError:
    """Return the error for a text in another form: `invalid date "garbage"`."""
    return UnreadableError(f"invalid {what} {quoted(text)}")


class Form(Generic[_T]):
    """How one type of value is stored.

    A form names the value (`what`), reads and writes it, and has the CHECK by which SQLite knows
    most of what b12 doesn't write, with `{0}` for the column; a server may have another.
    """

    what = "text"
    check: str
    _of_server = ""
    # What SQLite stores.
    stores: type = str

    @property
    def check_of_server(self) -> str:
        """The CHECK by which PostgreSQL knows it."""
        return self._of_server or self.check

    def parse(self, stored: Any) -> _T:
        """Return the value of what is stored. Raise ValueError for any other text."""
        raise NotImplementedError

    def read(self, stored: Any) -> _T | None:
        """Return the value of what is stored; None stays None. Raise UnreadableError."""
        if stored is None:
            return None
        try:
            return self.parse(stored)
        except (ValueError, RecursionError):
            raise invalid(self.what, str(stored)) from None

    @cached_property
    def reader(self) -> Callable[[Any], _T | None]:
        """What does as `read`, and keeps what it read: years of rows have few days."""
        return lru_cache(16384)(self.read)

    def write(self, value: _T) -> Any:
        """Return what is stored."""
        return str(value)


class Day(Form[date]):
    """A date: `2026-11-22`."""

    what = "date"
    check = "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND {0} IS date({0}, '+0 days')"
    _of_server = (
        "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND "
        "{0} = to_char(CAST({0} AS date), 'YYYY-MM-DD')"
    )

    def parse(self, stored: str) -> date:
        """Return the date."""
        return dates.read_day(stored)

    def write(self, value: date) -> str:
        """Return it in ISO form."""
        return value.isoformat()


class Moment(Form[datetime]):
    """A time with its offset: `2026-11-22T12:41+01:00`, with seconds where it has any."""

    what = "time"
    check = (
        "{0} BETWEEN '1900' AND '3000' AND "
        "substr({0}, 1, 10) IS date(substr({0}, 1, 16), '+0 days') AND "
        "substr({0}, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND "
        "{0} NOT GLOB '*[^0-9T:.+-]*'"
    )
    _of_server = (
        "{0} BETWEEN '1900' AND '3000' AND "
        "substr({0}, 1, 10) = to_char(CAST(substr({0}, 1, 16) AS timestamp), 'YYYY-MM-DD') AND "
        "substr({0}, 11) ~ '^T[0-2][0-9]:[0-5][0-9](:[0-5][0-9]([.][0-9]{{6}})?)?"
        "[+-]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$'"
    )

    def __init__(self, *, seconds: bool = False) -> None:
        """Write the seconds always, or only where they aren't 0."""
        self.seconds = seconds

    def parse(self, stored: str) -> datetime:
        """Return the time."""
        return dates.read_moment(stored)

    def write(self, value: datetime) -> str:
        """Return it in ISO form."""
        whole = not (self.seconds or value.second or value.microsecond)
        return value.isoformat(timespec="minutes" if whole else "auto")


class Hour(Form[time]):
    """The hour at which days start: `04:00`."""

    what = "hour"
    check = "{0} GLOB '[01][0-9]:[0-5][0-9]' AND {0} <= '12:00'"
    _of_server = "{0} ~ '^[01][0-9]:[0-5][0-9]$' AND {0} <= '12:00'"

    def parse(self, stored: str) -> time:
        """Return the hour."""
        return dates.read_hour(stored)

    def write(self, value: time) -> str:
        """Return it as hours and minutes."""
        return value.isoformat("minutes")


class Word(Form[str]):
    """One of a list of words."""

    def __init__(self, what: str, words: Sequence[str]) -> None:
        """Name what the words are, for the error message."""
        self.what, self.words = what, words
        self.check = f"{{0}} IN ({', '.join(map(repr, words))})"

    def parse(self, stored: str) -> str:
        """Return the word."""
        if stored not in self.words:
            raise ValueError
        return stored


class Flag(Form[bool]):
    """Yes or no, stored as 1 or 0."""

    what = "flag"
    check = "{0} IN (0, 1)"
    stores = int

    def parse(self, stored: int) -> bool:
        """Return a bool."""
        return bool(stored)

    def write(self, value: bool) -> int:
        """Return 1 or 0."""
        return int(value)


class Names(Form[tuple[str, ...]]):
    """Words in small letters, each once, in an order: `cofid usda`; none are NULL."""

    what = "list of names"
    check = "{0} <> '' AND {0} = lower({0}) AND {0} = trim({0}) AND {0} NOT GLOB '*  *'"
    _of_server = "{0} <> '' AND {0} = lower({0}) AND {0} = trim({0}) AND {0} !~ '  '"

    def read(self, stored: Any) -> tuple[str, ...]:
        """Return the words. Raise UnreadableError."""
        return () if stored is None else super().read(stored) or ()

    def parse(self, stored: str) -> tuple[str, ...]:
        """Return the words."""
        names = tuple(stored.split(" "))
        if not all(names) or len(names) > len(set(names)) or stored != printable(stored.lower()):
            raise ValueError
        return names

    def write(self, value: tuple[str, ...]) -> str | None:
        """Return them with a space between them."""
        return " ".join(value) or None


class Tags(Names):
    """The same, sorted: `restaurant travel`; what else wrote them may have them twice."""

    what = "list of tags"

    def parse(self, stored: str) -> tuple[str, ...]:
        """Return the words."""
        if not all(stored.split(" ")):
            raise ValueError
        return tuple(sorted(set(printable(stored.lower()).split())))


class Image(Form[Any]):
    """A row as JSON: its columns with their values, or for many a list of columns and of rows."""

    what = "image of a row"
    reader = Form[Any].read  # a row may be changed, and none is there twice
    check = "{0} IS NULL OR json_valid({0})"
    _of_server = "{0} IS NULL OR CAST({0} AS json) IS NOT NULL"

    def parse(self, stored: str) -> Any:
        """Return it as it was given to be stored."""
        image = json.loads(stored)
        if not _is_image(image):
            raise ValueError
        return image

    def write(self, value: Any) -> str:
        """Return it as JSON."""
        return json.dumps(value, ensure_ascii=False)


class OneImage(Image):
    """The image of one row: many are inserted at once, and never changed or deleted so."""

    def parse(self, stored: str) -> Any:
        """Return it as it was given to be stored."""
        image = super().parse(stored)
        if "id" not in image:  # which a list has in its first row
            raise ValueError
        return image


def _is_image(image: object) -> bool:
    if isinstance(image, dict):
        image = [list(image), list(image.values())]
    if not (isinstance(image, list) and image and all(isinstance(row, list) for row in image)):
        return False
    columns, *rows = image
    return (
        "id" in columns
        and all(isinstance(name, str) for name in columns)
        and all(len(row) == len(columns) and all(map(_is_value, row)) for row in rows)
    )


def _is_value(value: object) -> bool:
    """Whether a cell of SQLite's can hold it."""
    if isinstance(value, int):
        return abs(value) < 2**63
    return value is None or isinstance(value, str | float)


FORMS: dict[str, Form[Any]] = {
    "day": Day(),
    "moment": Moment(),
    "second": Moment(seconds=True),
    "hour": Hour(),
    "flag": Flag(),
    "names": Names(),
    "tags": Tags(),
    "image": Image(),
    "one_image": OneImage(),
    "condition": Word("condition", CONDITIONS),
    "test": Word("laboratory test", TESTS),
    "unit": Word("unit", UNITS),
    "bound": Word("bound", BOUNDS),
    "route": Word("route", ROUTES),
    "b12_form": Word("form of B12", B12_FORMS),
    "interval": Word("unit of time", INTERVALS),
}
