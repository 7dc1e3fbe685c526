"""The diary day and the moment of what is logged, where a meal's name plays no part."""

from datetime import date, datetime, time, timedelta

from tracker.cli.app import App
from tracker.text.dates import eaten_at, format_day, format_hour


def moment_of(app: App, day: date | None, at: time | None) -> tuple[date, datetime | None]:
    """What is logged for today without a time is of now; for another day, of no known time.

    Raises InputError for an hour that the clocks skipped.
    """
    which = day or app.today
    if at is None:
        return which, app.moment if which == app.today else None
    coming = datetime.combine(which + timedelta(days=1), at)
    if day is None and at < app.day_starts and coming > app.moment.replace(tzinfo=None):
        # Last night, and not the coming one.
        which -= timedelta(days=1)
    return which, eaten_at(which, at, app.day_starts)


def format_moment(day: date, moment: datetime | None) -> str:
    """`Sun 22 Nov 2026, 19:30`; a moment after midnight names its own weekday besides."""
    said = format_day(day)
    return said if moment is None else f"{said}, {format_hour(day, moment)}"
