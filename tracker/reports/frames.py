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
    "absorbed_ug",
    "absorbed_low_ug",
    "absorbed_high_ug",
    "need_ug",
)


def days(intakes: Sequence[DayIntake]) -> pd.DataFrame:
    """A row a day, indexed 0 to n-1, with DAY_COLUMNS; all `_ug` are µg a day.

    On a gap (`logged` is False) the intake columns are NaN, not 0; `lower_bound` says that foods
    of unknown B12 come on top. `intake_ug` is natural + fortified + supplement; injections aren't
    in it, nor in what is absorbed.

    `absorbed_ug` is the estimate of `domain.absorption`, where its sources are, with its range from
    `absorbed_low_ug` to `absorbed_high_ug`; all three are NaN on a gap and where a condition allows
    no estimate. `need_ug` is what should be absorbed: half of the reference intake (IOM 1998).
    """
    rows = []
    for day in intakes:
        eaten = day.by_origin if day.logged else dict.fromkeys(day.by_origin)
        absorbed = day.absorbed
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
                "absorbed_ug": absorbed.ug if absorbed else None,
                "absorbed_low_ug": absorbed.low_ug if absorbed else None,
                "absorbed_high_ug": absorbed.high_ug if absorbed else None,
                "need_ug": day.target.need_ug,
            }
        )
    frame = pd.DataFrame(rows, columns=list(DAY_COLUMNS))
    amounts = [column for column in DAY_COLUMNS if column.endswith("_ug")]
    return frame.astype(dict.fromkeys(amounts, "float64"))
