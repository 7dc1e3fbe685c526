"""A figure of a food table as it is written: 0.3, "0,3", "Tr", "< 0.1", "(0.3)", "N"."""

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from tracker.exchange.foods.entry import UnusableError, micrograms
from tracker.foods.model import Mark

# In the languages of the tables: a trace, what has not been measured, and a zero that was reasoned.
TRACES = frozenset(
    "tr tr. trace traces traza trazas tracce traccia traço tracos traços spur spuren sp sp. spor "
    "spår spar sporen jälki jälkiä stopy ślad ślady sled nyom iz iz. eser "
    "微量 痕跡 미량".split()
)
UNKNOWN = frozenset(
    "n n. na n/a n.a. nd n.d. nb n.b. ni n.i. nv nk nm nr ka k.a. k.a mv m * ** - -- – — . .. "
    "... … ? x null none nan unknown inconnu unbekannt ukjent okänd onbekend "
    "desconocido #n/a".split()
)
ZEROS = frozenset({"(0)", "lz", "nil"})
_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_BELOW = re.compile(r"(?:<|≤|&lt;)\s*=?\s*(.*)")
_NUMBER = re.compile(r"[+-]?(?:\d[\d.,  ' ]*|[.,]\d+)(?:e[+-]?\d+)?")


class Figure(NamedTuple):
    """A table's µg per 100 g; None if unknown. A trace and what is below a limit are 0.

    `below_ug` is the limit, if the table has it.
    """

    b12_ug: float | None
    mark: Mark | None = None
    below_ug: float | None = None


class Marks(NamedTuple):
    """What a table's words mean beside those that all tables share, in small letters."""

    trace: Collection[str] = ()
    unknown: Collection[str] = ()

    def read(self, text: str, unit: str = "ug") -> Figure:
        """Return the figure of a cell in `unit` per 100 g.

        Raise UnusableError for text that is neither a figure nor a known mark.
        """
        plain = unicodedata.normalize("NFKC", text).strip().casefold()
        if not plain or plain in self.unknown:
            return Figure(None)
        if self.mark_of(plain) == "trace":
            return Figure(0.0, "trace")
        if plain in UNKNOWN:
            return Figure(None)
        if plain in ZEROS:
            return Figure(0.0)
        if inside := _BRACKETS.fullmatch(plain):
            figure = self.read(inside[1], unit)
            is_estimate = bool(figure.b12_ug) and figure.mark is None
            return figure._replace(mark="estimate") if is_estimate else figure
        if below := _BELOW.fullmatch(plain):
            limit = micrograms(_number(below[1]), unit)
            return Figure(0.0, "below", limit or None)
        number = _number(plain)
        if number is None:
            raise UnusableError(f'its B12 is "{text[:40]}", which is no figure')
        return Figure(micrograms(number, unit))

    def mark_of(self, text: str) -> Mark | None:
        """Return "trace" if the text says so, alone or beside a figure."""
        plain = text.strip().casefold()
        return "trace" if plain in self.trace or plain in TRACES else None


def _number(text: str) -> float | None:
    """Return a number with a decimal point or comma; None for any other text."""
    if not _NUMBER.fullmatch(text):
        return None
    digits = re.sub(r"[\s']", "", text)
    if "," in digits and "." in digits:
        # The last one is the decimal mark: 1.234,5 and 1,234.5.
        thousands = "." if digits.rindex(",") > digits.rindex(".") else ","
        digits = digits.replace(thousands, "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None
