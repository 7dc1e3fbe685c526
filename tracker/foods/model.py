"""Foods, their portions, and servings: amounts of a food that were weighed."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tracker.text.formatting import format_ug
from tracker.text.units import format_amount

# natural: food-bound; fortified and supplement: crystalline; injection: not eaten at all.
Origin = Literal["natural", "fortified", "supplement", "injection"]
ORIGINS: tuple[Origin, ...] = ("natural", "fortified", "supplement", "injection")
KINDS = (
    "meat", "poultry", "fish", "shellfish", "egg", "dairy", "plant", "fortified", "supplement",
    "mixed",
)  # fmt: skip
# Plant-based versions of these are fortified very differently.
_SUBSTITUTES = frozenset({"meat", "fish", "milk", "yogurt", "cheese"})
# How a table has a figure: a trace and what is below a limit count as 0.
Mark = Literal["trace", "below", "estimate"]
FIGURE_MARKS: tuple[Mark, ...] = ("trace", "below", "estimate")
# From the strictest on: a food that suits one suits all that follow.
DIETS = ("vegan", "vegetarian", "pescatarian", "any")
# What a food is in a meal, which decides how much of it is added to another food.
ROLES = (
    "milk", "cream", "fat", "spread", "sauce", "cheese", "egg", "meat", "fish", "bread", "cereal",
    "porridge", "hot drink", "drink", "starch", "vegetable", "fruit", "nuts", "legume", "yogurt",
    "dessert", "sweet", "snack", "soup", "salad", "sandwich", "dish", "powder", "supplement",
    "seasoning",
)  # fmt: skip


def is_table_code(text: str) -> bool:
    """Return whether it can name a food table: small letters and digits."""
    return text.isascii() and text.isalnum() and text == text.lower()


class Portion(NamedTuple):
    """`amount` × `measure` of a food: its weight in g or, if that is unknown, its µg of B12.

    A tablet has a dose and no weight; so does 100 ml of a drink of unknown density.
    """

    amount: float
    measure: str
    grams: float | None
    b12_ug: float | None = None

    @property
    def label(self) -> str:
        """Return `1 cup` or `0.5 fillet`."""
        return format_amount(self.amount, self.measure)


@dataclass(frozen=True)
class Food:
    """An entry of the catalogue. `b12_ug_per_100g` is None if it is unknown.

    `code` is what a user types: a USDA number ("13327") or a word ("oat-milk"). `everyday` is
    what people call it. The first of `portions` is the usual one. `lower_bound` says that the
    figures leave out something unknown, such as an ingredient. `role` is what it is in a meal:
    milk, spread, bread. `table_code` names the official table that it was imported from, and `mark`
    how that has its figure: of what is below a limit, `below_ug_per_100g` is the limit, if known.
    """

    code: str
    name: str
    origin: Origin
    source: str
    b12_ug_per_100g: float | None = None
    everyday: str | None = None
    group: str | None = None
    kind: str | None = None
    diet: str | None = None
    portions: tuple[Portion, ...] = ()
    lower_bound: bool = False
    role: str | None = None
    table_code: str | None = None
    mark: Mark | None = None
    below_ug_per_100g: float | None = None
    id: int = field(default=0, compare=False)

    @property
    def title(self) -> str:
        """Return the name that the diary uses."""
        return self.everyday or self.name

    @property
    def known(self) -> bool:
        """Return whether any B12 figure is known."""
        return self.b12_ug_per_100g is not None or any(p.b12_ug is not None for p in self.portions)

    @property
    def is_typical(self) -> bool:
        """Return whether its figure is an average of brands that differ."""
        if self.table_code is not None:
            return False  # an average of samples, of seasons or places
        if self.origin == "fortified" and self.role in _SUBSTITUTES:
            return True
        said = f"{self.name} {self.source}"
        return any(word in said for word in ("typical", "average", "middle of the"))

    @property
    def has_none(self) -> bool:
        """Return whether it is known to have no B12."""
        return self.b12_ug_per_100g == 0 or (
            self.b12_ug_per_100g is None and any(portion.b12_ug == 0 for portion in self.portions)
        )

    def portion_ug(self, portion: Portion) -> float | None:
        """Return the µg in a portion; None if unknown."""
        return self.ug_in(portion.grams) if portion.b12_ug is None else portion.b12_ug

    def ug_in(self, grams: float | None) -> float | None:
        """Return the µg in so many grams; None if either is unknown."""
        if grams is None or self.b12_ug_per_100g is None:
            return None
        return grams * self.b12_ug_per_100g / 100


class FoodTable(NamedTuple):
    """An official table of foods: its code is what the codes of its foods begin with.

    `country` is two letters, and None if it isn't known; `attribution` is what the publisher asks
    to be said.
    """

    code: str
    title: str
    edition: str
    country: str | None
    licence: str
    attribution: str

    @property
    def name(self) -> str:
        """The title with the edition: `UK CoFID 2021`."""
        return f"{self.title} {self.edition}".strip()


@dataclass(frozen=True)
class Serving:
    """An amount of a food, weighed, with its B12 and where the figure comes from; it has no time.

    `grams` is None for a dose, which has no weight, and where the weight is unknown; `b12_ug` is
    None where the B12 is unknown, and a lower bound where `lower_bound` says so. `usual` says that
    no amount was given, so that the usual portion was taken, and `usual_size` that the measure has
    no weight for this food, so that its usual size was.
    """

    food: str
    origin: Origin
    amount: float
    measure: str
    grams: float | None
    b12_ug: float | None
    kind: str | None = None
    source: str = ""
    food_code: str | None = None
    food_id: int | None = None
    usual: bool = False
    lower_bound: bool = False
    usual_size: bool = False

    @property
    def label(self) -> str:
        """Return `150 g` or `2 large`."""
        return format_amount(self.amount, self.measure)


def describe(food: Food) -> str:
    """Return a line of a choice: `13327  beef liver (Beef, variety meats ...)  83.1 µg/100 g`."""
    name = food.name if food.everyday is None else f"{food.everyday} ({food.name})"
    return f"{food.code}  {name}  {density(food)}"


def density(food: Food) -> str:
    """Return `3.05 µg/100 g`, `a trace`, `< 0.1 µg/100 g`, `1000 µg a tablet` or `B12 unknown`."""
    if food.mark in ("trace", "below"):
        return mark_in_words(food)
    bound = "≥ " if food.lower_bound else ""
    if food.b12_ug_per_100g is not None:
        estimate = f", {mark_in_words(food)}" if food.mark else ""
        return f"{bound}{format_ug(food.b12_ug_per_100g)} µg/100 g{estimate}"
    dose = next((p for p in food.portions if p.b12_ug is not None), None)
    if dose is None or dose.b12_ug is None:
        return "B12 unknown"
    article = "an" if dose.measure[0] in "aeiou" else "a"
    per = f" {article} {dose.measure}" if dose.amount == 1 else f"/{dose.label}"
    return f"{bound}{format_ug(dose.b12_ug)} µg{per}"


def mark_in_words(food: Food) -> str:
    """Return `a trace`, `an estimate`, `< 0.1 µg/100 g` or `below the limit of measurement`."""
    if food.mark in ("trace", "estimate"):
        return "a trace" if food.mark == "trace" else "an estimate"
    if food.below_ug_per_100g is None:
        return "below the limit of measurement"
    return f"< {format_ug(food.below_ug_per_100g)} µg/100 g"
