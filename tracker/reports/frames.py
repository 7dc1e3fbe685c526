"""Tidy pandas frames of the diary, for charts and for notebooks."""

from collections.abc import Sequence

import pandas as pd

from tracker.domain.intake import DayIntake

DAY_COLUMNS = (
    "day",
    "natural_ug",
    "fortified_ug",
    "supplement_ug",
    "intake_ug",
    "injected_ug",
    "lower_bound",
    "logged",
    "target_ug",
    "target_source",
)


def days(intakes: Sequence[DayIntake]) -> pd.DataFrame:
    """A row a day, indexed 0 to n-1, with DAY_COLUMNS; all `_ug` are µg a day.

    On a gap (`logged` is False) the intake columns are NaN, not 0; `lower_bound` says that foods
    of unknown B12 come on top. `intake_ug` is natural + fortified + supplement; injections aren't
    in it.
    """
    rows = []
    for day in intakes:
        eaten = day.by_origin if day.logged else dict.fromkeys(day.by_origin)
        rows.append(
            {
                "day": pd.Timestamp(day.day),
                **{f"{origin}_ug": value for origin, value in eaten.items()},
                "intake_ug": day.intake_ug,
                "injected_ug": day.injected_ug,
                "lower_bound": day.lower_bound,
                "logged": day.logged,
                "target_ug": day.target.ug_per_day,
                "target_source": day.target.authority,
            }
        )
    frame = pd.DataFrame(rows, columns=list(DAY_COLUMNS))
    amounts = [column for column in DAY_COLUMNS if column.endswith("_ug")]
    return frame.astype(dict.fromkeys(amounts, "float64"))
