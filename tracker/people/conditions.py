"""What bears on how much B12 a person absorbs: diseases, operations, medicines and age.

Each says what it does to the estimate in `absorption`, in words and by whose authority. Where no
source gives an amount there is no estimate.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.errors import InputError

# The share of food-bound B12 that is still freed for absorption: at least, likely, at most.
FoodShare = tuple[float, float, float]
WHOLE: FoodShare = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Condition:
    """Something that bears on absorption.

    `food_share` is the part of food-bound B12 that is still freed; without `intrinsic_factor` only
    1.2 % of any oral dose is absorbed, by diffusion; where not `estimable` nobody can say how much.
    """

    name: str
    title: str
    does: str
    source: str
    food_share: FoodShare = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True


_GUT = "less is absorbed, and no source says how much: there is no estimate"
_GUT_SOURCE = "NHS and NICE NG239 (2024) on causes of B12 deficiency"

CONDITIONS = {
    condition.name: condition
    for condition in (
        Condition(
            "pernicious-anaemia",
            "pernicious anaemia",
            "without intrinsic factor only about 1.2 % of any oral dose is absorbed",
            "Carmel 2008, Blood 112:2214, Table 1",
            intrinsic_factor=False,
        ),
        Condition(
            "atrophic-gastritis",
            "atrophic gastritis",
            "the stomach may free no B12 from food: food-bound B12 is not counted on",
            "IOM 1998, ch. 9: with little stomach acid food-bound B12 may not be absorbed",
            food_share=(0.0, 0.0, 1.0),
        ),
        Condition("gastric-bypass", "gastric bypass", _GUT, _GUT_SOURCE, estimable=False),
        Condition("gastrectomy", "gastrectomy", _GUT, _GUT_SOURCE, estimable=False),
        Condition("ileal-resection", "ileal resection", _GUT, _GUT_SOURCE, estimable=False),
        Condition("crohns", "Crohn's disease", _GUT, _GUT_SOURCE, estimable=False),
        Condition("coeliac", "coeliac disease", _GUT, _GUT_SOURCE, estimable=False),
        Condition(
            "metformin",
            "metformin",
            "food-bound B12 is counted at 90 %, as up to 1 in 10 who take it have low B12; no "
            "study says how it is for one person",
            "MHRA Drug Safety Update, June 2022",
            food_share=(0.0, 0.9, 1.0),
        ),
        Condition(
            "acid-blocker",
            "acid blocker",
            "food-bound B12 is counted at 28 %, as measured on 20 mg of omeprazole (12 % on 40 "
            "mg); weaker medicines do less",
            "Marcuard 1994, Ann Intern Med 120:211: 3.2 % fell to 0.9 %, and 3.4 % to 0.4 %",
            food_share=(0.12, 0.28, 1.0),
        ),
    )
}

# Other words for them, in the form of `named`.
_ALSO = {
    "anemia": "anaemia", "celiac": "coeliac", "crohn": "crohns", "crohn's": "crohns",
    "ppi": "acid-blocker", "ppis": "acid-blocker", "h2-blocker": "acid-blocker",
    "acid-blockers": "acid-blocker", "omeprazole": "acid-blocker", "lansoprazole": "acid-blocker",
    "pantoprazole": "acid-blocker", "esomeprazole": "acid-blocker", "famotidine": "acid-blocker",
    "glucophage": "metformin", "stomach-bypass": "gastric-bypass",
}  # fmt: skip

# IOM's age group for the advice begins at 51 years; nobody sets this one.
OVER_50_MONTHS = 51 * 12
OVER_50 = Condition(
    "over-50",
    "over 50",
    "food-bound B12 is counted at 80 %, as 10 to 30 % of older people may not absorb it",
    "IOM 1998, ch. 9",
    food_share=(0.0, 0.8, 1.0),
)


def deciding(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Those that shape the estimate: the strictest, beside which milder ones change nothing."""
    found = tuple(conditions)
    for strict in (
        tuple(one for one in found if not one.estimable),
        tuple(one for one in found if not one.intrinsic_factor),
    ):
        if strict:
            return strict
    least = min((one.food_share[1] for one in found), default=1.0)
    return tuple(one for one in found if one.food_share[1] == least)


def named(text: str) -> Condition:
    """The condition of that name, in British or American spelling.

    Raises InputError with the names that there are.
    """
    name = "-".join(text.casefold().replace("’", "'").split()).removesuffix("-disease")
    for said, meant in _ALSO.items():
        if name == said or name.endswith(f"-{said}"):
            name = name.removesuffix(said) + meant
    if name not in CONDITIONS:
        raise InputError(f'"{text}" is no known condition: use {", ".join(CONDITIONS)}')
    return CONDITIONS[name]
