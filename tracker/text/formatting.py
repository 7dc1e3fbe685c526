"""How figures, amounts and foreign text are written."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.absorption.curve import Estimate

# Beyond, a percentage says nothing more.
_MOST_PERCENT = 1000
# Controls, formats (direction marks), surrogates, and separators of lines and paragraphs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# No characters, which XML, and so an svg, can't hold.
_NONE = "\ufffe\uffff"
# What a spreadsheet takes for the beginning of a formula; some take the wide forms for the others.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def format_ug(value: float) -> str:
    """A figure in µg at the precision that food tables have: 0.89, 4.58, 84.1, 1000."""
    if value == 0:
        return "0"
    if value < 0.005:
        return "<0.01"
    if value < 9.995:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 99.95 else f"{value:.0f}"


def format_estimate(value: float, low: float, high: float) -> tuple[str, str]:
    """An estimate and its range at the precision that one has: `1.3` and `0.9–1.7`.

    All three in the decimals that the middle figure calls for; nothing is `0`.
    """
    if value == low == high == 0:
        return "0", "0–0"
    decimals = 2 if value < 0.995 else 1 if value < 9.95 else 0

    def written(figure: float) -> str:
        return "<0.01" if 0 < figure < 0.005 and decimals else f"{figure:.{decimals}f}"

    return written(value), f"{written(low)}–{written(high)}"


def format_number(value: float) -> str:
    """A plain number without idle zeros: 150, 0.5, 3.05, 28.35."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1e6 else f"{value:.0f}"


def format_bytes(count: int) -> str:
    """`5.8 MB`, `1.2 GB`."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


def printable(text: str) -> str:
    """The text with a space for each character that could move a terminal's cursor."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) in _UNSEEN or c in _NONE else c for c in text)


def one_line(text: str) -> str:
    """The text as it is kept: printable, and with one space where there was white space."""
    return " ".join(printable(text).split())


def is_text(text: str) -> bool:
    """Whether it can be kept as it is: it has no NUL, and no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text of a cell."""
    return text.lstrip(" ").startswith(_FORMULA)


def format_percent(share: float) -> str:
    """`129 %`, `>1000 %`, `<1 %`; a share just below the whole never reads as the whole."""
    percent = round(share * 100)
    if percent == 0 and share > 0:
        return "<1 %"
    if percent > _MOST_PERCENT:
        return f">{_MOST_PERCENT} %"
    return f"{min(percent, 99) if share < 1 - 1e-9 else percent} %"


def ug(value: float | None, *, lower_bound: bool = False) -> str:
    """`4.58 µg`, `≥ 4.58 µg`, `unknown`."""
    if value is None:
        return "unknown"
    return f"{'≥ ' if lower_bound else ''}{format_ug(value)} µg"


def percent(share: float | None, *, lower_bound: bool = False) -> str:
    """`129 %`, `≥ 50 %`, `>1000 %`; empty for a gap."""
    if share is None:
        return ""
    said = format_percent(share)
    if not lower_bound or said.startswith(">"):
        return said
    return "≥ 0 %" if said.startswith("<") else f"≥ {said}"


def estimate(of: "Estimate", *, lower_bound: bool = False, unit: str = " µg") -> str:
    """`≈ 1.3 µg (0.9–1.7)`; `≥` where foods of unknown B12 come on top."""
    figure, span = format_estimate(of.ug, of.low_ug, of.high_ug)
    return f"{'≥' if lower_bound else '≈'} {figure}{unit} ({span})"


def count(number: int, what: str, many: str | None = None) -> str:
    """`1 day`, `2 days`, `3 entries`."""
    return f"{number} {what if number == 1 else many or f'{what}s'}"
