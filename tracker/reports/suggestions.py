"""Foods that would close today's gap, within the diet, the life stage and the advice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from tracker import paths
from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import Absorption
from tracker.foods.model import Food, Serving
from tracker.foods.ranking import suits, unreliable
from tracker.people.conditions import Condition
from tracker.people.model import Stage
from tracker.text.units import format_amount
from tracker.text.words import words

_MOST_PORTIONS = 3
_MOST_FOODS = 7
_ENERGY_DRINK = frozenset({"energy", "drink"})
# NHS, foods to avoid in pregnancy: liver and what is made of it, raw shellfish, cold-smoked and raw
# fish, pâté, shark, swordfish and marlin. Any of these words leaves a food out, as a cooked oyster
# isn't told from a raw one.
PREGNANCY_SOURCE = "NHS, foods to avoid in pregnancy"
_NOT_IN_PREGNANCY = frozenset(
    words(
        "liver liverwurst braunschweiger pate haggis faggot raw smoked lox sushi sashimi ceviche "
        "oyster clam mussel cockle whelk scallop caviar roe shark swordfish marlin cured gravlax "
        "tartare carpaccio kidney giblet"
    )
)
# Cyanocobalamin is what most fortified foods hold.
_LEBERS = "lebers"


@dataclass(frozen=True)
class Suggestion:
    """A number of usual portions of a food, their µg, and what would be absorbed of them alone."""

    food: Food
    amount: float
    measure: str
    grams: float | None
    b12_ug: float
    absorbed: Estimate

    @property
    def label(self) -> str:
        """`1 fillet`, `2 cups`."""
        return format_amount(self.amount, self.measure)


def suggestions(
    foods: Iterable[Food],
    gap_ug: float,
    diet: str,
    conditions: Sequence[Condition],
    eaten: frozenset[str] = frozenset(),
    stage: Stage = "none",
) -> tuple[Suggestion, ...]:
    """Return foods that close a gap, in µg, with the fewest usual portions, of many kinds.

    Foods of the codes in `eaten` come before others, and what most shops have before what few
    people know. Those not to be counted on, of unknown B12, or not known to suit the diet or the
    life stage are left out, and so is food-bound B12 where age or a condition makes added B12 the
    one to count on. There are none where food can't close a gap, or no source says that it can.
    """
    how = absorption.under(conditions)
    if gap_ug <= 0 or any(not condition.food_counts for condition in conditions):
        return ()
    no_added = any(condition.name == _LEBERS for condition in conditions)
    usual = _usual_names()
    candidates: list[tuple[tuple[bool, int, bool, float], Suggestion]] = []
    for food in foods:
        if not (_can_be_suggested(food, stage) and suits(food, diet) and food.portions):
            continue
        added = food.origin != "natural"
        if (added and no_added) or (not added and counts_on_added(conditions)):
            continue
        held = food.portion_ug(food.portions[0])
        if held and gap_ug <= held * _MOST_PORTIONS:
            count = ceil(gap_ug / held)
            new = food.code not in eaten
            key = (new and food.title not in usual, count, new, held * count)
            candidates.append((key, _suggestion(food, count, held, how)))
    candidates.sort(key=lambda candidate: candidate[0])
    known = [each for (unusual, *_), each in candidates if not unusual]
    chosen = _varied(known or [each for _, each in candidates])
    return tuple(sorted(chosen, key=lambda suggestion: suggestion.b12_ug))


@cache
def _usual_names() -> frozenset[str]:
    """Return what people call foods that most shops have."""
    return frozenset(row["food"] for row in paths.seed_rows("suggested_foods.csv"))


def counts_on_added(conditions: Iterable[Condition]) -> bool:
    """Return whether little of the B12 that is bound in food may be freed."""
    return any(condition.food_share[0] < 1 for condition in conditions)


def _can_be_suggested(food: Food, stage: Stage) -> bool:
    """Whether it is a food to count on; energy and other drinks with B12 are no advice."""
    if food.origin in ("supplement", "injection") or unreliable(food) or food.lower_bound:
        return False
    names = {*words(food.name), *words(food.everyday or "")}
    if stage == "pregnant" and not _NOT_IN_PREGNANCY.isdisjoint(names):
        return False
    # Plants hold no B12 to count on unless it was added, whatever a table says.
    if food.origin == "natural" and (food.diet == "vegan" or food.kind == "plant"):
        return False
    return food.role not in ("drink", "hot drink") and not names.issuperset(_ENERGY_DRINK)


def _varied(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """The best of each kind, then the second best; milk once, whatever it is made of."""
    ranked: list[tuple[int, int, Suggestion]] = []
    of_kind: Counter[str] = Counter()
    nouns: set[str] = set()
    for place, suggestion in enumerate(suggestions):
        noun = words(suggestion.food.title)[-1:]
        if nouns.isdisjoint(noun):
            kind = (
                "fortified" if suggestion.food.origin == "fortified" else suggestion.food.kind or ""
            )
            ranked.append((of_kind[kind], place, suggestion))
            of_kind[kind] += 1
            nouns.update(noun)
    return [suggestion for *_, suggestion in sorted(ranked, key=lambda r: r[:2])[:_MOST_FOODS]]


def _suggestion(food: Food, count: int, held: float, how: Absorption) -> Suggestion:
    portion = food.portions[0]
    amount, ug = portion.amount * count, held * count
    grams = None if portion.grams is None else portion.grams * count
    serving = Serving(food.title, food.origin, amount, portion.measure, grams, ug, food.kind)
    absorbed = absorption.of_sitting([serving], how)
    return Suggestion(food, amount, portion.measure, grams, ug, absorbed)
