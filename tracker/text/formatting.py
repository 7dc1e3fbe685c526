"""Figures and counts as text, and foreign text made printable."""

import math
import unicodedata
from collections.abc import Mapping, Sequence

# 0.1 + 0.2 is not 0.3: what equals a target but for this much meets it.
_ROUNDING = 1e-9
# A figure with one of these before it is a limit; without the sign it would be another figure.
BOUNDS = "<>≤≥≦≧⩽⩾＜＞"
# A larger percentage says nothing more.
_MOST_PERCENT = 1000
# Controls, formats (direction marks), surrogates, line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Noncharacters, which XML, and therefore SVG, can't hold.
_NOT_XML = "\ufffe\uffff"
# How a formula begins in a spreadsheet; some accept the full-width forms too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def format_ug(value: float, below: float | None = None) -> str:
    """Return a figure in µg at the precision of food tables: 0.89, 4.58, 84.1, 1000.

    What is less than the target `below` is never rounded up to it.
    """
    if value == 0:
        return "0"
    if value < 0.005:
        return "<0.01"
    decimals = 2 if value < 9.995 else 1 if value < 99.95 else 0
    if below is not None and value < below * (1 - _ROUNDING) and round(value, decimals) >= below:
        value = math.floor(value * 10**decimals) / 10**decimals
    return f"{value:.{decimals}f}"


def format_estimate(
    value: float, low: float, high: float, *, lower_bound: bool = False
) -> tuple[str, str]:
    """Return an estimate and its range at the precision of estimates: `1.3` and `0.9–1.7`.

    All three have the decimals that suit the middle figure; zero is `0`. Of a lower bound the
    upper end is unknown: `≥ 0.9`.
    """
    if value == low == high == 0:
        return "0", "≥ 0" if lower_bound else "0–0"
    decimals = 2 if value < 0.995 else 1 if value < 9.95 else 0

    def rounded(figure: float) -> str:
        return "<0.01" if 0 < figure < 0.005 and decimals else f"{figure:.{decimals}f}"

    return rounded(value), f"≥ {rounded(low)}" if lower_bound else f"{rounded(low)}–{rounded(high)}"


def format_number(value: float) -> str:
    """Return a plain number without trailing zeros: 150, 0.5, 3.05, 28.35."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1e6 else f"{value:.0f}"


def format_bytes(count: int) -> str:
    """Return a size: `5.8 MB`, `1.2 GB`."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


def printable(text: str) -> str:
    """Return the text with a space for each character that could move a terminal's cursor."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) in _UNSEEN or c in _NOT_XML else c for c in text)


def one_line(text: str) -> str:
    """Return the text as it is stored: printable, with single spaces as the only white space."""
    return " ".join(printable(text).split())


def is_text(text: str) -> bool:
    """Return whether the text can be stored: it has no NUL and no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run the text of a cell, or what follows a semicolon in it.

    Many take that for the next cell, whatever separates the cells.
    """
    return any(part.lstrip(' "').startswith(_FORMULA) for part in text.split(";"))


def quoted_cell(text: str) -> str:
    """Return the text with the apostrophes by which spreadsheets take it for text."""
    return "'" + text.replace(";", ";'")


def unquoted_cell(cell: str) -> str:
    """Return the text of a cell, without the apostrophes of `quoted_cell`."""
    return cell[1:].replace(";'", ";") if cell.startswith("'") else cell


def format_percent(share: float) -> str:
    """Return `129 %`, `>1000 %` or `<1 %`; a share just below 1 is never rounded to `100 %`."""
    percent = round(share * 100)
    if percent == 0 and share > 0:
        return "<1 %"
    if percent > _MOST_PERCENT:
        return f">{_MOST_PERCENT} %"
    return f"{min(percent, 99) if share < 1 - _ROUNDING else percent} %"


def ug(value: float | None, *, lower_bound: bool = False, below: float | None = None) -> str:
    """Return `4.58 µg`, `≥ 4.58 µg` or `unknown`, rounded as by `format_ug`."""
    if value is None:
        return "unknown"
    return f"{'≥ ' if lower_bound else ''}{format_ug(value, below)} µg"


def percent(share: float | None, *, lower_bound: bool = False) -> str:
    """Return `129 %`, `≥ 50 %` or `>1000 %`; an empty text for a gap."""
    if share is None:
        return ""
    text = format_percent(share)
    if not lower_bound or text.startswith(">"):
        return text
    return "≥ 0 %" if text.startswith("<") else f"≥ {text}"


def count(number: int, what: str, many: str | None = None) -> str:
    """Return `1 day`, `2 days` or `3 entries`."""
    return f"{number} {what if number == 1 else many or f'{what}s'}"


def capitalised(text: str) -> str:
    """Return the text with its first letter as a capital, and the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return `pg/mL, ng/L and pmol/L`. Raise ValueError for none."""
    *others, end = names
    return f"{', '.join(others)} {last} {end}" if others else end


def counts(numbers: Mapping[str, int], words: Mapping[str, tuple[str, str]]) -> str:
    """Return `1 person, 3 meals`: in the order of `words`, one and many, without zeros."""
    return ", ".join(count(numbers[key], *words[key]) for key in words if numbers.get(key))
