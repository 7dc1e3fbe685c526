"""The shade of each day of a calendar: by a regimen, or by its share of the target or the need."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tracker.reports import findings
from tracker.reports.intake import ROUNDING, Day
from tracker.reports.regimens import week_line
from tracker.reports.sentences import below_picture, says_little
from tracker.text.formatting import count

if TYPE_CHECKING:
    from tracker.reports.stretch import Stretch

# Shares of the target, or of the need, at which the next shade begins.
_SHARES = (0.5, 1.0, 2.0, 10.0)
_BY_SHARE = ("half and more", "met", "twice and more", "ten times and more")
_BY_REGIMEN = (
    "no dose logged, or late", "regimen kept", "kept, and the target met", "not judged"
)  # fmt: skip
# The shades by a share, and those of days with a regimen.
SHARES = range(len(_SHARES) + 1)
MISSED, KEPT, KEPT_AND_MET, OPEN = range(len(SHARES), len(SHARES) + len(_BY_REGIMEN))


class Square(NamedTuple):
    """A day of the calendar, and its shade: one of SHARES or one of a regimen, None without any.

    It is `open` where what is unknown of the day may have met the target or need. A gap is a day
    on which nothing is logged; it can have the shade of a regimen.
    """

    day: date
    shade: int | None
    gap: bool
    future: bool
    open: bool
    injected: bool


class Calendar(NamedTuple):
    """The squares of days in a row, and what they mean; `absorbed` if they compare with the need.

    `finding` is what they come to, `what` says what they are, and `notes` what has to be known.
    """

    squares: tuple[Square, ...]
    absorbed: bool
    finding: str
    what: str
    notes: tuple[str, ...]

    @property
    def no_estimate(self) -> list[Square]:
        """The days that are logged, and have no shade as there is no estimate."""
        return [square for square in self.squares if square.shade is None and not square.gap]

    @property
    def names(self) -> tuple[str, ...]:
        """What each shade means."""
        aim = "need" if self.absorbed else "target"
        return (f"under half of the {aim}", *_BY_SHARE, *_BY_REGIMEN)

    @property
    def counts(self) -> dict[int, int]:
        """How many days have a shade for sure, of those shades that are in the calendar."""
        sure = Counter(s.shade for s in self.squares if s.shade is not None and not s.open)
        shades = sorted({s.shade for s in self.squares if s.shade is not None})
        return {shade: sure[shade] for shade in shades}


def calendar(of: "Stretch", *, intake: bool = False) -> Calendar:
    """Return the days by whether a regimen was kept, else by intake over the target.

    Where large doses are logged, it is what was absorbed over the need. With `intake` all days are
    by intake over target.
    """
    period = of.period
    absorbed = period.shows_absorbed and not intake
    kept = {} if intake else of.kept
    # Where intake says little, so does its target.
    counts = not says_little(period)
    squares = []
    for day in period.days:
        by_regimen = day.day in kept
        if by_regimen:
            shade: int | None = _of_regimen(kept[day.day], met=counts and day.met is True)
        else:
            shade = _of_share(day, absorbed=absorbed)
        below = shade is not None and shade < _BY_SHARE.index("met") + 1
        is_open = not by_regimen and day.logged and day.lower_bound and below
        squares.append(
            Square(day.day, shade, not day.logged, day.future, is_open, day.injected_ug > 0)
        )
    judged = [square.day in kept for square in squares if not square.future]
    beside = "absorbed beside the need" if absorbed else "intake beside the target"
    titles = ["by regimen"] if any(judged) else []
    titles += [] if judged and all(judged) else [beside]
    finding = findings.days_met(period, absorbed=absorbed or not counts)
    if of.regimens and not intake:
        finding = findings.regimen(of.regimens)
    return Calendar(
        tuple(squares),
        absorbed,
        finding,
        f"Vitamin B12 {', and '.join(titles)}, {of.span.label}",
        tuple(_notes(of, squares, absorbed=absorbed, intake=intake, whole=all(judged))),
    )


def _notes(
    of: "Stretch", squares: Sequence[Square], *, absorbed: bool, intake: bool, whole: bool
) -> list[str]:
    """What has to be known of the squares; `whole` if all are judged by a regimen."""
    notes = [] if intake else [week_line(each) for each in of.regimens[1:]]
    if not whole:
        notes += below_picture(of.period, absorbed=absorbed)
        notes += ["a shade is the estimate, and its range is wide"] if absorbed else []
    gaps = sum(square.gap and not square.future for square in squares)
    return [*notes, f"{count(gaps, 'day')} not logged"] if gaps else notes


def _of_share(day: Day, *, absorbed: bool) -> int | None:
    need = day.of_need.ug if day.of_need is not None else None
    share = need if absorbed else day.share
    if share is None:
        return None
    return sum(share * (1 + ROUNDING) >= least for least in _SHARES)


def _of_regimen(kept: bool | None, *, met: bool) -> int:
    if kept is None:
        return OPEN
    return (KEPT_AND_MET if met else KEPT) if kept else MISSED
