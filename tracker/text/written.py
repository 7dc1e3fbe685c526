"""Days, moments and hours as the diary and its exports have them: ISO 8601, in one form of it."""

import re
from datetime import date, datetime, time

# As far as a program may reckon with days.
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
# 12:41, with seconds where the clock had some; offsets of long ago have seconds too.
_MOMENT = re.compile(r"[0-9-]{10}T[0-9:]{5}(:[0-9]{2}(\.[0-9]{6})?)?[+-][0-9:]{5}(:[0-9]{2})?")


def day(text: str) -> date:
    """A day: 2026-11-22. Raises ValueError for anything else."""
    found = date.fromisoformat(text)
    if found.isoformat() != text or not _FIRST <= found <= _LAST:
        raise ValueError(text)
    return found


def moment(text: str) -> datetime:
    """A moment with its offset: 2026-11-22T12:41+01:00. Raises ValueError for anything else."""
    found = datetime.fromisoformat(text)
    if not _MOMENT.fullmatch(text) or not _FIRST <= found.date() <= _LAST:
        raise ValueError(text)
    return found


def hour(text: str) -> time:
    """The hour at which days start: 04:00. Raises ValueError for anything else."""
    found = time.fromisoformat(text)
    plain = found.tzinfo is None and found.isoformat(timespec="minutes") == text
    if not plain or found > time(12, 0):
        raise ValueError(text)
    return found
