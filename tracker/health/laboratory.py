"""Laboratory values: their units, and where they lie in NICE's bands.

Bands: NICE NG239 (2024) on vitamin B12 deficiency in over 16s, for total and for active B12. There
are none here for methylmalonic acid and homocysteine, because laboratories differ.
"""

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from tracker import paths
from tracker.errors import InputError
from tracker.text.formatting import capitalised, format_number, listed, printable
from tracker.text.units import is_us

Unit = Literal["pg/mL", "ng/L", "pmol/L", "nmol/L", "µmol/L"]
# What a laboratory reports of a value that its method can't measure.
Bound = Literal["<", "≤", "≥", ">"]

# Cyanocobalamin, the form that laboratories calibrate with: 1 pg/mL is 0.7378 pmol/L.
GRAMS_PER_MOLE = 1355.37
BOUNDS: dict[Bound, str] = {
    "<": "under|below|less than", "≤": "at most", "≥": "at least", ">": "over|above|more than",
}  # fmt: skip
# In which the laboratories of the US report B12.
_US_UNIT: Unit = "pg/mL"
_BANDS = ("deficiency likely", "indeterminate", "deficiency unlikely")
BAND_SOURCE = "NICE NG239, 2024"
LEAST, MOST = 0.001, 100_000.0
_NO_BAND = "no band here, because laboratories differ."


@dataclass(frozen=True)
class Test:
    """A laboratory test, its units with the usual one first, and NICE's indeterminate band.

    `bands` has the limits of the indeterminate band in each unit; `note` is what else moves the
    value.
    """

    __test__ = False  # to pytest the name says that it is a test

    name: str
    title: str
    units: tuple[Unit, ...]
    also: tuple[str, ...]
    bands: tuple[tuple[Unit, float, float], ...] = ()
    note: str = ""

    @property
    def band_text(self) -> str:
        """NICE's bands for it in a sentence with the source, or that there are none."""
        title = capitalised(self.title)
        note = f" {self.note}" if self.note else ""
        if not self.bands:
            return f"{title}: {_NO_BAND}{note}"
        low = _alternatives([(least, unit) for unit, least, _ in self.bands])
        high = _alternatives([(most, unit) for unit, _, most in self.bands])
        return (
            f"{title}: under {low} deficiency is likely, from there to {high} indeterminate, "
            f"above unlikely ({BAND_SOURCE}, for people over 16). Taking B12, injected or by "
            f"mouth, raises the level.{note} Laboratories differ."
        )


def _test_of(row: dict[str, str]) -> Test:
    bands = [band.split() for band in row["bands"].split(";") if band]
    return Test(
        row["name"],
        row["title"],
        tuple(map(_unit, row["units"].split(";"))),
        tuple(row["also"].split(";")),
        tuple((_unit(unit), float(least), float(most)) for unit, least, most in bands),
        row["note"],
    )


def _unit(text: str) -> Unit:
    return cast("Unit", text)


TESTS = {row["name"]: _test_of(row) for row in paths.seed_rows("laboratory_tests.csv")}
# The size of each in pmol/L; that of the units by mass is for B12 alone.
SIZES: dict[str, float] = {
    "pg/mL": 1000 / GRAMS_PER_MOLE,
    "ng/L": 1000 / GRAMS_PER_MOLE,
    "pmol/L": 1.0,
    "nmol/L": 1e3,
    "µmol/L": 1e6,
}


@dataclass(frozen=True)
class LabValue:
    """The result of a test on a day, in the unit it was given in.

    With a `bound` the value isn't known: it is less than `value`, or more.
    """

    day: date
    test: Test
    value: float
    unit: Unit
    bound: Bound | None = None
    id: int = 0

    def in_unit(self, unit: Unit) -> float | None:
        """Return the value in another unit; None if the test does not use that unit."""
        if unit not in self.test.units:
            return None
        return self.value if unit == self.unit else self.value * SIZES[self.unit] / SIZES[unit]

    @property
    def band(self) -> str | None:
        """Where it lies in NICE's bands, compared in its own unit; None if there are none.

        What a bound leaves open is said: `deficiency likely or indeterminate`.
        """
        limits = next((limits for unit, *limits in self.test.bands if unit == self.unit), None)
        if limits is None:
            return None
        least, most = limits
        beside = {"<": -math.inf, ">": math.inf}.get(self.bound or "", self.value)
        end = math.nextafter(self.value, beside)
        at = (end >= least) + (end > most)
        first = 0 if self.bound in ("<", "≤") else at
        last = len(_BANDS) if self.bound in (">", "≥") else at + 1
        return " or ".join(_BANDS[first:last])

    @property
    def label(self) -> str:
        """`310 pg/mL`, or `< 150 pg/mL`; as it was given, or in the unit of the US if chosen."""
        shown = self._shown_unit
        return self._figure(self.value if shown == self.unit else self._rounded(shown), shown)

    @property
    def converted(self) -> str:
        """The value in the other kind of unit, `229 pmol/L`; empty if there is only one."""
        shown = self._shown_unit
        other = next((u for u in self.test.units if SIZES[u] != SIZES[shown]), None)
        if other is None:
            return ""
        return self._figure(self.value if other == self.unit else self._rounded(other), other)

    @property
    def _shown_unit(self) -> Unit:
        return _US_UNIT if is_us() and _US_UNIT in self.test.units else self.unit

    def _rounded(self, unit: Unit) -> float:
        value = self.value * SIZES[self.unit] / SIZES[unit]
        return round(value, 0 if value >= 100 else 1 if value >= 10 else 3)

    def _figure(self, value: float, unit: Unit) -> str:
        return f"{f'{self.bound} ' if self.bound else ''}{format_number(value)} {unit}"


def parse_value(text: str, day: date) -> LabValue:
    """Return a test, a value and its unit: `b12 310 pg/mL`, `MMA 0.27µmol/L`, `b12 <150 pg/mL`.

    Raise InputError for an unknown test, an invalid or implausible value, and a unit that is
    missing or that the test does not use.
    """
    text = printable(text)
    for typed, sign in _SIGNS.items():
        text = text.replace(typed, sign)
    words = re.sub(r"(?=[<≤≥>])", " ", text).split()
    test, taken = _test(words)
    rest = " ".join(words[taken:])
    figure = _FIGURE.fullmatch(rest)
    if figure is None:
        problem = f'invalid value "{rest}"' if rest else "the value is missing"
        raise InputError(f"{test.name}: {problem}; write it as 310 {test.units[0]}")
    unit = _UNITS.get(figure["unit"].casefold().replace(" ", ""))
    if unit not in test.units:
        problem = f'unknown unit "{figure["unit"]}"' if figure["unit"] else "the unit is missing"
        units = listed(test.units, "or")
        raise InputError(f"{test.name}: {problem}; use {units}")
    return LabValue(day, test, _number(figure["value"], unit, test), unit, _bound(figure["bound"]))


def _bound(text: str | None) -> Bound | None:
    word = (text or "").casefold()
    return next((sign for sign, words in BOUNDS.items() if word in (sign, *words.split("|"))), None)


# Each with the sign it is stored as.
_SIGNS = {
    "<=": "≤", "=<": "≤", "≦": "≤", "⩽": "≤", ">=": "≥", "=>": "≥", "≧": "≥", "⩾": "≥",
    "＜": "<", "＞": ">",
}  # fmt: skip
# Any other sign belongs to the figure.
_NAME = re.compile(r"[\w ().-]*[\w)] ?[:=,]?")
_FIGURE = re.compile(
    rf"(?P<bound>[<≤≥>]|{'|'.join(BOUNDS.values())})?\s*+"
    r"(?P<value>[+\-−]?(?:\d[\d.,]*+|[.,]\d++))\s*+(?P<unit>.*)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\+?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
# "1,200" is over a thousand to one half of the world, and a decimal to the other.
_TWO_WAYS = re.compile(r"\+?[1-9]\d{0,2}(?:,\d{3}|\.\d\d0)")
# Both micro signs fold to the Greek letter.
_UNITS: dict[str, Unit] = {
    "pg/ml": "pg/mL", "ng/l": "ng/L", "pmol/l": "pmol/L", "nmol/l": "nmol/L", "μmol/l": "µmol/L",
    "umol/l": "µmol/L", "mcmol/l": "µmol/L",
}  # fmt: skip
_LONGEST_TEST = 4


def _words(text: str) -> str:
    return re.sub(r"\bb 12\b", "b12", " ".join(re.findall(r"[a-z0-9]+", text.casefold())))


_BY_NAME = {_words(name): test for test in TESTS.values() for name in (test.name, *test.also)}


def _test(typed: list[str]) -> tuple[Test, int]:
    """The test that the line begins with, and how many words its name has."""
    for taken in range(min(_LONGEST_TEST, len(typed)), 0, -1):
        name = " ".join(typed[:taken])
        test = _BY_NAME.get(_words(name))
        if test is not None and _NAME.fullmatch(name):
            return test, taken
    problem = f'unknown test "{" ".join(typed)}"' if typed else "nothing to log"
    tests = listed(list(TESTS), "or")
    raise InputError(f"{problem}: use {tests}, for instance b12 310 pg/mL")


def _number(text: str, unit: Unit, test: Test) -> float:
    if text[0] in "-−":
        raise InputError(f"{test.name}: {text} can't be negative")
    if _TWO_WAYS.fullmatch(text):
        raise InputError(f'"{text}" can be read in two ways: write it without thousands or zeros')
    if not _PLAIN.fullmatch(text):
        raise InputError(f'{test.name}: invalid number "{text}"; write 310 or 0.27')
    value = float(text.replace(",", "."))
    if not can_be(value, unit, test):
        raise InputError(
            f"{test.name}: {text} looks like a typo: a value is from {LEAST} to "
            f"{format_number(most(test, unit))} {unit}"
        )
    return value


def most(test: Test, unit: Unit) -> float:
    """Return the highest plausible value: 450 µmol/L is a typo for what is measured in nmol/L."""
    return min(MOST, MOST * SIZES[test.units[0]] / SIZES[unit])


def can_be(value: float, unit: Unit, test: Test) -> bool:
    """Return whether the value is plausible in that unit."""
    return LEAST <= value <= most(test, unit)


def _alternatives(figures: list[tuple[float, Unit]]) -> str:
    """`180 ng/L (180 pg/mL, 133 pmol/L)`."""
    first, *others = [f"{format_number(value)} {unit}" for value, unit in figures]
    return f"{first} ({', '.join(others)})" if others else first
