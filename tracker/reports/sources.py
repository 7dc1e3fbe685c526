"""Which foods, meals and origins the B12 came from."""

import pandas as pd

# A row a food and origin, the richest in all first.
_FIGURES = ("times", "unknown_times", "b12_ug", "share", "estimated_ug", "absorbed_ug")
FOOD_COLUMNS = ("food", "origin", *_FIGURES)
MEAL_COLUMNS = ("meal", *_FIGURES)
ORIGIN_COLUMNS = ("origin", *_FIGURES, "share_absorbed", "foods")
ORIGINS = ("natural", "fortified", "supplement")
# Where a meal has no name its hour says what it was: up to so many hours after midnight.
_PARTS = {"night": 4.0, "morning": 11.0, "midday": 15.0, "afternoon": 18.0, "evening": 24.0}
_NO_TIME = "no name or time"
_EXAMPLES = 3


def foods(items: pd.DataFrame) -> pd.DataFrame:
    """A row a food in FOOD_COLUMNS, the one that gave most first, from `frames.Diary.items`.

    `times` it was eaten; `b12_ug` in all and its `share` (0 to 1) of all that was eaten, both of
    what is known, NaN where nothing is: `unknown_times` its B12 was not, in all or in part. Of
    `estimated_ug`, eaten on days that allow an estimate, `absorbed_ug` were absorbed. Injections
    are no food.
    """
    return _ranked(_eaten(items), ["food", "origin"])[list(FOOD_COLUMNS)]


def meals(items: pd.DataFrame) -> pd.DataFrame:
    """A row a meal in MEAL_COLUMNS, by its name, or where it has none by the time of day.

    Here `times` counts meals, and `unknown_times` still what was eaten.
    """
    eaten = _eaten(items)
    names = eaten["meal"].astype(object)
    named = names.notna()
    hours = pd.cut(eaten["hour"], [-1.0, *_PARTS.values()], right=False, labels=list(_PARTS))
    parts = hours.astype(object).where(eaten["hour"].notna(), _NO_TIME)
    # Lunch is lunch however it is spelled; the first spelling stands.
    folded = names.where(named, parts).str.casefold()
    spelled = names.where(named, parts).groupby(folded).first()
    found = _ranked(eaten.assign(meal=folded), ["meal"])
    times = eaten.groupby(folded)["meal_id"].nunique()
    return found.assign(meal=found["meal"].map(spelled), times=found["meal"].map(times))[
        list(MEAL_COLUMNS)
    ]


def origins(by_food: pd.DataFrame) -> pd.DataFrame:
    """A row an origin in ORIGIN_COLUMNS: natural, fortified, supplement, those with nothing too.

    From the frame of `foods`. `share_absorbed` is the estimate over what was eaten, NaN where there
    is none; `foods` names those that gave most.
    """
    groups = by_food.groupby("origin")
    counts = groups[["times", "unknown_times"]].sum()
    figures = groups[["b12_ug", "share", "estimated_ug", "absorbed_ug"]].sum(min_count=1)
    found = counts.join(figures).reindex(list(ORIGINS))
    found[["times", "unknown_times"]] = found[["times", "unknown_times"]].fillna(0).astype("int64")
    eaten = found["estimated_ug"]
    found["share_absorbed"] = found["absorbed_ug"] / eaten.where(eaten > 0)
    given = by_food[by_food["b12_ug"] > 0]
    found["foods"] = [
        given.loc[given["origin"] == origin, "food"].head(_EXAMPLES).tolist() for origin in ORIGINS
    ]
    return found.reset_index()[list(ORIGIN_COLUMNS)]


def _eaten(items: pd.DataFrame) -> pd.DataFrame:
    return items[items["origin"] != "injection"]


def _ranked(eaten: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    known = eaten["b12_ug"].notna()
    estimated = known & eaten["absorbed_ug"].notna()
    groups = eaten.assign(
        unknown=~known | eaten["lower_bound"],
        estimated_ug=eaten["b12_ug"].where(estimated),
        absorbed_ug=eaten["absorbed_ug"].where(estimated),
    ).groupby(keys, observed=True)
    found = groups[["b12_ug", "estimated_ug", "absorbed_ug"]].sum(min_count=1)
    found["times"] = groups.size()
    found["unknown_times"] = groups["unknown"].sum()
    found = found.reset_index().astype(dict.fromkeys(keys, object))
    total = found["b12_ug"].sum()
    found["share"] = found["b12_ug"] / total if total else float("nan")
    order = [False, *[True] * len(keys)]
    return found.sort_values(["b12_ug", *keys], ascending=order, ignore_index=True)
