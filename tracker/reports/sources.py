"""Which foods, meals and origins the B12 came from."""

import pandas as pd

# A row a food and origin, the richest in all first.
FOOD_COLUMNS = ("food", "origin", "times", "b12_ug", "share", "absorbed_ug", "unknown_times")
MEAL_COLUMNS = ("meal", "times", "b12_ug", "share", "absorbed_ug", "unknown_times")
ORIGIN_COLUMNS = (
    "origin", "times", "b12_ug", "share", "absorbed_ug", "share_absorbed", "unknown_times", "foods",
)  # fmt: skip
ORIGINS = ("natural", "fortified", "supplement")
# Where a meal has no name its hour says what it was: up to so many hours after midnight.
_PARTS = {"night": 4.0, "morning": 11.0, "midday": 15.0, "afternoon": 18.0, "evening": 24.0}
_NO_TIME = "no name or time"
_EXAMPLES = 3


def foods(items: pd.DataFrame) -> pd.DataFrame:
    """A row a food in FOOD_COLUMNS, the one that gave most first, from `frames.Diary.items`.

    `times` it was eaten, `b12_ug` in all and its `share` (0 to 1) of all that was eaten, both of
    what is known: `unknown_times` its B12 was not. `absorbed_ug` is an estimate, over the days that
    allow one, NaN where none does. Injections are no food.
    """
    return _ranked(_eaten(items), ["food", "origin"])[list(FOOD_COLUMNS)]


def meals(items: pd.DataFrame) -> pd.DataFrame:
    """A row a meal in MEAL_COLUMNS, by its name, or where it has none by the time of day."""
    eaten = _eaten(items)
    names = eaten["meal"].astype(object)
    named = names.notna()
    hours = pd.cut(eaten["hour"], [-1.0, *_PARTS.values()], right=False, labels=list(_PARTS))
    parts = hours.astype(object).where(eaten["hour"].notna(), _NO_TIME)
    # Lunch is lunch however it is spelled; the first spelling stands.
    folded = names.where(named, parts).str.casefold()
    spelled = names.where(named, parts).groupby(folded).first()
    found = _ranked(eaten.assign(meal=folded), ["meal"])
    return found.assign(meal=found["meal"].map(spelled))[list(MEAL_COLUMNS)]


def origins(by_food: pd.DataFrame) -> pd.DataFrame:
    """A row an origin in ORIGIN_COLUMNS: natural, fortified, supplement, those with nothing too.

    From the frame of `foods`. `share_absorbed` is the estimate over what was eaten, NaN where there
    is none; `foods` names those that gave most.
    """
    counts = ["times", "unknown_times", "b12_ug", "share"]
    groups = by_food.groupby("origin")
    found = groups[counts].sum().reindex(list(ORIGINS), fill_value=0)
    found["absorbed_ug"] = groups["absorbed_ug"].sum(min_count=1)
    found["share_absorbed"] = found["absorbed_ug"] / found["b12_ug"].where(found["b12_ug"] > 0)
    given = by_food[by_food["b12_ug"] > 0]
    found["foods"] = [
        given.loc[given["origin"] == origin, "food"].head(_EXAMPLES).tolist() for origin in ORIGINS
    ]
    return found.reset_index()[list(ORIGIN_COLUMNS)]


def _eaten(items: pd.DataFrame) -> pd.DataFrame:
    return items[items["origin"] != "injection"]


def _ranked(eaten: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    unknown = eaten["b12_ug"].isna() | eaten["lower_bound"]
    absorbed = eaten["absorbed_ug"].where(eaten["b12_ug"].notna())
    found = (
        eaten.assign(unknown=unknown, absorbed=absorbed)
        .groupby(keys, observed=True)
        .agg(
            times=("food", "size"),
            b12_ug=("b12_ug", "sum"),
            absorbed_ug=("absorbed", "sum"),
            estimated=("absorbed", "count"),
            unknown_times=("unknown", "sum"),
        )
        .reset_index()
        .astype(dict.fromkeys(keys, object))
    )
    found["absorbed_ug"] = found["absorbed_ug"].where(found["estimated"] > 0)
    total = found["b12_ug"].sum()
    found["share"] = found["b12_ug"] / total if total else 0.0
    return found.sort_values(
        ["b12_ug", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True
    )
