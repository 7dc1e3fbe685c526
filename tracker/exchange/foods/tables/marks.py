"""A figure of a food table as it is written: 0.3, "0,3", "Tr", "< 0.1", "(0.3)", "N"."""

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from tracker.exchange.foods.entry import UnusableError, micrograms
from tracker.foods.model import Mark

# In the languages of the tables: a trace, an unknown figure, and a zero that was assumed.
TRACES = frozenset(
    "tr tr. trace traces traza trazas tracce traccia traço tracos traços vestígio vestígios "
    "vestigios spur spuren sp sp. spor spår spar sporen jälki jälkiä jälg jälgi hivenen stopy "
    "stopa ślad ślady śladowe sled sledi sledovi nyom nyomok nyomokban iz iz. eser snefil "
    "urme trag tragovi jejak ίχνη ίχνος следы след следа следи сліди vết "
    "آثار أثر עקבות კვალი հետքեր 微量 痕跡 痕量 미량".casefold().split()
)
UNKNOWN = frozenset(
    "n n. na n/a n.a. nd n.d. nb n.b. ni n.i. nv nk nm nr ka k.a. k.a mv m * ** - -- – — . .. "
    "... … ? x null none nan unknown inconnu unbekannt ukjent okänd onbekend "
    "desconocido #n/a missing н/д нд н.д. δ/δ δ.δ. s/d".casefold().split()
)
ZEROS = frozenset({"(0)", "lz", "nil"})
_BRACKETS = re.compile(r"[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]")
_BELOW = re.compile(r"(?:[<≤⩽]|&lt;)\s*=?\s*(.*)")
# Limits of detection and of quantification, which some tables name without a figure.
_NO_LIMIT = frozenset("lod loq lq bdl bql blq blod bloq".split())
_ABBREVIATION = re.compile(r"[^\W\d]{1,6}\.?|.*\blo[dq]\b.*")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[\s']\d{3})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?")
_LONGEST = 60
# A reference to a note below the table, beside a figure or a mark: 0.3*, 0.3¹, 0.3 a).
_NOTE = re.compile(
    r"(?<=[\w)\]])\s*(?:[*†‡§#°¹²³⁰⁴-⁹ᵃ-ᶻ]+|[\[(]\d[\])])$|(?<=\d)\s*[\[(]?[a-fh-z][\])]?$"
)
_WITH_UNIT = re.compile(r"(.*\d.*?)\s*(ug|μg|mcg|mg|ng)")
_ABOUT = re.compile(r"(?:[~≈∼]|ca?\.|cca\.?|ca |approx\.?|est\.?)\s*(\d.*)")


class UnexplainedError(UnusableError):
    """Text in place of a figure that is not a number or a known mark."""

    def __init__(self, text: str) -> None:
        """Quote it."""
        super().__init__(f'its B12 is "{text[:40]}", which is not a number or a known mark')


class Figure(NamedTuple):
    """A table's µg per 100 g; None if unknown. A trace and what is below a limit are 0.

    `below_ug` is the limit, if the table has it.
    """

    b12_ug: float | None
    mark: Mark | None = None
    below_ug: float | None = None

    def times(self, factor: float) -> "Figure":
        """Return the figure of another size, such as 100 g of what is per kg."""
        if factor == 1:
            return self

        def scaled(ug: float | None) -> float | None:
            return None if ug is None else float(f"{ug * factor:.9g}")

        return self._replace(b12_ug=scaled(self.b12_ug), below_ug=scaled(self.below_ug))


class Marks(NamedTuple):
    """The words of a table beside those that all tables share, in small letters.

    `decimal` is the decimal mark if the other one separates thousands; without it 1,250 is 1.25.
    """

    trace: Collection[str] = ()
    unknown: Collection[str] = ()
    decimal: str = ""

    def read(self, text: str, unit: str = "ug") -> Figure:
        """Return the figure of a cell in `unit` per 100 g.

        Raise UnexplainedError for text that is not a number or a known mark.
        """
        if len(text) > _LONGEST:
            raise UnexplainedError(text)
        plain = unicodedata.normalize("NFKC", text).strip().casefold()
        if not plain or plain in self.unknown:
            return Figure(None)
        if mark := self.mark_of(plain):
            return Figure(0.0, mark)
        if plain in UNKNOWN:
            return Figure(None)
        if plain in ZEROS:
            return Figure(0.0)
        # A note can be a small digit, which NFKC would append to the figure.
        bare = _NOTE.sub("", text.strip().casefold())
        if bare != text.strip().casefold():
            return self.read(bare, unit)
        if measured := _WITH_UNIT.fullmatch(plain):
            return self.read(measured[1], measured[2])
        if inside := _BRACKETS.fullmatch(plain) or _ABOUT.fullmatch(plain):
            figure = self.read(inside[1], unit)
            is_estimate = bool(figure.b12_ug) and figure.mark is None
            return figure._replace(mark="estimate") if is_estimate else figure
        if below := _BELOW.fullmatch(plain):
            limit = self._number(below[1])
            if limit is not None or _ABBREVIATION.fullmatch(below[1]):
                return Figure(0.0, "below", micrograms(limit, unit) or None)
        number = self._number(plain)
        if number is None:
            raise UnexplainedError(text)
        return Figure(micrograms(number, unit))

    def mark_of(self, text: str) -> Mark | None:
        """Return "trace" or "below" if the text is a word for it; else None."""
        plain = text.strip().casefold()
        if plain in self.trace or (plain in TRACES and plain not in self.unknown):
            return "trace"
        return "below" if plain in ("<", "≤") or plain in _NO_LIMIT else None

    def _number(self, text: str) -> float | None:
        """Return a number with a decimal point or comma; None for any other text."""
        if not _NUMBER.fullmatch(text):
            return None
        digits = re.sub(r"[\s']", "", text)
        decimal = self.decimal or ("." if digits.rfind(".") > digits.rfind(",") else ",")
        # 1.234,5 and 1,234.5.
        if self.decimal or ("," in digits and "." in digits):
            digits, grouped = _without_groups(digits, "," if decimal == "." else ".")
            if not grouped:
                return None
        try:
            return float(digits.replace(",", "."))
        except ValueError:
            return None


def _without_groups(digits: str, mark: str) -> tuple[str, bool]:
    """Return digits without the thousands separator, and whether it separates groups of three."""
    whole, *groups = re.split(f"[{re.escape(mark)}]", digits)
    last = groups[-1] if groups else ""
    tail = re.match(r"\d*", last)
    sizes = [len(group) for group in groups[:-1]] + ([len(tail[0])] if groups and tail else [])
    return whole + "".join(groups), all(size == 3 for size in sizes)
