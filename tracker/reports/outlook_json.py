"""What `b12 outlook --json` prints. Keys stay; µg and years are plain numbers."""

from collections.abc import Sequence

from tracker.absorption.curve import Estimate
from tracker.absorption.outlook import SIGNS
from tracker.health.cautions import Remark
from tracker.reports import outlook
from tracker.reports.json_output import Document, Keys, of_remark
from tracker.reports.outlook import Forecast

_of_habits = Keys(
    "from=period.span.first to=period.span.last days=period.#days complete_days=period.#counted "
    "conditions=conditions.name"
)
_of_changes = Keys("without add=doses.label as=diet")


def of_outlook(of: Forecast, years: int, cautions: Sequence[Remark]) -> Document:
    """`outlook`: µg absorbed a day, the store in µg by month, and when it reaches the level.

    Years are null where the store never reaches it. `cautions` are reasons to see a clinician.
    """
    store, reached = of.store, of.store.reaches(SIGNS.ug)
    return {
        **_of_habits(of.habits),
        **_of_changes(of.changes),
        "lower_bound": of.lower_bound,
        "unknown_foods": list(of.unknown),
        **_range("absorbed", store.absorbed),
        **_range("by_mouth", of.eaten),
        **_range("retained", of.retained),
        "loss_per_day": store.loss.share,
        "loss_per_day_low": store.loss.low,
        "loss_per_day_high": store.loss.high,
        "start": store.start.words,
        **_range("start", store.start.ug),
        **_range("settles", store.settles),
        **_range("signs", Estimate(SIGNS.ug, SIGNS.low_ug, SIGNS.high_ug)),
        "signs_after_years": reached.likely,
        "signs_after_years_earliest": reached.earliest,
        "signs_after_years_latest": reached.latest,
        "months": of_months(of, years),
        "sentence": outlook.sentence(of),
        "assumptions": of_remark.each(outlook.assumptions(of)),
        "not_said": list(outlook.NOT_SAID),
        "cautions": of_remark.each(cautions),
    }


def of_months(of: Forecast, years: int) -> list[Document]:
    """The store in µg of each month, from now (0) on; a row of `outlook --csv`."""
    months = enumerate(of.store.months(years))
    return [{"month": number, **_range("store", month)} for number, month in months]


def _range(name: str, of: Estimate) -> Document:
    return {f"{name}_ug": of.ug, f"{name}_low_ug": of.low_ug, f"{name}_high_ug": of.high_ug}
