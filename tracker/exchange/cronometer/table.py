"""A CSV file as Cronometer writes it, or as a spreadsheet saves it again.

Spreadsheets separate by semicolons or tabs, write decimal commas and other encodings, add titles
above the header and units below it, and empty rows.
"""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from tracker.errors import InputError
from tracker.exchange.files import Progress, lines, open_document
from tracker.exchange.foods.entry import plain
from tracker.exchange.recognise import refuse_binary

_SEPARATORS = ",;\t"
_MOST_TITLES = 5
# How UTF-8 is misread: a µ as Âµ or ¬µ.
_MISREADINGS = ("cp1252", "mac_roman")
_B12 = re.compile(r"(?:vitamin )?b-?12\b(?: ?\(cobalamin\))?(?: ?\((?P<unit>[^()]*)\))?")
_MICROGRAMS = re.compile(r"(?:[uµμ\ufffd]|mc)g")
# In these one of the two marks can only separate thousands.
_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_THREE = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_FIGURE = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+")


class Table:
    """A table with its header; `names` are in small letters."""

    def __init__(self, path: Path, needed: Collection[str]) -> None:
        """Read the header: the row among the first with the names `needed`, or else the first.

        Raise InputError if it isn't a table, RefusedError if it can't be read.
        """
        refuse_binary(path)
        self.path, self._separator, self._above = path, ",", 1
        self._misread: str | None = None
        self.names: list[str] = []
        for separator in _SEPARATORS:
            if self._read_header(separator, set(needed)):
                return

    def _read_header(self, separator: str, needed: set[str]) -> bool:
        with (
            open_document(self.path, lambda *_: None, table=True) as text,
            suppress(csv.Error),
        ):
            reader = csv.reader(lines(text), delimiter=separator)
            for above, row in zip(range(1, _MOST_TITLES + 2), reader, strict=False):
                misread = _misreading(separator.join(row))
                names = _names(row, misread)
                self.names = self.names or names
                if needed <= set(names):
                    units = next(reader, [])
                    over_two = _continues(units, [names.index(name) for name in needed])
                    if over_two:
                        both = zip(row, units, strict=False)
                        names = _names([" ".join(pair) for pair in both], misread)
                    self.names, self._misread, self._separator = names, misread, separator
                    self._above = above + over_two
                    return True
        return False

    @property
    def decimal_comma(self) -> bool:
        """Whether a comma can be the decimal mark, since it doesn't separate the cells."""
        return self._separator != ","

    def place(self, name: str) -> int:
        """Return the column of that name, or the number of columns if there is none.

        Raise InputError if there are several.
        """
        return self._only([place for place, other in enumerate(self.names) if other == name])

    def b12(self) -> int | None:
        """Return the column with B12 in µg; None if there is none.

        Raise InputError if there are several, and if there are only other units.
        """
        units = {
            place: (column["unit"] or "").strip()
            for place, name in enumerate(self.names)
            if (column := _B12.fullmatch(name))
        }
        places = [place for place, unit in units.items() if _MICROGRAMS.fullmatch(unit)]
        if units and not places:
            unit = plain(next(iter(units.values()))) or "no unit"
            raise InputError(f"{self.path.name} has its B12 in {unit}: only µg can be read")
        return self._only(places) if places else None

    def _only(self, places: list[int]) -> int:
        if len(places) > 1:
            names = " and ".join(f'"{plain(self.names[place])[:40]}"' for place in places[:3])
            columns = " and ".join(str(place + 1) for place in places[:3])
            raise InputError(
                f"{self.path.name} has {names} in columns {columns}: remove all but the right one"
            )
        return places[0] if places else len(self.names)

    def rows(self, progress: Progress) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header, but for empty ones, with the lines they begin on.

        Raise InputError for an open quotation mark, since the rest would be lost in that row.
        """
        width = len(self.names)
        with open_document(self.path, progress, table=True) as text:
            reader = csv.reader(lines(text), delimiter=self._separator)
            for _ in range(self._above):
                next(reader, None)
            while True:
                line = reader.line_num + 1
                try:
                    row = next(reader, None)
                except csv.Error:  # a cell of over 131,072 characters, or a stray carriage return
                    raise _endless(line) from None
                if row is None:
                    return
                if reader.line_num > line and len(row) != width:
                    raise _endless(line)
                if not any(map(str.strip, row)):
                    continue
                if len(row) > width and not any(row[width:]):
                    del row[width:]
                if self._misread is not None:
                    row = [_mended(cell, self._misread) for cell in row]
                yield line, row


def _names(header: list[str], misread: str | None) -> list[str]:
    return [" ".join(_mended(name, misread).split()).casefold() for name in header]


def _misreading(text: str) -> str | None:
    """Return the encoding as which UTF-8 was misread, so that µ became Âµ; None if it wasn't."""
    return next((name for name in _MISREADINGS if _mended(text, name) != text), None)


def _mended(text: str, misread: str | None) -> str:
    if misread is not None and not text.isascii():
        with suppress(UnicodeError):
            return text.encode(misread).decode("utf-8")
    return text


def _continues(row: list[str], needed: list[int]) -> bool:
    """Return whether a row below the header has more of it, such as the units."""
    cells = [cell.strip() for cell in row]
    named = [cells[place] for place in needed if place < len(cells)]
    return any(cells) and not any(named) and not any(map(_is_figure, cells))


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell.replace(",", ".")))


def _endless(line: int) -> InputError:
    return InputError(f"line {line}: the row has no end; is a quotation mark missing?")


def check_width(row: list[str], width: int) -> None:
    """Raise InputError for a row with more or fewer cells than the header."""
    if len(row) != width:
        cells = f"{len(row)} cell{'s' if len(row) > 1 else ''}"
        raise InputError(f"it has {cells}, and the header {width}")


def number(text: str, what: str, *, decimal_comma: bool) -> float | None:
    """Return the number of a cell, which has a decimal point or comma; None if it isn't one.

    Raise InputError, which begins with `what` the number is, if one mark can be either that or one
    of thousands: `1,000`, and where a comma can be the decimal mark `1.000`.
    """
    if _POINT.fullmatch(text):
        text = text.replace(",", "")
    elif _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif (three := _THREE.fullmatch(text)) and (decimal_comma or three[1] == ","):
        one, thousand = (text.replace(three[1], mark) for mark in (".", ""))
        raise InputError(f'{what} "{text}" can be {float(one):g} or {thousand}')
    else:
        text = text.replace(",", ".", 1)
    return float(text) if _FIGURE.fullmatch(text) else None
