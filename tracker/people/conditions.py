"""What affects how much B12 a person absorbs: diseases, operations, medicines and age.

Each says what it does to the estimate in `absorption`, in words and with the source. If no source
gives an amount, there is no estimate.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.errors import InputError

# The share of food-bound B12 that is still freed for absorption: lowest, likely, highest.
FoodShare = tuple[float, float, float]
WHOLE: FoodShare = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Condition:
    """Something that affects absorption.

    `food_share` is the part of food-bound B12 that is still freed. Without `intrinsic_factor` only
    1.2 % of an oral dose is absorbed, by diffusion; if not `estimable`, nobody knows how much.
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

# Other words for them, in the form that `named` looks up.
_ALSO = {
    "anemia": "anaemia", "celiac": "coeliac", "crohn": "crohns", "crohn's": "crohns",
    "ppi": "acid-blocker", "ppis": "acid-blocker", "h2-blocker": "acid-blocker",
    "acid-blockers": "acid-blocker", "omeprazole": "acid-blocker", "lansoprazole": "acid-blocker",
    "pantoprazole": "acid-blocker", "esomeprazole": "acid-blocker", "famotidine": "acid-blocker",
    "glucophage": "metformin", "stomach-bypass": "gastric-bypass",
}  # fmt: skip

# The IOM's age group for its advice begins at 51 years; this one follows from the birth date.
OVER_50_MONTHS = 51 * 12
OVER_50 = Condition(
    "over-50",
    "over 50",
    "food-bound B12 is counted at 80 %, as 10 to 30 % of older people may not absorb it",
    "IOM 1998, ch. 9",
    food_share=(0.0, 0.8, 1.0),
)


def deciding(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return those that decide the estimate: the strictest, as milder ones then change nothing."""
    held = tuple(conditions)
    for strictest in (
        tuple(condition for condition in held if not condition.estimable),
        tuple(condition for condition in held if not condition.intrinsic_factor),
    ):
        if strictest:
            return strictest
    least = min((condition.food_share[1] for condition in held), default=1.0)
    return tuple(condition for condition in held if condition.food_share[1] == least)


def named(text: str) -> Condition:
    """Return the condition of that name, in British or American spelling.

    Raise InputError with the known names for any other.
    """
    name = "-".join(text.casefold().replace("’", "'").split()).removesuffix("-disease")
    for other, usual in _ALSO.items():
        if name == other or name.endswith(f"-{other}"):
            name = name.removesuffix(other) + usual
    if name not in CONDITIONS:
        raise InputError(f'unknown condition "{text}": use {", ".join(CONDITIONS)}')
    return CONDITIONS[name]
