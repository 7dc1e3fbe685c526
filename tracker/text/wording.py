"""Figures in words: lower bounds, estimates with their range, and counts."""

from typing import TYPE_CHECKING

from tracker.text.formatting import format_estimate, format_percent, format_ug

if TYPE_CHECKING:
    from tracker.absorption.estimate import Estimate


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
