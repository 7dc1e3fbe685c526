"""What `report --json` and `sources --json` print, as `documents` does for the days."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.reports.json_output import Document, estimate
from tracker.reports.origins import KINDS
from tracker.text.spans import Span

if TYPE_CHECKING:
    import pandas as pd

    from tracker.reports.summary import Period, Scores, Summary


def of_period(one: "Period") -> Document:
    """A row of `report`: a day, week, month or year, or all of it; means are null without a day."""
    return {
        "from": one.span.first.isoformat(),
        "to": one.span.last.isoformat(),
        "days": one.days,
        "logged_days": one.logged_days,
        "counted_days": one.counted_days,
        "mean_ug": one.mean_ug,
        "median_ug": one.median_ug,
        "least_ug": one.least_ug,
        "most_ug": one.most_ug,
        "lower_bound": one.lower_bound,
        "mean_target_ug": one.target_ug,
        "share_of_mean_target": one.share,
        "days_target_met": one.met,
        "days_target_unknown": one.open,
        "estimated_days": one.estimated_days,
        **estimate("mean_absorbed", one.absorbed),
        "mean_need_ug": one.need_ug,
        "share_of_need": one.share_of_need,
        "days_need_met": one.need_met,
        "days_need_unknown": one.need_open,
        "injected_ug": one.injected_ug,
        "items": one.items,
        "unknown_items": one.unknown_items,
        "days_all_known": one.days_all_known,
    }


def of_report(
    days: Sequence[Document], periods: Sequence["Period"], by: str, of: "Summary"
) -> Document:
    """`report`: its days as in `week`, the rows, and what all of it comes to."""
    return {
        "from": of.whole.span.first.isoformat(),
        "to": of.whole.span.last.isoformat(),
        "by": by,
        "days": list(days),
        "periods": [of_period(one) for one in periods],
        "whole": of_period(of.whole),
        "targets": [
            {"since": since.isoformat(), "target_ug": ug, "target_source": source}
            for since, ug, source in of.targets
        ],
        "need_sources": list(of.need_sources),
        "streak": _span(of.streak),
        "longest_below_target": _span(of.below),
        "best_week": None if of.best is None else of_period(of.best),
        "worst_week": None if of.worst is None else of_period(of.worst),
        "injections": [{"day": day.isoformat(), "b12_ug": ug} for day, ug in of.injections],
        **estimate("retained", of.retained),
        "no_estimate": list(of.no_estimate),
        "symptoms": [
            {
                "symptom": one.symptom,
                "weeks_below_target": _scores(one.below),
                "weeks_target_met": _scores(one.met),
            }
            for one in of.associations
        ],
    }


def of_sources(
    span: Span,
    foods: Sequence[Document],
    meals: Sequence[Document],
    origins: Sequence[Document],
) -> Document:
    """`sources`: `rows` of foods, meals and origins, these with what is known of them."""
    return {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "foods": list(foods),
        "meals": list(meals),
        "origins": [
            {
                **row,
                "form": kind.form,
                "absorption": kind.absorption,
                "suits": kind.suits,
                "label": kind.sure,
                "source": kind.source,
            }
            for kind, row in zip(KINDS, origins, strict=True)
        ],
    }


def rows(frame: "pd.DataFrame") -> list[Document]:
    """The rows of a frame, with null for what is missing."""
    return [
        # What is missing differs from itself.
        {str(key): None if value != value else value for key, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _span(of: Span | None) -> Document | None:
    if of is None:
        return None
    return {"from": of.first.isoformat(), "to": of.last.isoformat(), "days": of.length}


def _scores(of: "Scores") -> Document:
    return {
        "mean_score": of.mean,
        "entries": of.entries,
        "weeks_with_entries": of.weeks,
        "weeks": of.of_weeks,
    }
