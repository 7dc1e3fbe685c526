"""Days of a diary with all that is known of them: what a report, a page and a chart are made of."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tracker.reports.days import read_period
from tracker.reports.intake import LONGEST_MEAN, Day, Period
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary
    from tracker.health.laboratory import LabValue
    from tracker.health.symptoms import Felt
    from tracker.people.model import Person
    from tracker.regimens.model import Dose, Verdict


class Stretch(NamedTuple):
    """Days of a person's diary with the symptoms and regimens of those days.

    `values` are all laboratory values up to the last day; `earlier` are the days before them that
    running means begin with. `kept` says of each day with a regimen whether it was kept, None where
    that is open. `last_injection` is the last up to the last day, where there is no regimen.
    """

    person: "Person"
    period: Period
    felt: tuple["Felt", ...] = ()
    values: tuple["LabValue", ...] = ()
    earlier: tuple[Day, ...] = ()
    regimens: tuple["Verdict", ...] = ()
    kept: Mapping[date, bool | None] = MappingProxyType({})
    last_injection: "Dose | None" = None

    @property
    def span(self) -> Span:
        """Its first and its last day."""
        return self.period.span


def read_stretch(diary: "Diary", span: Span, today: date) -> Stretch:
    """Return those days with what else the diary has of them."""
    from tracker.health import store as health
    from tracker.regimens import store as regimens
    from tracker.regimens.model import kept_by_day, verdicts

    before = LONGEST_MEAN - 1
    wanted = Span(span.first - timedelta(days=before), span.last)
    days = read_period(diary, wanted, today).days
    person = diary.person
    felt = health.symptoms(diary, span.first, span.last)
    values = (value for value in health.lab_values(diary) if value.day <= span.last)
    courses = regimens.courses(diary, span.last, span.first)
    return Stretch(
        person,
        Period(days[before:]),
        tuple(felt),
        tuple(values),
        days[:before],
        tuple(verdicts(courses, span.first, span.last, today)),
        kept_by_day(courses, span.first, span.last, today),
        None if courses else regimens.last_injection(diary, span.last),
    )
